import { readdirSync } from "node:fs";
import { expect } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import type { PtyProgram } from "../support/pty-program.ts";

/** The built program on the simulated company, and ways to stand where a key is alive. */
export class KeyStage {
	readonly program: PtyProgram;
	readonly sim: Sim;
	/** Where the program was started: what it saves goes there. */
	readonly folder: string;

	constructor(program: PtyProgram, sim: Sim, folder: string) {
		this.program = program;
		this.sim = sim;
		this.folder = folder;
	}

	press(...chords: readonly string[]): Promise<void> {
		return this.program.press(...chords);
	}

	shows(text: string | RegExp): Promise<void> {
		return this.program.shows(text);
	}

	/** Give the screen another width; the rule below the title is as wide as it. */
	async resize(columns: number): Promise<void> {
		await this.program.resize(columns, 45);
		const rule = (): string => this.program.emulator.lines()[2] ?? "";
		await this.program.until(`a screen of ${columns} columns`, () => rule().length === columns);
	}

	/** Run what the palette offers first for a text. */
	async go(text: string): Promise<void> {
		await this.press(":");
		await this.program.type(text);
		await this.press("enter");
	}

	/** The pods of one namespace, as they are when first opened. */
	async pods(): Promise<void> {
		// Whatever is open is left: prompt, dialog, text.
		await this.press("esc", "esc", "esc");
		await this.go("pods payments");
		await this.shows(/^pods {2}payments {2}NAME↑/m);
		await this.shows("watch live");
	}

	/** The YAML of one of them that nothing happens to: a text that has changed says so in its title. */
	async yaml(): Promise<void> {
		await this.pods();
		await this.press("/");
		await this.program.type("ledger");
		await this.press("enter", "y");
		await this.shows(/^yaml {2}Pod payments\/ledger/m);
		await this.shows("apiVersion: v1");
	}

	/** The CPU profile of one of them. */
	async profile(): Promise<void> {
		await this.pods();
		await this.press("/");
		await this.program.type("ledger");
		await this.press("enter");
		await this.go("pprof");
		await this.shows(/^profile {2}payments\/ledger\S* {2}CPU /m);
		await this.shows("FUNCTION");
	}

	/** The log of one of them that nothing happens to, with lines in it. */
	async logs(): Promise<void> {
		await this.pods();
		await this.press("/");
		await this.program.type("ledger");
		await this.press("enter", "l");
		await this.shows(/^logs {2}Pod payments\/ledger/m);
		await this.shows(/ INFO {2}request /);
	}

	/** The line below the header: where one is. */
	get title(): string {
		return this.program.emulator.lines()[1] ?? "";
	}

	/** Index of the row under the cursor among those on the screen. */
	get cursor(): number {
		return this.program.emulator.lines().findIndex((line) => line.startsWith("▸")) - 4;
	}

	/** First row of a text on the screen, and number of its rows, as its title says. */
	get place(): { readonly row: number; readonly total: number } {
		const [, row, total] = /lines (\d+)-\d+ of (\d+)\s*$/.exec(this.title.replaceAll(",", "")) ?? [];
		return { row: Number(row), total: Number(total) };
	}

	get bottomLine(): string {
		return this.program.emulator.lines().at(-1) ?? "";
	}

	/** How often something was asked of the server. */
	requests(pattern: RegExp): number {
		return this.sim.requests.filter((request) => pattern.test(request)).length;
	}

	/** Wait for the server to have been asked once more than `before` times. */
	askedAgain(pattern: RegExp, before: number): Promise<void> {
		return this.program.until(`another request for ${pattern}`, () => this.requests(pattern) > before);
	}

	/** Save under the name that is offered, and find the file. */
	async saves(extension: string): Promise<void> {
		const before = readdirSync(this.folder);
		await this.press("enter");
		await this.shows(/Saved ([\d,]+ (rows|lines) )?to /);
		const saved = readdirSync(this.folder).filter((name) => !before.includes(name));
		expect(saved).toEqual([expect.stringMatching(new RegExp(`\\.${extension}$`))]);
	}
}
