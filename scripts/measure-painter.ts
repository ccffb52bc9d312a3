// Bytes and CPU of a frame: our painter beside Ink's own ways to write, on the same frames. Run: node scripts/measure-painter.ts
import { EventEmitter } from "node:events";
// oxlint-disable-next-line no-restricted-imports -- it measures Ink as it comes
import { Box, render, Text } from "ink";
import { createElement, memo, type ReactNode, useSyncExternalStore } from "react";
import { createStore } from "../src/base/store.ts";
import { paint } from "../src/terminal/painter.ts";
import { type Screen, ScreenReader } from "../src/terminal/screen.ts";
import { mountInk } from "../views/frame/mount-ink.ts";

interface LogUpdate {
	create(stream: unknown, options: { showCursor: boolean; incremental: boolean }): (text: string) => boolean;
}
// Ink does not export it; by its path it can be had.
const logUpdateUrl = new URL("../node_modules/ink/build/log-update.js", import.meta.url).href;
const { default: logUpdate } = (await import(logUpdateUrl)) as { default: LogUpdate };

const columns = 200;
const rows = 50;
const bodyRows = rows - 4;
const pods = 10_000;
const statuses = ["Running", "Running", "Running", "Completed", "CrashLoopBackOff", "Pending"];

/** A pod's row as a table draws it: padded cells, the state in colour. */
function podLine(pod: number, restarts = pod % 7): string {
	const status = statuses[(pod * 7) % statuses.length] ?? "";
	const color = status === "Running" ? 32 : status === "Pending" ? 33 : status === "Completed" ? 90 : 31;
	const name = `${["payments", "checkout", "search", "ledger"][pod % 4]}-api-${((pod * 2654435761) >>> 0).toString(36)}-${pod}`;
	const cells = [
		`team-${pod % 8}`.padEnd(12),
		name.padEnd(48),
		"1/1  ",
		`\x1b[${color}m${status.padEnd(18)}\x1b[39m`,
		String(restarts).padStart(4),
		`${(pod * 13) % 900}m`.padStart(7),
		`${(pod * 31) % 4000}Mi`.padStart(8),
		`10.${pod % 250}.${(pod >> 3) % 250}.${pod % 199}`.padEnd(16),
		`node-${pod % 24}`.padEnd(20),
		`${pod % 59}d`.padStart(5),
	];
	return cells.join("  ").trimEnd();
}

interface View {
	readonly top: number;
	readonly cursor: number;
	readonly filter?: string;
	readonly changed?: ReadonlyMap<number, number>;
}

function frame({ top, cursor, filter = "", changed }: View): string[] {
	const rule = `\x1b[90m${"─".repeat(columns)}\x1b[39m`;
	const body = Array.from({ length: bodyRows }, (_, line) => {
		const pod = (top + line) % pods;
		const text = podLine(pod, changed?.get(pod));
		return pod === cursor ? `\x1b[7m${text.padEnd(columns + 10)}\x1b[27m` : text;
	});
	return [`yagura  production  pods (${pods})`, rule, ...body, rule, `/${filter}`];
}

const steps = 100;
const scenarios: Readonly<Record<string, (step: number) => View>> = {
	"cursor down, no scroll": (step) => ({ top: 0, cursor: step % bodyRows }),
	"scroll by one row": (step) => ({ top: step, cursor: step + bodyRows - 1 }),
	"scroll by a page": (step) => ({ top: (step * bodyRows) % pods, cursor: (step * bodyRows) % pods }),
	"type in the filter": (step) => ({ top: 0, cursor: 0, filter: "payments".slice(0, step % 9) }),
	"one row changes": (step) => ({ top: 0, cursor: 0, changed: new Map([[step % bodyRows, step]]) }),
	"ten rows change": (step) => ({
		top: 0,
		cursor: 0,
		changed: new Map(Array.from({ length: 10 }, (_, row) => [(row * 4) % bodyRows, step])),
	}),
	"every row is another": (step) => ({ top: (step * 997) % pods, cursor: (step * 997) % pods }),
};

type Stage = (lines: string[]) => number;

function inkStage(incremental: boolean): Stage {
	let bytes = 0;
	const stream = { columns, rows, isTTY: true, write: (text: string) => (bytes += Buffer.byteLength(text)) };
	const write = logUpdate.create(stream, { showCursor: true, incremental });
	return (lines) => {
		bytes = 0;
		write(lines.join("\n"));
		// What Ink puts around every write.
		return bytes + 16;
	};
}

function painterStage(): Stage {
	const reader = new ScreenReader();
	let screen: Screen | undefined;
	return (lines) => {
		const next = reader.read({ lines }, { columns, rows });
		const bytes = paint(screen, next);
		screen = next;
		return Buffer.byteLength(bytes);
	};
}

