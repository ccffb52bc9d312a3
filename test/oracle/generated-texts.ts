import fc from "fast-check";

const sign = fc.constantFrom("", "", "", "-", "+");
const digits = fc.oneof(
	fc.nat(9).map(String),
	fc.nat().map(String),
	fc.constantFrom(
		"00",
		"007",
		"9007199254740993",
		"9223372036854775807",
		"9223372036854775808",
		"18446744073709551616",
	),
	fc.stringMatching(/^\d{1,25}$/),
);
const fraction = fc.oneof(
	{ weight: 3, arbitrary: fc.constant("") },
	fc.constant("."),
	fc.stringMatching(/^\.\d{1,12}$/),
	fc.constantFrom(".5", ".000000001", ".0000000001", ".999999999", ".9999999999", ".0"),
);
const suffix = fc.oneof(
	fc.constantFrom("", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"),
	fc.tuple(fc.constantFrom("e", "E", "e+", "E-", "e-"), fc.nat(20)).map(([e, power]) => `${e}${power}`),
);

/** Quantities, and what nearly is one. */
export const quantity: fc.Arbitrary<string> = fc.oneof(
	{
		weight: 8,
		arbitrary: fc.tuple(sign, digits, fraction, suffix).map((parts) => parts.join("")),
	},
	fc.tuple(sign, fraction, suffix).map((parts) => parts.join("")),
	fc.stringMatching(/^[+-]?[0-9.]{0,6}[eEnumkKMGTPi]{0,2}[+-]?[0-9]{0,3}$/),
	fc
		.tuple(digits, fc.constantFrom("K", "mi", "B", "KB", "i", " ", "mm", "e", "e1.5", "E+", "0x1", ",5", "_0"))
		.map((parts) => parts.join("")),
);

/** Milliseconds that Go counts: 292 years. */
export const MOST_MS = 9_223_372_036_854;

/** Where the text of a duration changes its units. */
const UNITS = [
	"1000",
	"60000",
	"600000",
	"10800000",
	"28800000",
	"172800000",
	"691200000",
	"63072000000",
	"252288000000",
];
/** Milliseconds, most of them where the text changes. */
export const durationMs: fc.Arbitrary<number> = fc.oneof(
	fc.integer({ min: -5_000, max: 200_000 }),
	fc.integer({ min: -MOST_MS, max: MOST_MS }),
	fc.integer({ min: 0, max: 10 * 365 * 86_400_000 }),
	fc
		.tuple(fc.constantFrom(...UNITS.map(Number)), fc.nat(400), fc.integer({ min: -1_001, max: 1_001 }))
		.map(([unit, times, off]) => Math.min(MOST_MS, unit * times + off)),
);

const amount = fc.oneof(fc.nat(99), fc.nat(100_000)).map(String);
const part = fc.tuple(
	amount,
	fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{0,4}$/)),
	fc.constantFrom("h", "m", "s", "ms", "d", "", "us"),
);

/** Durations as people write them, Go's among them. */
export const durationText: fc.Arbitrary<string> = fc.oneof(
	fc
		.tuple(fc.option(amount), fc.option(amount), fc.option(amount))
		.map(([hours, minutes, seconds]) =>
			[hours && `${hours}h`, minutes && `${minutes}m`, seconds && `${seconds}s`].join(""),
		),
	fc.array(part, { maxLength: 3 }).map((parts) => parts.flat().join("")),
);

const two = (max: number, min = 0) => fc.integer({ min, max }).map((value) => String(value).padStart(2, "0"));
const year = fc
	.oneof(fc.integer({ min: 1960, max: 2100 }), fc.nat(9999))
	.map((value) => String(value).padStart(4, "0"));
const zone = fc.oneof(
	fc.constant("Z"),
	fc.tuple(fc.constantFrom("+", "-"), two(14), two(59)).map(([s, h, m]) => `${s}${h}:${m}`),
);
const fractionOfSecond = fc.oneof(fc.constant(""), fc.stringMatching(/^\.\d{1,9}$/));

/** Times of RFC 3339, days that no month has among them. */
export const timeText: fc.Arbitrary<string | null> = fc.oneof(
	{
		weight: 9,
		arbitrary: fc
			.tuple(year, two(12, 1), two(31, 1), two(23), two(59), two(59), fractionOfSecond, zone)
			.map(([y, m, d, h, min, s, part, z]) => `${y}-${m}-${d}T${h}:${min}:${s}${part}${z}`),
	},
	fc.constantFrom(
		"0001-01-01T00:00:00Z",
		"1970-01-01T00:00:00Z",
		"0000-01-01T00:00:00Z",
		"9999-12-31T23:59:59.999999999Z",
		null,
	),
);
