import { type ChildProcess, spawn } from "node:child_process";
import { createHash, type Hash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { eventually } from "./eventually.ts";
import { deployForwardedWeb, forwardedWeb, partsOfBig, removeForwardedWeb } from "./forwarded-web.ts";
import { kubectl, kubectlItems } from "./kubectl.ts";

const bundle = resolve(import.meta.dirname, "../../dist/yagura.mjs");
let directory: string;
let program: ChildProcess;
let said = "";
let port = 0;

beforeAll(async () => {
	await deployForwardedWeb();
	directory = mkdtempSync(join(tmpdir(), "yagura-forwards-"));
	mkdirSync(join(directory, "yagura"));
	const { namespace, name } = forwardedWeb;
	writeFileSync(join(directory, "yagura/config.yaml"), `forwards:\n  all: ["${namespace}/svc/${name} 0:www"]\n`);
	const { kubeconfigs } = inject("testbed");
	// As the bundle's first line has it.
	const args = ["--max-semi-space-size=2", bundle, "forward", "all", "--kubeconfig", kubeconfigs.admin];
	program = spawn(process.execPath, args, { env: { ...process.env, XDG_CONFIG_HOME: directory }, stdio: "pipe" });
	for (const stream of [program.stdout, program.stderr]) {
		stream?.setEncoding("utf8").on("data", (text: string) => {
			said += text;
		});
	}
	port = Number(await eventually("a local port", () => /127\.0\.0\.1:(\d+) ->/.exec(said)?.[1]));
});
afterAll(async () => {
	program.kill("SIGINT");
	if (program.exitCode === null) await once(program, "exit");
	rmSync(directory, { recursive: true });
	await removeForwardedWeb();
});

/** Fetch a page; resolves with its length, and feeds what comes to a digest. */
function fetchPage(
	path: string,
	digest?: Hash,
	agent?: Agent,
): Promise<{ readonly bytes: number; readonly text: string }> {
	return new Promise((done, failed) => {
		const request = get({ host: "127.0.0.1", port, path, ...(agent === undefined ? { agent: false } : { agent }) });
		request.setTimeout(60_000, () => request.destroy(new Error("no byte for a minute")));
		request.on("error", failed);
		request.on("response", (response) => {
			let bytes = 0;
			let text = "";
			response.on("data", (chunk: Buffer) => {
				bytes += chunk.length;
				digest?.update(chunk);
				if (bytes < 1024) text += chunk.toString("latin1");
			});
			response.on("error", failed);
			response.on("end", () => done({ bytes, text }));
		});
	});
}

/** The memory that the program has for itself, in MiB; what of its file has been read so far is no part of it. */
function mebibytes(): number {
	return Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${program.pid}/status`, "utf8"))?.[1]) / 1024;
}

/** The most memory that it has while something goes on. */
async function peakDuring(work: Promise<unknown>): Promise<number> {
	let peak = mebibytes();
	const sampling = setInterval(() => {
		peak = Math.max(peak, mebibytes());
	}, 50);
	await work.finally(() => clearInterval(sampling));
	return peak;
}

test("1 GiB arrives as it was sent, and takes less than 20 MiB of memory", async () => {
	const part: Buffer[] = [];
	const collected = createHash("sha256");
	collected.update = (chunk) => {
		part.push(Buffer.from(chunk as Buffer));
		return collected;
	};
	await fetchPage("/part", collected);
	const expected = createHash("sha256");
	for (let copy = 0; copy < partsOfBig; copy++) for (const chunk of part) expected.update(chunk);
	const before = mebibytes();
	const startedMs = performance.now();
	const digest = createHash("sha256");
	const fetched = fetchPage("/cgi-bin/big", digest);
	const peak = await peakDuring(fetched);
	const { bytes } = await fetched;
	const tookS = (performance.now() - startedMs) / 1000;
	console.log(
		`1 GiB in ${tookS.toFixed(1)} s (${(1024 / tookS).toFixed(0)} MiB/s), ${(peak - before).toFixed(1)} MiB of memory above ${before.toFixed(0)}`,
	);
	expect(bytes).toBe(1024 ** 3);
	expect(digest.digest("hex")).toBe(expected.digest("hex"));
	expect(peak - before).toBeLessThan(20);
});

test("200 connections at once are all served", async () => {
	const agent = new Agent({ maxSockets: 200 });
	const fetched = Promise.all(Array.from({ length: 200 }, () => fetchPage("/part", undefined, agent)));
	const peak = await peakDuring(fetched);
	const pages = await fetched;
	console.log(`200 connections, 3.1 GiB in all: at most ${peak.toFixed(0)} MiB of memory`);
	expect(pages.every(({ bytes }) => bytes === 16 * 1024 ** 2)).toBe(true);
});

test("a client that asks all the time loses at most the page it is reading when the pod is replaced", async () => {
	const answers: string[] = [];
	let failures = 0;
	const over = new AbortController();
	const client = async (): Promise<void> => {
		while (!over.signal.aborted) {
			try {
				answers.push((await fetchPage("/hello")).text.trim());
			} catch {
				failures++;
			}
		}
	};
	const asking = client();
	const { namespace, name } = forwardedWeb;
	const running = async (): Promise<string> => {
		const pods = await kubectlItems<{ metadata: { name: string; deletionTimestamp?: string } }>([
			"pods",
			"--namespace",
			namespace,
		]);
		return pods.find(({ metadata }) => metadata.deletionTimestamp === undefined)?.metadata.name ?? "";
	};
	for (let turn = 0; turn < 3; turn++) {
		const old = await running();
		await eventually("the pod that is there to answer", () => answers.at(-1) === old);
		await kubectl(["delete", "pod", old, "--namespace", namespace, "--wait=false"]);
		await kubectl(["rollout", "status", `deployment/${name}`, "--namespace", namespace, "--timeout=90s"]);
		await eventually("another pod to answer", () => answers.at(-1) !== old && answers.at(-1) !== "", {
			withinMs: 60_000,
			everyMs: 20,
		});
	}
	over.abort();
	await asking;
	console.log(`3 pods replaced under ${answers.length} pages: ${failures} lost`);
	expect(new Set(answers).size).toBe(4);
	expect(failures).toBeLessThanOrEqual(3);
	expect(said).toContain("re-attaching");
});
