import { execFile, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Profile, readProfile } from "../../src/profiles/read-profile.ts";
import { topFunctions } from "../../src/profiles/top-functions.ts";

/** A Go program with something to profile, and a folder for what it says of itself. */
const program = spawn(join(dirname(inject("oracle")), "profiled"), { stdio: ["ignore", "pipe", "inherit"] });
let address = "";
let folder = "";

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), "yagura-pprof-"));
	address = await new Promise((resolve, reject) => {
		program.stdout.once("data", (bytes: Buffer) => resolve(String(bytes).trim()));
		program.once("error", reject);
	});
});
afterAll(async () => {
	program.kill();
	await rm(folder, { recursive: true });
});

/** What `go tool pprof` makes of a profile: total, and flat and cumulative cost by function. */
async function goTop(file: string, { type, unit }: Profile["kinds"][number]): Promise<Map<string, readonly number[]>> {
	const all = ["-nodecount=1000000", "-nodefraction=0", "-edgefraction=0", "-symbolize=none"];
	const args = ["tool", "pprof", "-top", ...all, `-sample_index=${type}`, `-unit=${unit}`, file];
	const { stdout } = await promisify(execFile)("go", args, { maxBuffer: 64 * 2 ** 20 });
	const rows = stdout.matchAll(
		/^\s*(-?[\d.]+)\D*\s+[\d.]+%\s+[\d.]+%\s+(-?[\d.]+)\D*\s+[\d.]+%\s+(.*?)(?: \((?:partial-)?inline\))?$/gm,
	);
	return new Map(Array.from(rows, ([, flat, cumulative, name = ""]) => [name, [Number(flat), Number(cumulative)]]));
}

test.each(["profile?seconds=1", "heap", "goroutine", "mutex", "block", "allocs", "threadcreate"])(
	"of /debug/pprof/%s each function costs what go tool pprof says",
	async (path) => {
		const answer = await fetch(`http://${address}/debug/pprof/${path}`);
		const bytes = new Uint8Array(await answer.arrayBuffer());
		const file = join(folder, path.replace(/\?.*/, ""));
		await writeFile(file, bytes);
		const read = readProfile(bytes);
		if (!read.ok) throw new Error(read.failure.message);
		expect(read.value.kinds.length).toBeGreaterThan(0);
		for (const [index, kind] of read.value.kinds.entries()) {
			const theirs = await goTop(file, kind);
			const ours = topFunctions(read.value, index).costs.filter(({ cumulative }) => cumulative > 0);
			expect(new Map(ours.map(({ name, flat, cumulative }) => [name, [flat, cumulative]]))).toEqual(theirs);
		}
	},
);
