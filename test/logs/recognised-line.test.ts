import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recogniseLine } from "../../src/logs/recognised-line.ts";
import { anyCharacter } from "../support/any-character.ts";
import { fuzz } from "../support/fuzz.ts";

function brief(text: string): string {
	const { format, level, message, fields, used } = recogniseLine(text);
	const rest = fields.filter(([name]) => !used.has(name.toLowerCase())).map(([name, value]) => `${name}=${value}`);
	return [format, level ?? "-", message, ...rest].join(" | ");
}

describe("a line is recognised", () => {
	it.each([
		[
			'{"time":"2026-01-02T03:04:05Z","level":"ERROR","msg":"it broke","status":503,"user":{"id":7}}',
			"json | error | it broke | status=503 | user.id=7",
		],
		['{"severity":"WARNING","message":"slow"}', "json | warn | slow"],
		['{"level":50,"msg":"pino","tags":["a"]}', 'json | error | pino | tags=["a"]'],
		['{"level":"info","msg":""}', "json | info | "],
		["{not json}", "text | - | {not json}"],
		["[1,2]", "text | - | [1,2]"],
		[
			'ts=2026-01-02T03:04:05Z level=warn msg="took \\"long\\"" took=12ms empty=',
			'logfmt | warn | took "long" | took=12ms | empty=',
		],
		["only=one", "text | - | only=one"],
		["url=http://a/?b=c and more words", "text | - | url=http://a/?b=c and more words"],
		[
			"I0102 03:04:05.678901    4711 server.go:42] it listens",
			"klog | info | it listens | source=server.go:42 | pid=4711",
		],
		[
			'E0102 03:04:05.678901       1 a.go:1] "Failed" err="no \\"way\\"" pod="shop/web"',
			'klog | error | Failed | err=no "way" | pod=shop/web | source=a.go:1 | pid=1',
		],
		["2026-01-02 03:04:05 ERROR [main] it broke", "text | error | 2026-01-02 03:04:05 ERROR [main] it broke"],
		["2026/01/02 03:04:05 [warn] 7#7: it is slow", "text | warn | 2026/01/02 03:04:05 [warn] 7#7: it is slow"],
		["panic: runtime error", "text | fatal | panic: runtime error"],
		["an error is a word like any other", "text | - | an error is a word like any other"],
		["", "text | - | "],
	])("%s", (text, recognised) => {
		expect(brief(text)).toBe(recognised);
	});

	it("whatever it is, without a throw, and no two ways", () =>
		fuzz(
			fc.property(
				fc.oneof(
					fc.string({ unit: anyCharacter, maxLength: 200 }),
					fc.json(),
					fc
						.array(fc.constantFrom("a=", '"', "\\", " ", "{", "}", "b", ":", "I0102 03:04:05.1 1 a:1]", "=", "1"), {
							maxLength: 40,
						})
						.map((parts) => parts.join("")),
				),
				(text) => {
					const recognised = recogniseLine(text);
					expect(recogniseLine(text)).toEqual(recognised);
					if (recognised.format === "text") expect(recognised.message).toBe(text);
				},
			),
			100_000,
		));
});
