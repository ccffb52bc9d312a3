import { createHash } from "node:crypto";
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ok } from "../../src/base/result.ts";
import { failure } from "../../src/kube/failure.ts";
import { copyFrom, copyTo } from "../../src/shells/copy/copy-files.ts";
import { saveTar } from "../../src/shells/copy/save-tar.ts";
import { sendTar } from "../../src/shells/copy/send-tar.ts";
import { paddingOf, writeHeader } from "../../src/shells/copy/tar-header.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { ScriptedProcess } from "../support/scripted-process.ts";

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "yagura-copy-"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sum = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** An archive of these things, each a path, a type and what it holds. */
function archive(...things: readonly (readonly [path: string, type: string, content: string])[]): Uint8Array {
	const parts = things.flatMap(([path, type, content]) => {
		const bytes = Buffer.from(content);
		return [
			writeHeader({ path, type, sizeBytes: bytes.length, mode: 0o644 }),
			bytes,
			new Uint8Array(paddingOf(bytes.length)),
		];
	});
	return Buffer.concat([...parts, new Uint8Array(1024)]);
}

/** Bytes in pieces of so many. */
async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("an archive", () => {
	it("comes out as it went in, however it is cut: empty files, folders, long and wide names, modes", async () => {
		const from = join(folder, "from");
		const long = `${"深い".repeat(30)}-${"x".repeat(120)}`;
		mkdirSync(join(from, "sub", "empty"), { recursive: true });
		writeFileSync(join(from, "a"), "");
		writeFileSync(join(from, "sub", "b"), "b".repeat(5000), { mode: 0o755 });
		writeFileSync(join(from, "sub", long.slice(0, 80)), "long");
		symlinkSync("/etc/passwd", join(from, "link"));
		const sent: Uint8Array[] = [];
		const said = await sendTar(
			from,
			async (bytes) => void sent.push(bytes),
			() => {},
		);
		expect(said).toMatchObject({ files: 3, bytes: 5004, skipped: ["from/link"] });
		for (const size of [1_000_000, 700, 512, 13]) {
			const to = join(folder, `to-${size}`);
			mkdirSync(to);
			const saved = await saveTar(cut(Buffer.concat(sent), size), to, "from", () => {});
			expect(saved).toEqual({ ...said, skipped: [] });
			expect(readdirSync(join(to, "from"), { recursive: true, encoding: "utf8" }).toSorted()).toEqual(
				["a", "sub", "sub/b", "sub/empty", `sub/${long.slice(0, 80)}`].toSorted(),
			);
			expect(statSync(join(to, "from/sub/b")).mode & 0o777).toBe(0o755);
		}
	});

	it.each([
		["climbs out", "x/../../evil"],
		["is absolute", "/etc/evil"],
		["is named otherwise than what was asked for", "evil"],
		["climbs by its first part", "../x"],
	])("is refused where a path %s", async (_how, path) => {
		const to = join(folder, "to");
		mkdirSync(to);
		await expect(saveTar(cut(archive([path, "0", "evil"]), 100), to, "x", () => {})).rejects.toThrow(
			"would write elsewhere",
		);
		expect(readdirSync(folder)).toEqual(["to"]);
		expect(readdirSync(to)).toEqual([]);
	});

	it("makes no link, and follows none: neither its own nor one that lies there", async () => {
		const to = join(folder, "to");
		const outside = join(folder, "outside");
		mkdirSync(to);
		mkdirSync(outside);
		const own = archive(["x/", "5", ""], ["x/out", "2", ""], ["x/out/evil", "0", "evil"]);
		const saved = await saveTar(cut(own, 512), to, "x", () => {});
		expect(saved.skipped).toEqual(["x/out"]);
		expect(statSync(join(to, "x/out")).isDirectory()).toBe(true);
		symlinkSync(outside, join(to, "y"));
		await expect(saveTar(cut(archive(["y/evil", "0", "evil"]), 512), to, "y", () => {})).rejects.toThrow("EEXIST");
		expect(readdirSync(outside)).toEqual([]);
	});

	it("writes over nothing, and leaves no half file behind", async () => {
		writeFileSync(join(folder, "x"), "mine");
		await expect(saveTar(cut(archive(["x", "0", "theirs"]), 512), folder, "x", () => {})).rejects.toThrow("EEXIST");
		expect(readFileSync(join(folder, "x"), "utf8")).toBe("mine");
		const half = archive(["y", "0", "z".repeat(4000)]).subarray(0, 1500);
		await expect(saveTar(cut(half, 512), folder, "y", () => {})).rejects.toThrow("ends in the middle");
		expect(readdirSync(folder)).toEqual(["x"]);
		await expect(saveTar(cut(Buffer.alloc(600, "no tar"), 100), folder, "y", () => {})).rejects.toThrow("not a tar");
	});
});

describe("copying", () => {
	const place = { namespace: "shop", pod: "api", container: "app" };
	let asked: readonly string[];
	let process: ScriptedProcess;

	const request = (remote: string, local: string) => ({
		transport: { dial: () => Promise.reject(new Error("not dialled")) },
		clock: new ManualClock(),
		exec: async (_transport: unknown, _clock: unknown, { argv }: { readonly argv: readonly string[] }) => {
			asked = argv;
			return ok(process);
		},
		place,
		remote,
		local,
		signal: new AbortController().signal,
		progress: () => {},
	});

	beforeEach(() => {
		process = new ScriptedProcess();
	});

	it("from a container: by its tar, a name is no option, with the sum of what came", async () => {
		const copied = copyFrom(request("/var/log/-rf", folder));
		await expect.poll(() => process.isPaused).toBe(false);
		process.say(Buffer.from(archive(["-rf", "0", "content"])).toString("latin1"));
		process.exit(0);
		expect(await copied).toEqual(ok({ files: 1, bytes: 7, sha256: sum("content"), skipped: [] }));
		expect(asked).toEqual(["tar", "cf", "-", "-C", "/var/log", "--", "-rf"]);
		expect(readFileSync(join(folder, "-rf"), "utf8")).toBe("content");
	});

	it("to a container: waits when it is full, ends its input, and takes its exit code for an answer", async () => {
		const file = join(folder, "data");
		writeFileSync(file, "d".repeat(200_000));
		process.isFull = true;
		const copied = copyTo(request("/tmp", file));
		await expect.poll(() => process.typed.length).toBe(512);
		process.drain();
		await expect.poll(() => process.isInputClosed).toBe(true);
		process.exit(0);
		expect(await copied).toMatchObject({
			ok: true,
			value: { files: 1, bytes: 200_000, sha256: sum("d".repeat(200_000)) },
		});
		expect(asked).toEqual(["tar", "xmf", "-", "-C", "/tmp"]);
	});

	it("says that there is no tar, and what went wrong over there", async () => {
		const missing = copyFrom(request("/etc/hosts", folder));
		process.finish({ how: "failed", failure: failure("absent", "no tar") });
		expect(await missing).toEqual({ ok: false, failure: { why: "no-tar" } });
		process = new ScriptedProcess();
		const other = copyFrom(request("/etc/nothing", folder));
		await expect.poll(() => process.isPaused).toBe(false);
		process.exit(1);
		expect(await other).toMatchObject({ ok: false, failure: { message: "tar ended with exit code 1" } });
		expect(await copyTo(request("/tmp", join(folder, "none")))).toMatchObject({ ok: false });
	});
});
