import {
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isRunning } from "../../src/base/is-running.ts";
import { type KillMarker, killMarker } from "../../src/cli/kill-marker.ts";

describe("the marker of a terminal that is taken", () => {
	let home: string;
	let folder: string;
	let tty: string;
	let fd: number;

	beforeEach(() => {
		home = mkdtempSync(join(tmpdir(), "yagura-marker-"));
		folder = join(home, ".local/state/yagura");
		tty = join(home, "tty");
		fd = openSync(tty, "w");
	});

	afterEach(() => {
		closeSync(fd);
		rmSync(home, { recursive: true });
	});

	function start(pid: number, running: readonly number[] = []): KillMarker {
		return killMarker({ env: {}, homeDirectory: home }, { fd, pid, isRunning: (other) => running.includes(other) });
	}

	const files = (): string[] => readdirSync(folder).map((name) => join(folder, name));

	it("is none where the terminal cannot be told from others", () => {
		const marker = killMarker({ env: {}, homeDirectory: home }, { fd: 999_999, pid: 1, isRunning: () => false });
		marker.set();
		marker.remove();
		expect(marker.wasKilled).toBe(false);
		expect(readdirSync(home)).toEqual(["tty"]);
	});

	it("is the user's alone, and gone after a clean end", () => {
		const marker = start(1);
		expect(marker.wasKilled).toBe(false);
		marker.set();
		expect(files().map((file) => statSync(file).mode & 0o777)).toEqual([0o600]);
		marker.remove();
		expect(files()).toEqual([]);
		expect(start(2).wasKilled).toBe(false);
	});

	it("that was left behind tells the next program in the terminal, once", () => {
		start(1).set();
		const next = start(2);
		expect(next.wasKilled).toBe(true);
		next.set();
		next.remove();
		expect(start(3).wasKilled).toBe(false);
	});

	it("of a program that still runs, stopped perhaps, tells nothing", () => {
		start(1).set();
		expect(start(2, [1]).wasKilled).toBe(false);
	});

	it("of a terminal that was closed tells nothing in one of the same number", () => {
		start(1).set();
		utimesSync(tty, 1, 1);
		expect(start(2).wasKilled).toBe(false);
	});

	it("of another program is left alone", () => {
		const first = start(1);
		first.set();
		start(2, [1]).set();
		first.remove();
		expect(files().map((file) => readFileSync(file, "utf8"))).toEqual([expect.stringMatching(/^2 /)]);
	});

	it("does not follow a link, nor minds a file that makes no sense", () => {
		start(1).set();
		const [file = ""] = files();
		rmSync(file);
		writeFileSync(join(home, "precious"), "precious");
		symlinkSync(join(home, "precious"), file);
		const marker = start(2);
		expect(marker.wasKilled).toBe(false);
		marker.set();
		expect(readFileSync(join(home, "precious"), "utf8")).toBe("precious");
		expect(readFileSync(file, "utf8")).toMatch(/^2 /);
	});

	it("that cannot be written is no reason not to start", () => {
		mkdirSync(join(home, ".local"));
		writeFileSync(join(home, ".local/state"), "a file in its place");
		const marker = start(1);
		marker.set();
		marker.remove();
		expect(start(2).wasKilled).toBe(false);
	});
});

it("a process runs, or does not", () => {
	expect(isRunning(process.pid)).toBe(true);
	expect(isRunning(2 ** 22 + 1)).toBe(false);
});
