import { setTimeout as wait } from "node:timers/promises";
import type { Emulator } from "../../test/support/emulator.ts";
import { machineMs } from "./machine-clock.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { chosenPod } from "./pod-screen.ts";
import { cpuMs } from "./process-usage.ts";
import type { Figures, Setup } from "./setup.ts";

const PAGE_DOWN = "\x06";
const HELD_KEYS = 90;
const KEY_REPEAT_MS = 1000 / 30;
/** Rows that the cursor wanders over without scrolling on the smallest screen. */
const SPAN = 12;

/** From a key to the moved cursor, and the bytes that it took: in place, with the table scrolling, by pages. */
export async function measureKeys({ plan, rows }: Setup, program: MeasuredProgram): Promise<Figures> {
	const moves = await measureMoves(program, plan.keys);
	program.send("j".repeat(rows));
	await wait(500);
	const scroll = await pressEach(program, Array<string>(plan.keys).fill("j"));
	const page = await pressEach(program, Array<string>(Math.ceil(plan.keys / 3)).fill(PAGE_DOWN));
	return {
		...moves,
		scrollMs: scroll.latencyMs,
		scrollBytes: scroll.bytes,
		pageMs: page.latencyMs,
		pageBytes: page.bytes,
		heldKeyCpuMs: [await hold(program)],
	};
}

/** Up and down near the top. */
export async function measureMoves(program: MeasuredProgram, count: number): Promise<Figures> {
	await restAtTop(program);
	const keys = Array.from({ length: count }, (_, index) => (index % (2 * SPAN) < SPAN ? "j" : "k"));
	const { latencyMs, bytes } = await pressEach(program, keys);
	return { moveMs: latencyMs, moveBytes: bytes };
}

/** The cursor on the first row, and its frame drawn. */
export async function restAtTop(program: MeasuredProgram): Promise<void> {
	program.send("g");
	await wait(300);
}

/** From each key to the output that made the screen tell something else, and the bytes that came with it. */
export async function pressEach(
	program: MeasuredProgram,
	keys: readonly string[],
	tells: (screen: Emulator) => string | undefined = chosenPod,
) {
	const latencyMs: number[] = [];
	const bytes: number[] = [];
	for (const key of keys) {
		const before = tells(program.emulator);
		const changed = program.until(`what ${key} does`, (screen) => {
			const now = tells(screen);
			return now !== undefined && now !== before;
		});
		const sentMs = program.send(key);
		latencyMs.push((await changed) - sentMs);
		// Not in step with anything that the program does by the clock.
		await wait(60 + 60 * Math.random());
		bytes.push(program.bytesSince(sentMs));
	}
	return { latencyMs, bytes };
}

/** CPU of each key while one is held, all that the program does meanwhile included. */
async function hold(program: MeasuredProgram): Promise<number> {
	await restAtTop(program);
	const before = cpuMs(program.pid);
	let dueMs = machineMs();
	for (let key = 0; key < HELD_KEYS; key++) {
		program.send("j");
		dueMs += KEY_REPEAT_MS;
		await wait(Math.max(0, dueMs - machineMs()));
	}
	await wait(100);
	return (cpuMs(program.pid) - before) / HELD_KEYS;
}
