import fc from "fast-check";

const SECOND_MS = 1_000;

/** Objects are made around the time at which the oracle is asked: it tells ages by the clock. */
const startMs = Math.floor(Date.now() / SECOND_MS) * SECOND_MS;

const seconds = fc.oneof(
	{ weight: 2, arbitrary: fc.integer({ min: -5, max: 200 }) },
	{ weight: 2, arbitrary: fc.integer({ min: 0, max: 10 * 365 * 86_400 }) },
	fc.integer({ min: -86_400, max: 0 }),
	// Go counts durations up to 292 years.
	fc.integer({ min: 0, max: 290 * 365 * 86_400 }),
);

const before = seconds.map((ago) => new Date(startMs - ago * SECOND_MS).toISOString().replace(/\.\d+Z$/, "Z"));

/** A moment to the second; now and then none. */
export const ago: fc.Arbitrary<string | null> = fc.option(before, { freq: 15 });

/** A moment as events have it, in microseconds; the oracle minds halves of a second and nothing finer. */
export const agoInMicroseconds: fc.Arbitrary<string | null> = fc.option(
	fc.tuple(before, fc.constantFrom(".000000Z", ".500000Z")).map(([at, end]) => at.replace("Z", end)),
	{ freq: 8 },
);

export const small: fc.Arbitrary<number> = fc.nat(12);

/** Often left out. */
export function maybe<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
	return fc.option(arbitrary, { nil: undefined, freq: 2 });
}

export const name: fc.Arbitrary<string> = fc.constantFrom("a", "web-7d9f8-x2x4z", "größe", "x".repeat(63), "__proto__");

export const labels: fc.Arbitrary<Record<string, string>> = fc.dictionary(
	fc.constantFrom("app", "tier", "a", "app.kubernetes.io/name", "A", "z-1", "10", "9"),
	fc.constantFrom("", "web", "back", "1"),
	{ maxKeys: 4, noNullPrototype: true },
);

/** `metadata`, field by field. */
export const metadata = {
	name,
	namespace: fc.constantFrom("default", "shop"),
	uid: fc.constant("uid-1"),
	creationTimestamp: ago,
	labels,
};

export const deleted = { deletionTimestamp: ago };

export function condition(types: readonly string[], reasons: readonly string[] = [""]) {
	return fc.record(
		{
			type: fc.constantFrom(...types),
			status: fc.constantFrom("True", "True", "False", "Unknown", ""),
			reason: fc.constantFrom(...reasons),
		},
		{ requiredKeys: ["type", "status"] },
	);
}

/** A label selector as far as a server lets it through. */
export const selector = fc.option(
	fc.record(
		{
			matchLabels: labels,
			matchExpressions: fc.uniqueArray(
				fc.oneof(
					fc.record({
						key: fc.constantFrom("b", "c", "d"),
						operator: fc.constantFrom("In", "NotIn"),
						values: fc.array(fc.constantFrom("x", "y", "Z", "10", "9"), { minLength: 1, maxLength: 3 }),
					}),
					fc.record({ key: fc.constantFrom("e", "f"), operator: fc.constantFrom("Exists", "DoesNotExist") }),
				),
				{ maxLength: 3, selector: ({ key }) => key },
			),
		},
		{ requiredKeys: [] },
	),
	{ nil: undefined, freq: 8 },
);

/** A pod template with some containers. */
export const template = fc.array(fc.constantFrom("web", "log", "proxy"), { maxLength: 3 }).map((names) => ({
	spec: { containers: names.map((one, place) => ({ name: `${one}${place}`, image: `${one}:${place}` })) },
}));
