import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { findLogs } from "../../../src/logs/files/find-logs.ts";
import { openFileLogs } from "../../../src/logs/files/open-file-logs.ts";
import type { LogRange, LogView } from "../../../src/logs/log-view.ts";
import { ManualClock } from "../../support/manual-clock.ts";

/** Real time after which something that was to come has not. */
const patienceMs = 20_000;

/** A folder of this test's own, with files in it. */
export class Folder implements Disposable {
	readonly path = mkdtempSync(join(tmpdir(), "yagura-test-"));

	/** Where a file of it is. */
	at(name: string): string {
		return join(this.path, name);
	}

	/** Write a file; one that ends with `.gz` compressed. */
	write(name: string, text: string): string {
		const path = this.at(name);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
		return path;
	}

	[Symbol.dispose](): void {
		rmSync(this.path, { recursive: true, force: true });
	}
}

/** A line as a container's runtime writes it, so many seconds into the third of January 2026. */
export function cri(second: number, text: string, tag: "F" | "P" = "F"): string {
	return `${new Date(Date.UTC(2026, 0, 3) + second * 1e3).toISOString()} stdout ${tag} ${text}\n`;
}

/** Logs of a folder's files being read, with time standing still. */
export class FileReading implements Disposable {
	readonly clock = new ManualClock(Date.UTC(2026, 0, 3, 1));
	readonly logs: LogView;

	private constructor(open: (clock: ManualClock) => LogView) {
		this.logs = open(this.clock);
	}

	static async open(
		paths: readonly string[],
		{ range = { by: "all" }, pipe }: { readonly range?: LogRange; readonly pipe?: Readable } = {},
	): Promise<FileReading> {
		const found = await findLogs(paths, pipe);
		if (!found.ok) throw new Error(found.failure);
		return new FileReading((clock) => openFileLogs({ clock, series: found.value, range }));
	}

	/** All rows; marks as `-- kind`. */
	shown(): readonly string[] {
		return this.logs
			.window(0, 10_000)
			.map(({ kind, segments }) => (kind === "line" ? segments.map(({ text }) => text).join("") : `-- ${kind}`));
	}

	get state(): readonly string[] {
		return this.logs.sources.get().map(({ state }) => state.state);
	}

	/** Let time pass until the rows are these. */
	async shows(rows: readonly string[]): Promise<void> {
		await this.until(() => JSON.stringify(this.shown()) === JSON.stringify(rows)).catch(() => undefined);
		expect(this.shown()).toEqual(rows);
	}

	/** Let time pass until something is so. */
	async until(isSo: () => boolean): Promise<void> {
		const begunMs = performance.now();
		while (!isSo()) {
			if (performance.now() - begunMs > patienceMs)
				throw new Error(`it never was so; rows: ${this.shown().join("\n")}`);
			await this.clock.advance(100);
		}
	}

	[Symbol.dispose](): void {
		this.logs[Symbol.dispose]();
	}
}
