import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linkedText } from "../../src/terminal/link.ts";
import { enterModes } from "../../src/terminal/modes.ts";
import { paint } from "../../src/terminal/painter.ts";
import { type Screen, ScreenReader } from "../../src/terminal/screen.ts";
import { localUrl } from "../../src/text/local-url.ts";
import { Emulator } from "../support/emulator.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";

const sync = /^\x1b\[\?2026h([\s\S]*)\x1b\[\?2026l$/;

function body(bytes: string): string {
	return sync.exec(bytes)?.[1] ?? bytes;
}

function frames(columns: number, rows: number, ...all: string[][]): Screen[] {
	const reader = new ScreenReader({ linked: true });
	return all.map((lines) => reader.read({ lines }, { columns, rows }));
}

function change(before: string[], after: string[], columns = 40, rows = before.length): string {
	const [first, second] = frames(columns, rows, before, after);
	return body(paint(first, second as Screen));
}

const table = Array.from({ length: 10 }, (_, row) => `pod-${row}  Running  10.0.0.${row}`);

describe("the bytes of a frame", () => {
	it("are none when nothing changed", () => {
		expect(change(table, [...table])).toBe("");
	});

	it.each<[string, string[], string[], string]>([
		["one cell", ["abcdef"], ["abXdef"], "\x1b[;3HX"],
		["the first cell", ["abcdef"], ["Xbcdef"], "\x1b[HX"],
		["the end of a line", ["abcdef"], ["abc"], "\x1b[;4H\x1b[K"],
		["a whole line", ["abcdef", "x"], ["abcdef", ""], "\x1b[2H\x1b[K"],
		["two runs around a short gap as one", ["a1bc2d"], ["a3bc4d"], "\x1b[;2H3bc4"],
		["two runs around a long gap as two", ["1 abcdefgh 2"], ["3 abcdefgh 4"], "\x1b[H3\x1b[12G4"],
		["only a style", ["abc"], ["a\x1b[31mb\x1b[39mc"], "\x1b[;2H\x1b[31mb\x1b[m"],
		["one style to another", ["ab"], ["\x1b[1;31ma\x1b[22mb\x1b[0m"], "\x1b[H\x1b[1;31ma\x1b[22mb\x1b[m"],
		["no style for a space", ["xyz"], ["\x1b[31ma\x1b[39m \x1b[31mb"], "\x1b[H\x1b[31ma b\x1b[m"],
		["a space on a bar", ["xyz"], ["\x1b[31;44ma\x1b[39m \x1b[31mb"], "\x1b[H\x1b[31;44ma b\x1b[m"],
		["a space beside a bar", ["xyz"], ["\x1b[44ma\x1b[49m \x1b[44mb"], "\x1b[H\x1b[44ma\x1b[m \x1b[44mb\x1b[m"],
		["a wide character whole", ["ab価c"], ["ab表c"], "\x1b[;3H表"],
		["a wide character over narrow ones", ["abcd"], ["a価d"], "\x1b[;2H価"],
		["narrow ones over half a wide character", ["a価d"], ["abcd"], "\x1b[;2Hbc"],
		["many blanks by erasing", ["x".repeat(30)], [`a${" ".repeat(28)}b`], "\x1b[Ha\x1b[28X\x1b[30Gb"],
	])("change %s", (_what, before, after, bytes) => {
		expect(change(before, after)).toBe(bytes);
	});

	it("scroll a block that moved, between lines that stay", () => {
		const before = ["head", ...table, "foot"];
		const after = ["head", ...table.slice(1), "pod-10  Pending", "foot"];
		expect(change(before, after)).toBe("\x1b[2;11r\x1b[2H\x1b[M\x1b[r\x1b[11Hpod-10  Pending");
		const back = change(after, before);
		expect(back).toContain("\x1b[2;11r\x1b[2H\x1b[L\x1b[r");
	});

	it("scroll without margins where the block is at the end of the screen", () => {
		expect(change(["head", ...table], ["head", ...table.slice(3), "", "", ""])).toBe("\x1b[2H\x1b[3M");
	});

	it("do not scroll where writing is shorter", () => {
		expect(change(["a", "b", "c", "foot"], ["b", "c", "d", "foot"])).toBe("\x1b[Hb\x1b[2Hc\x1b[3Hd");
	});

	const page = localUrl("127.0.0.1", 8080);
	const begin = "\x1b]8;id=yagura-8080;http://127.0.0.1:8080/\x1b\\";
	const end = "\x1b]8;;\x1b\\";

	it.each<[string, string, string, string]>([
		["a link", "local", linkedText("local", page), `\x1b[H${begin}local${end}`],
		["a link, and leave it for what comes after", "", `${linkedText("ab", page)}cd`, `\x1b[H${begin}ab${end}cd`],
		["no link for a space", "", linkedText("a b", page), `\x1b[H${begin}a\x1b[Cb${end}`],
		["a link in colour", "", linkedText("\x1b[31mab\x1b[0m", page), `\x1b[H${begin}\x1b[31mab${end}\x1b[m`],
		[
			"a part of a link, which stays one",
			linkedText("abcdef", page),
			linkedText("abcdeX", page),
			`\x1b[;6H${begin}X${end}`,
		],
		["what is no link any more", linkedText("ab", page), "ab", "\x1b[Hab"],
		[
			"where a link leads",
			linkedText("a", page),
			linkedText("a", localUrl("::1", 9)),
			"\x1b[H\x1b]8;id=yagura-9;http://[::1]:9/\x1b\\a\x1b]8;;\x1b\\",
		],
	])("change %s", (_what, before, after, bytes) => {
		expect(change([before], [after])).toBe(bytes);
	});

	it("hold no link where the terminal is not known to bear them", () => {
		const reader = new ScreenReader();
		const size = { columns: 20, rows: 1 };
		const [before, after] = ["", linkedText("ab", page)].map((line) => reader.read({ lines: [line] }, size));
		expect(body(paint(before, after as Screen))).toBe("\x1b[Hab");
	});

	it.each([
		"http://example.org/",
		"https://127.0.0.1:8080/",
		"http://127.0.0.1:8080/path",
		"http://127.0.0.1:8080@example.org/",
		"http://127.0.0.1.example.org:80/",
		"file:///etc/passwd",
		"http://[::1]:80/\x07",
		"",
	])("lead to no page but our own: not to %j", (url) => {
		const line = `\x1b]8;id=1;${url}\x1b\\a\x1b]8;;${url}\x1b\\b\x1b]8;;${url}\x07c`;
		expect(change([""], [line])).toMatch(/^\x1b\[H[abc\ufffd\\]*$/);
	});

	it("never hold a control character or any sequence but our own, whatever is in a line", () => {
		const bytes = change([""], ["a\x1b]0;title\x07b\x1b[2Jc\x9bd\x08e\x1b]8;;x\x1b\\f\x1b[5;8;31mg\u0007"], 60);
		expect(bytes).toBe("\x1b[Habc\ufffdd\ufffdef\x1b[31mg\ufffd\x1b[m");
	});

	it("show the cursor where a frame wants it, and hide it again", () => {
		const reader = new ScreenReader();
		const size = { columns: 10, rows: 2 };
		const plain = reader.read({ lines: ["ab"] }, size);
		const shown = reader.read({ lines: ["ab"], cursor: { column: 2, row: 0 } }, size);
		const moved = reader.read({ lines: ["ab"], cursor: { column: 3, row: 0 } }, size);
		expect(body(paint(plain, shown))).toBe("\x1b[1;3H\x1b[?25h");
		expect(paint(shown, shown)).toBe("");
		expect(body(paint(shown, moved))).toBe("\x1b[1;4H");
		expect(body(paint(moved, plain))).toBe("\x1b[?25l");
	});
});

const words = ["pod", "payments-api", "  ", "            ", "価格", "한글", "é", "e\u0301", "│", "█", "100m", "0"];
const linkable = ["127.0.0.1:80", "価", "x", "\x1b[31ma\x1b[44mb"];
const disputed = ["😀", "👨‍👩‍👧", "❤️", "1️⃣", "🇯🇵", "ｶﾞ", "\u00a0", "☕", "क्षि", "\u0301", "⚠️"];
const styles = [
	"0",
	"1",
	"2",
	"22",
	"3",
	"4",
	"24",
	"7",
	"27",
	"9",
	"31",
	"39",
	"38;5;200",
	"48;2;1;2;3",
	"49",
	"44;1",
	"53",
];

function frameSequence(
	vocabulary: readonly string[],
	fewestColumns = 4,
): fc.Arbitrary<{ columns: number; rows: number; lines: string[] }[]> {
	const port = fc.constantFrom(80, 65_535);
	const link = fc.tuple(fc.constantFrom(...linkable), port).map(([text, to]) => linkedText(text, localUrl("::1", to)));
	const piece = fc.oneof(
		{ weight: 1, arbitrary: link },
		{ weight: 3, arbitrary: fc.constantFrom(...vocabulary) },
		{ weight: 1, arbitrary: fc.constantFrom(...styles).map((style) => `\x1b[${style}m`) },
	);
	const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
	const operation = fc.record({
		kind: fc.constantFrom("line", "word", "up", "down", "all", "none", "resize"),
		at: fc.nat(20),
		by: fc.integer({ min: 1, max: 4 }),
		line,
		lines: fc.array(line, { maxLength: 14 }),
		columns: fc.integer({ min: fewestColumns, max: fewestColumns + 36 }),
		rows: fc.integer({ min: 2, max: 14 }),
	});
	return fc.array(operation, { minLength: 1, maxLength: 6 }).map((operations) => {
		let frame = { columns: fewestColumns + 26, rows: 12, lines: [] as string[] };
		return operations.map(({ kind, at, by, line: text, lines, columns, rows }) => {
			const next = frame.lines.slice();
			if (kind === "line" || next.length === 0) next[at % Math.max(1, next.length)] = text;
			if (kind === "word") next[at % next.length] = start(next[at % next.length] ?? "", by) + text;
			if (kind === "up") next.splice(at % next.length, by);
			if (kind === "down") next.splice(at % next.length, 0, ...lines.slice(0, by));
			frame = {
				columns: kind === "resize" ? columns : frame.columns,
				rows: kind === "resize" ? rows : frame.rows,
				lines: kind === "all" ? lines : next,
			};
			return frame;
		});
	});
}

/** The first characters, sequences and links of a line. */
function start(line: string, length: number): string {
	return (line.match(/\x1b\]8;;http.*?\x1b\]8;;\x1b\\|\x1b\[[0-9;]*m|[\s\S]/gu) ?? []).slice(0, length).join("");
}

/** Each row at its place, raw: what the painter is to be equal to. */
function plainly(lines: readonly string[], rows: number): string {
	return lines
		.slice(0, rows)
		.map((line, row) => `\x1b[${row + 1}H\x1b[m${line}`)
		.join("");
}

describe("the screen after any frames", () => {
	async function play(
		sequence: { columns: number; rows: number; lines: string[] }[],
		unicode: "modern" | "6",
		expected: (screen: Screen, lines: string[]) => string,
	): Promise<void> {
		const live = new Emulator({ columns: 30, rows: 12, unicode });
		const fresh = new Emulator({ columns: 30, rows: 12, unicode });
		const reader = new ScreenReader({ linked: true });
		let previous: Screen | undefined;
		await live.write(enterModes(false));
		for (const { columns, rows, lines } of sequence) {
			live.resize(columns, rows);
			const screen = reader.read({ lines }, { columns, rows });
			await live.write(paint(previous, screen));
			previous = screen;
			fresh.resize(columns, rows);
			await fresh.write(`\x1bc${enterModes(false)}${expected(screen, lines)}`);
			expect(live.styledLines()).toEqual(fresh.styledLines());
		}
	}

	it(
		"is what its lines say, cell by cell and style by style",
		async () => {
			await fuzz(
				fc.asyncProperty(frameSequence(words, 160), (sequence) =>
					play(sequence, "modern", ({ rows }, lines) => plainly(lines, rows)),
				),
				15_000,
			);
		},
		fuzzTimeoutMs,
	);

	it("is right below a keycap emoji, which begins with a digit and whose width is disputed", async () => {
		const size = { columns: 30, rows: 12 };
		const sequence = [["  pod"], ["", "", "1️⃣", "  pod"], ["", "", "", "  pod"]].map((lines) => ({ ...size, lines }));
		await play(sequence, "modern", (screen) => paint(undefined, screen));
	});

	it.each(["modern", "6"] as const)(
		"is the same as drawn anew, also where widths are disputed (%s)",
		async (unicode) => {
			await fuzz(
				fc.asyncProperty(frameSequence([...words, ...disputed]), (sequence) =>
					play(sequence, unicode, (screen) => paint(undefined, screen)),
				),
				15_000,
			);
		},
		fuzzTimeoutMs,
	);

	it("keeps later columns in their place when the terminal counts an emoji otherwise", async () => {
		for (const unicode of ["modern", "6"] as const) {
			const [screen] = frames(20, 1, ["a😀b👨‍👩‍👧c │ end"]);
			const emulator = new Emulator({ columns: 20, rows: 1, unicode });
			await emulator.write(enterModes(false) + paint(undefined, screen as Screen));
			const cells = emulator.styledLines()[0] ?? "";
			expect(cells).toMatch(/c │ end$/);
			expect(emulator.cursor().column).toBe(13);
		}
	});
});
