import { MeasuredProgram } from "./measured-program.ts";
import type { Server } from "./start-server.ts";

/** How long and how often things are measured. */
export interface Plan {
	/** Starts of the program; the last one is then measured further. */
	readonly starts: number;
	/** Rest before memory and CPU are looked at. */
	readonly settleMs: number;
	/** How long nothing is done while CPU, bytes and requests are counted. */
	readonly restMs: number;
	/** The same while the cluster changes. */
	readonly churnMs: number;
	/** Key presses of each sort. */
	readonly keys: number;
	/** Filters and sorts. */
	readonly repeats: number;
	/** Pods that come and go. */
	readonly arrivals: number;
}

/** What is measured, against what, on which screen. */
export interface Setup {
	readonly server: Server;
	readonly plan: Plan;
	readonly home: string;
	readonly columns: number;
	readonly rows: number;
	/** Options of Node before the program's own. */
	readonly nodeOptions: readonly string[];
}

/** What was measured: a list of values by name. */
export type Figures = Readonly<Record<string, readonly number[]>>;

/** Start the built program. */
export function launch(setup: Omit<Setup, "plan">, nodeOptions = setup.nodeOptions, env = {}): MeasuredProgram {
	const { server, home, columns, rows } = setup;
	const always = ["--max-semi-space-size=2", "--disable-sigusr1"];
	return new MeasuredProgram({
		command: [process.execPath, ...always, ...nodeOptions, "dist/yagura.mjs", "--kubeconfig", server.kubeconfig],
		env: {
			PATH: process.env["PATH"] ?? "",
			HOME: home,
			LANG: "C.UTF-8",
			TERM: "xterm-256color",
			COLORTERM: "truecolor",
			...env,
		},
		columns,
		rows,
	});
}
