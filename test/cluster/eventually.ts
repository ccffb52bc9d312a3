/**
 * What `probe` gives as soon as it gives something other than `undefined` or `false`; a probe that throws is asked again.
 * Fails after `withinMs`, saying what was waited for and what the last probe had to say.
 */
export async function eventually<T>(
	what: string,
	probe: () => T | Promise<T>,
	{ withinMs = 30_000, everyMs = 200 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, undefined | false>> {
	const deadlineMs = performance.now() + withinMs;
	let last: unknown;
	do {
		try {
			last = await probe();
			if (last !== undefined && last !== false) return last as Exclude<T, undefined | false>;
		} catch (error) {
			last = error;
		}
		await new Promise((resolve) => setTimeout(resolve, everyMs));
	} while (performance.now() < deadlineMs);
	throw new Error(`not within ${withinMs} ms: ${what}`, last instanceof Error ? { cause: last } : {});
}
