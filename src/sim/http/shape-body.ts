import { Transform } from "node:stream";
import type { Clock, Timer } from "../../base/clock.ts";
import type { FaultAction } from "./faults.ts";

type Later = (delayMs: number, action: () => void) => void;
type Pass = (chunk: Buffer, push: (part: Buffer) => void, done: () => void) => void;

/** What bodies are shaped with. */
interface Shaping {
	readonly clock: Clock;
	/** Break the connection. */
	reset(): void;
	/** Whether the fault was taken back. */
	isOver(action: FaultAction): boolean;
}

/**
 * What a fault makes of the body of an answer, as a stream to send it through; undefined for a fault
 * that leaves bodies alone.
 */
export function shapeBody(action: FaultAction | undefined, { clock, reset, isOver }: Shaping): Transform | undefined {
	let timer: Timer | undefined;
	const later = (delayMs: number, action: () => void): void => {
		timer = clock.after(delayMs, action);
	};
	const pass = action && passOf(action, { later, reset, isOver: () => isOver(action) });
	if (pass === undefined) return undefined;
	return new Transform({
		destroy(error, callback) {
			timer?.cancel();
			callback(error);
		},
		transform(chunk: Buffer, _encoding, callback) {
			pass(chunk, (part) => void this.push(part), callback);
		},
	});
}

interface Means {
	readonly later: Later;
	reset(): void;
	isOver(): boolean;
}

function passOf(action: FaultAction, { later, reset, isOver }: Means): Pass | undefined {
	switch (action.do) {
		case "truncate":
			// What was pushed is on its way first: the reset follows when the loop comes round.
			return upTo(action.afterBytes, () => later(0, reset));
		case "stall":
			return upTo(action.afterBytes, () => {});
		case "drip":
			return drip(action.bytesPerSecond, later, isOver);
		case "corrupt":
			return corrupt(action.atByte);
		default:
			return undefined;
	}
}

/** Pass so many bytes on, then call `onEnd` and take no more. */
function upTo(bytes: number, onEnd: () => void): Pass {
	let left = bytes;
	return (chunk, push, done) => {
		const part = chunk.subarray(0, left);
		left -= part.length;
		if (part.length > 0) push(part);
		if (left > 0) done();
		else onEnd();
	};
}

/** A tenth of a second's worth at a time, a byte at least; all at once when the line is well again. */
function drip(bytesPerSecond: number, later: Later, isOver: () => boolean): Pass {
	const size = Math.max(1, Math.floor(bytesPerSecond / 10));
	return (chunk, push, done) => {
		const next = (from: number): void => {
			if (from >= chunk.length) {
				done();
				return;
			}
			const to = isOver() ? chunk.length : from + size;
			push(chunk.subarray(from, to));
			later((size / bytesPerSecond) * 1000, () => next(to));
		};
		next(0);
	};
}

function corrupt(atByte: number): Pass {
	let passed = 0;
	return (chunk, push, done) => {
		const index = atByte - passed;
		passed += chunk.length;
		const copy = Buffer.from(chunk);
		if (index >= 0 && index < copy.length) copy[index] = (copy[index] ?? 0) ^ 0xff;
		push(copy);
		done();
	};
}
