import type { Clock } from "../../base/clock.ts";
import type { Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";

/** Keeps successes for a while and failures not at all; those who ask at once share one question. */
export interface ExpiringCache<Argument, Value> {
	get(key: string, argument: Argument): Promise<Result<Value, Failure>>;
	/** What is known now, without asking. */
	peek(key: string): Value | undefined;
	clear(): void;
}

/** Make an empty cache. `ask` must not reject. */
export function createCache<Argument, Value>(
	clock: Clock,
	keepMs: number,
	ask: (key: string, argument: Argument) => Promise<Result<Value, Failure>>,
): ExpiringCache<Argument, Value> {
	const kept = new Map<string, { readonly value: Value; readonly untilMs: number }>();
	const asking = new Map<string, Promise<Result<Value, Failure>>>();

	const peek = (key: string): Value | undefined => {
		const entry = kept.get(key);
		if (entry === undefined || entry.untilMs > clock.monotonic()) return entry?.value;
		kept.delete(key);
		return undefined;
	};
	return {
		peek,
		async get(key, argument) {
			const value = peek(key);
			if (value !== undefined) return { ok: true, value };
			const running = asking.get(key);
			if (running !== undefined) return running;
			const question = ask(key, argument);
			asking.set(key, question);
			const outcome = await question;
			// After clear() this answer is of the past: whoever waits may have it, nobody else.
			if (asking.get(key) !== question) return outcome;
			asking.delete(key);
			if (outcome.ok) kept.set(key, { value: outcome.value, untilMs: clock.monotonic() + keepMs });
			return outcome;
		},
		clear() {
			kept.clear();
			asking.clear();
		},
	};
}
