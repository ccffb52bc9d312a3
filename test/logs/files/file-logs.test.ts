import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { whyNotRead } from "../../../src/logs/files/why-not-read.ts";
import { cri, FileReading, Folder } from "./file-stage.ts";

const POD = "payments_api-0_0f9d2b1c-1111-2222-3333-444455556666";

describe("logs in files", () => {
	it("of a container's folder are read as they were written: rotated, compressed, runs, cut lines", async () => {
		using folder = new Folder();
		const at = `${POD}/app`;
		folder.write(`${at}/0.log.20260103-000200`, cri(2, "two") + cri(3, "begun, ", "P"));
		folder.write(`${at}/0.log.20260103-000100.gz`, cri(1, "one"));
		folder.write(`${at}/0.log`, cri(4, "and ended") + cri(5, "three"));
		folder.write(`${at}/1.log`, cri(6, "anew"));
		using reading = await FileReading.open([folder.at(at)]);
		await reading.shows(["one", "two", "begun, and ended", "three", "anew"]);
		await reading.until(() => reading.state[0] === "following");
		expect(reading.logs.sources.get()[0]).toMatchObject({ namespace: "payments", pod: "api-0", container: "app" });
		expect(reading.logs.window(2, 1)[0]?.timeMs).toBe(Date.UTC(2026, 0, 3, 0, 0, 3));
		appendFileSync(folder.at(`${at}/1.log`), cri(7, "more"));
		folder.write(`${at}/2.log`, cri(8, "and anew"));
		await reading.shows(["one", "two", "begun, and ended", "three", "anew", "more", "and anew"]);
	});

	it("stand in the order of their times; what has none stays behind the line before it", async () => {
		using folder = new Folder();
		const docker = (second: number, log: string): string =>
			`${JSON.stringify({ log: `${log}\n`, stream: "stdout", time: `2026-01-03T00:00:0${second}.5Z` })}\n`;
		const paths = [
			folder.write("cri.log", cri(1, "cri 1") + cri(3, "cri 3")),
			folder.write("docker.log", docker(1, "docker 1") + docker(2, "docker 2")),
			folder.write("java.log", "2026-01-03 00:00:02,900 ERROR boom\n  at here\n"),
			folder.write("plain.txt", "nobody knows when\n"),
		];
		using reading = await FileReading.open(paths);
		await reading.shows([
			"nobody knows when",
			"cri 1",
			"docker 1",
			"docker 2",
			"2026-01-03 00:00:02,900 ERROR boom",
			"  at here",
			"cri 3",
		]);
		expect(reading.logs.window(0, 1)[0]?.timeMs).toBeNaN();
		const saved = await Array.fromAsync(reading.logs.save({ times: true, sources: true }));
		expect(saved.join("").split("\n").slice(0, 2)).toEqual([
			"plain.txt nobody knows when",
			"2026-01-03T00:00:01.000Z cri.log cri 1",
		]);
	});

	it("are followed as they grow, are rotated and are emptied; a last line needs no end", async () => {
		using folder = new Folder();
		const path = folder.write("app.log", "one\n");
		using reading = await FileReading.open([path]);
		await reading.shows(["one"]);
		appendFileSync(path, "two\nthree");
		await reading.shows(["one", "two", "three"]);
		renameSync(path, folder.at("app.log.1"));
		writeFileSync(path, "");
		// Whoever writes has not noticed yet.
		appendFileSync(folder.at("app.log.1"), "four\n");
		await reading.shows(["one", "two", "three", "four"]);
		appendFileSync(path, "five, longer than what comes then\n");
		await reading.shows(["one", "two", "three", "four", "five, longer than what comes then"]);
		truncateSync(path, 0);
		appendFileSync(path, "six\n");
		await reading.shows(["one", "two", "three", "four", "five, longer than what comes then", "-- gap", "six"]);
		rmSync(path);
		await reading.until(() => reading.state[0] === "waiting");
		writeFileSync(path, "seven\n");
		await reading.until(() => reading.shown().at(-1) === "seven");
		await reading.until(() => reading.state[0] === "following");
	});

	it("that were rotated more than once while nobody looked are all read", async () => {
		using folder = new Folder();
		const at = (name: string): string => folder.at(`${POD}/app/${name}`);
		folder.write(`${POD}/app/0.log`, cri(1, "one"));
		using reading = await FileReading.open([folder.at(`${POD}/app`)]);
		await reading.until(() => reading.state[0] === "following");
		reading.logs.setFollowing(false);
		await reading.until(() => reading.state[0] === "paused");
		appendFileSync(at("0.log"), cri(2, "two"));
		renameSync(at("0.log"), at("0.log.20260103-000200"));
		folder.write(`${POD}/app/0.log.20260103-000300`, cri(3, "three"));
		folder.write(`${POD}/app/0.log`, cri(4, "four"));
		reading.logs.setFollowing(true);
		await reading.shows(["one", "two", "three", "four"]);
	});

	it.each([
		[{ by: "tail", lines: 2 }, ["3", "4"]],
		[{ by: "head", lines: 2 }, ["1", "2"]],
		[{ by: "time", fromMs: Date.UTC(2026, 0, 3, 0, 0, 2), toMs: Date.UTC(2026, 0, 3, 0, 0, 3) }, ["2", "3"]],
	] as const)("of a range are what it says: %j", async (range, rows) => {
		using folder = new Folder();
		const path = folder.write("app.log", [1, 2, 3, 4].map((second) => cri(second, String(second))).join(""));
		using reading = await FileReading.open([path], { range });
		await reading.shows(rows);
		if (range.by !== "tail") return;
		appendFileSync(path, cri(5, "5"));
		await reading.shows(["3", "4", "5"]);
		reading.logs.setRange({ by: "all" });
		await reading.shows(["1", "2", "3", "4", "5"]);
		expect(reading.logs.setFilter("2 | 4").ok).toBe(true);
		await reading.shows(["2", "4"]);
	});

	it("out of a pipe come as they are written, to its end", async () => {
		const pipe = new PassThrough();
		using reading = await FileReading.open(["-"], { pipe });
		pipe.write("one\ntw");
		await reading.shows(["one"]);
		pipe.end("o\nthree");
		await reading.shows(["one", "two", "three"]);
		await reading.until(() => reading.state[0] === "ended");
	});

	it("that turn out not to be what their name says are told of, and the others are read", async () => {
		using folder = new Folder();
		folder.write("app.log", cri(1, "one"));
		writeFileSync(folder.at("bad.log.gz"), "not compressed");
		using reading = await FileReading.open([folder.path]);
		await reading.shows(["one"]);
		await reading.until(() => reading.state.join() === "following,failed");
	});

	it("of megabytes in one line count what is not kept of it", async () => {
		using folder = new Folder();
		const path = folder.write(
			"app.log",
			`${"x".repeat(200_000)}\n${cri(1, "y".repeat(100_000), "P")}${cri(1, "z".repeat(100_000))}`,
		);
		using reading = await FileReading.open([path]);
		await reading.until(() => reading.shown().length === 2);
		expect(reading.logs.window(0, 2).map(({ cutBytes }) => cutBytes)).toEqual([200_000 - 131_072, 200_000 - 131_072]);
	});
});