function cpuMs(action: () => void): number {
	const before = process.cpuUsage();
	action();
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1000;
}

const stages: Readonly<Record<string, () => Stage>> = {
	"Ink, whole": () => inkStage(false),
	"Ink, incremental": () => inkStage(true),
	painter: painterStage,
};

console.log(`## Writing: bytes and CPU ms a frame (${columns}x${rows}, ${steps} frames)\n`);
console.log(
	`| step | ${Object.keys(stages).join(" | ")} |\n|---|${Object.keys(stages)
		.map(() => "---|")
		.join("")}`,
);
for (const [name, view] of Object.entries(scenarios)) {
	const frames = Array.from({ length: steps }, (_, step) => frame(view(step)));
	const cells = Object.values(stages).map((make) => {
		const stage = make();
		for (const lines of frames) stage(lines);
		const warm = make();
		warm(frames[0] as string[]);
		let bytes = 0;
		const ms = cpuMs(() => {
			for (const lines of frames.slice(1)) bytes += warm(lines);
		});
		return `${Math.round(bytes / (steps - 1))} / ${(ms / (steps - 1)).toFixed(2)}`;
	});
	console.log(`| ${name} | ${cells.join(" | ")} |`);
}

const Row = memo(function Row({ text, chosen }: { text: string; chosen: boolean }): ReactNode {
	return createElement(Text, { wrap: "truncate", inverse: chosen }, text);
});

function Table({ view }: { view: { get(): View; subscribe(listener: () => void): () => void } }): ReactNode {
	const { top, cursor } = useSyncExternalStore(view.subscribe, view.get);
	const lines = Array.from({ length: bodyRows }, (_, line) => {
		const pod = top + line;
		return createElement(Row, { key: pod, text: podLine(pod), chosen: pod === cursor });
	});
	const head = createElement(Text, { key: "head" }, `pods (${pods})`);
	return createElement(
		Box,
		{ flexDirection: "column", width: columns, height: rows - 1, overflow: "hidden" },
		head,
		...lines,
	);
}

class CountingTty extends EventEmitter {
	readonly isTTY = true;
	readonly columns = columns;
	readonly rows = rows;
	bytes = 0;

	write(text: string, written?: () => void): boolean {
		this.bytes += Buffer.byteLength(text);
		if (written) setImmediate(written);
		return true;
	}
}

type Program = (view: ReturnType<typeof createStore<View>>) => { bytes(): number; end(): void };

function stockInk(incrementalRendering: boolean): Program {
	return (view) => {
		const tty = new CountingTty();
		const instance = render(createElement(Table, { view }), {
			stdout: tty as unknown as NodeJS.WriteStream,
			interactive: true,
			patchConsole: false,
			exitOnCtrlC: false,
			incrementalRendering,
			maxFps: 10_000,
			concurrent: true,
		});
		return { bytes: () => tty.bytes, end: () => instance.unmount() };
	};
}

const painted: Program = (view) => {
	const stage = painterStage();
	let bytes = 0;
	const ink = mountInk(createElement(Table, { view }), {
		columns,
		rows,
		onFrame: (lines) => {
			bytes += stage([...lines]);
		},
		onError: (error) => {
			throw error;
		},
	});
	return { bytes: () => bytes, end: () => ink.unmount() };
};

const programs: Readonly<Record<string, Program>> = {
	"Ink, whole": stockInk(false),
	"Ink, incremental": stockInk(true),
	"Ink into the painter": painted,
};

console.log("\n## From a changed state to bytes, React and layout included: bytes and CPU ms a frame\n");
console.log(
	`| step | ${Object.keys(programs).join(" | ")} |\n|---|${Object.keys(programs)
		.map(() => "---|")
		.join("")}`,
);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
for (const name of ["cursor down, no scroll", "scroll by one row", "scroll by a page"]) {
	const cells: string[] = [];
	for (const start of Object.values(programs)) {
		const view = createStore<View>({ top: 0, cursor: 0 });
		const program = start(view);
		const play = async (count: number): Promise<void> => {
			for (let step = 0; step < count; step++) {
				view.set(scenarios[name]?.(step) ?? view.get());
				await turn();
				await turn();
			}
		};
		await play(40);
		const bytes = program.bytes();
		const before = process.cpuUsage();
		await play(steps);
		const { user, system } = process.cpuUsage(before);
		cells.push(`${Math.round((program.bytes() - bytes) / steps)} / ${((user + system) / 1000 / steps).toFixed(1)}`);
		program.end();
	}
	console.log(`| ${name} | ${cells.join(" | ")} |`);
}
process.exit();
