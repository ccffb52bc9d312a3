import { spawn, spawnSync } from "node:child_process";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { TestProject } from "vitest/node";

/** The people who have a kubeconfig: `testbed/README.md` says what each may do. */
export type Person = "admin" | "dev" | "viewer";

/** What the tests of the cluster suite get to know of the testbed: `inject("testbed")`. */
export interface Testbed {
	readonly runDirectory: string;
	readonly kubeconfigs: Readonly<Record<Person, string>>;
	/** The only namespace that `dev` may enter. */
	readonly devNamespace: string;
	readonly realNode: string;
	readonly fakeNodeCount: number;
}

declare module "vitest" {
	interface ProvidedContext {
		testbed: Testbed;
	}
}

const FAKE_NODE_COUNT = 20;
const directory = resolve(import.meta.dirname, "../../testbed");

/** A testbed of the suite's own, beside the one (instance 0) that someone may be working with. */
const instance = process.env["YAGURA_TESTBED_INSTANCE"] ?? "1";
const runDirectory = process.env["YAGURA_TESTBED_RUN"] ?? join(stateDirectory(), "yagura", `testbed-${instance}`);
const environment = { ...process.env, YAGURA_TESTBED_INSTANCE: instance, YAGURA_TESTBED_RUN: runDirectory };

/** While writing tests: leave the testbed up, and find it up the next time. */
const keep = process.env["YAGURA_TESTBED_KEEP"] === "1";

/** Ends an `up` that is under way: it would start again what `down` stops. */
const interrupted = new AbortController();

export async function setup(project: TestProject): Promise<void> {
	if (!keep) takeDown();
	for (const signal of ["SIGINT", "SIGTERM"] as const) {
		process.once(signal, () => {
			interrupted.abort();
			teardown();
			process.exit(1);
		});
	}
	try {
		await bringUp(["--nodes", String(FAKE_NODE_COUNT), "--real", "--metrics"]);
	} catch (error) {
		teardown();
		throw error;
	}
	const kubeconfig = (person: Person): string => join(runDirectory, `${person}.kubeconfig`);
	project.provide("testbed", {
		runDirectory,
		kubeconfigs: { admin: kubeconfig("admin"), dev: kubeconfig("dev"), viewer: kubeconfig("viewer") },
		devNamespace: "shop",
		realNode: "real-1",
		fakeNodeCount: FAKE_NODE_COUNT,
	});
}

export function teardown(): void {
	if (!keep) takeDown();
}

/** A missing program or host property fails the whole suite with what `up` says of it: nothing is skipped. */
function bringUp(args: readonly string[]): Promise<void> {
	return new Promise((done, failed) => {
		const up = spawn(join(directory, "up"), args, {
			env: environment,
			stdio: ["ignore", "inherit", "pipe"],
			signal: interrupted.signal,
		});
		let said = "";
		up.stderr.setEncoding("utf8").on("data", (text: string) => {
			said += text;
			process.stderr.write(text);
		});
		up.on("error", failed);
		up.on("close", (code) => {
			if (code === 0) done();
			else failed(new Error(`testbed/up failed (exit code ${code}):\n${said}`));
		});
	});
}

function takeDown(): void {
	const down = spawnSync(join(directory, "down"), ["--purge"], { env: environment, encoding: "utf8" });
	if (down.status !== 0) throw new Error(`testbed/down failed: ${down.error?.message ?? down.stderr}`);
}

function stateDirectory(): string {
	return process.env["XDG_STATE_HOME"] ?? join(homedir(), ".local", "state");
}