describe("what the command line names", () => {
	it.each([
		["nowhere.log", /nowhere\.log is not there$/],
		["empty", /there are no logs in the folder .*empty/],
	])("%s cannot be read: it is said why", async (name, why) => {
		using folder = new Folder();
		folder.write("empty/.hidden", "");
		await expect(FileReading.open([folder.at(name)])).rejects.toThrow(why);
	});

	it("nothing is piped in, and still asked for", async () => {
		await expect(FileReading.open(["-"])).rejects.toThrow("standard input is a terminal");
	});

	// Whoever may read everything, as root may, has no such file.
	it.each([
		["EACCES", /secret\.log may not be read by you$/],
		["EPERM", /secret\.log may not be read by you$/],
		["EIO", /secret\.log.*input\/output error/],
	])("a file that gives %s: it is said why", (code, why) => {
		const thrown = Object.assign(new Error("input/output error"), { code });
		expect(whyNotRead(thrown, "secret.log")).toMatch(why);
	});

	it("a folder of pods gives each container's log, another one each log with those it was before; each once", async () => {
		using folder = new Folder();
		folder.write(`pods/${POD}/app/0.log`, cri(1, "a"));
		folder.write(`pods/${POD}/mesh/0.log`, cri(2, "b"));
		folder.write("logs/web.log", cri(5, "e"));
		folder.write("logs/web.log.1", cri(4, "d"));
		folder.write("logs/web.log.2.gz", cri(3, "c"));
		folder.write("logs/notes.md", "no log");
		const pods = folder.at("pods");
		using reading = await FileReading.open([pods, folder.at("logs"), pods]);
		await reading.shows(["a", "b", "c", "d", "e"]);
		await reading.until(() => reading.state.length === 3);
		expect(reading.logs.sources.get().map(({ pod, container }) => `${pod} ${container}`)).toEqual([
			"api-0 app",
			"api-0 mesh",
			"web.log ",
		]);
	});

	it("files of one name are told apart by their folders", async () => {
		using folder = new Folder();
		const paths = [folder.write("a/app.log", cri(1, "a")), folder.write("b/app.log", cri(2, "b"))];
		using reading = await FileReading.open(paths);
		await reading.shows(["a", "b"]);
		await reading.until(() => reading.state.length === 2);
		expect(reading.logs.sources.get().map(({ pod }) => pod)).toEqual(["a/app.log", "b/app.log"]);
	});
});
