import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { openCompany } from "../support/company-screen.ts";
import type { ScreenCell } from "../support/emulator.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";

vi.setConfig({ testTimeout: Math.max(120_000, fuzzTimeoutMs) });

/** Each row as text with its looks in brackets: what is bold, underlined, turned round or coloured. */
function styled(rows: readonly (readonly ScreenCell[])[]): string {
	return rows
		.map((row) => {
			let line = "";
			let look = "";
			for (const cell of row) {
				const next = lookOf(cell);
				// On a blank only its ground is seen.
				const isSeen = cell.chars.trim() !== "" || cell.inverse || cell.underline || cell.background !== "default";
				if (next !== look && isSeen) {
					line += `{${next}}`;
					look = next;
				}
				line += cell.chars;
			}
			return line.trimEnd();
		})
		.join("\n");
}

function lookOf({ bold, dim, underline, inverse, foreground, background }: ScreenCell): string {
	const color = (of: ScreenCell["foreground"]): string =>
		of === "default" ? "" : "rgb" in of ? `#${of.rgb.toString(16).padStart(6, "0")}` : String(of.palette);
	const flags = [bold ? "b" : "", dim ? "d" : "", underline ? "u" : "", inverse ? "i" : ""].join("");
	const ground = color(background);
	return [flags, color(foreground), ground === "" ? "" : `on ${ground}`].filter((part) => part !== "").join(" ");
}

test("the pods at 80x24 in true colour, on the ground that the terminal tells", async () => {
	await using company = await openCompany({ env: { TERM: "xterm-256color", COLORTERM: "truecolor" } });
	const { app } = company;
	await company.shows("metrics 0s");
	await app.press("sort.restarts", "down");
	const dark = styled(app.emulator.cells());
	expect(dark.split("\n").slice(0, 9).join("\n")).toMatchSnapshot("dark");
	await app.type("\x1b]11;rgb:ffff/ffff/ffff\x07");
	const light = styled(app.emulator.cells());
	expect(light).not.toBe(dark);
	expect(light.replaceAll(/\{[^}]*\}/g, "")).toBe(dark.replaceAll(/\{[^}]*\}/g, ""));
	expect(light.split("\n").slice(0, 9).join("\n")).toMatchSnapshot("light");
});

test("without colour what is broken still stands out, and the cursor", async () => {
	await using company = await openCompany({ env: { TERM: "xterm-256color", NO_COLOR: "1" } });
	const { app } = company;
	await app.press("sort.restarts", "down");
	const lines = styled(app.emulator.cells()).split("\n");
	expect(lines[4]).toContain("{bu}CrashLoopBackOff");
	expect(lines[5]).toMatch(/^\{i\}▸/);
});

test("whatever is open, at any size, the frame fills the screen and never exceeds it", async () => {
	await using company = await openCompany();
	const { app } = company;
	const open: readonly (readonly string[])[] = [
		[],
		["?"],
		["?", "/", "type:a", "enter"],
		["/", "type:東京タワー (((", "left"],
		[":", "type:po"],
		["."],
		[".", "d"],
		["y"],
		["y", "w"],
		["d", "right"],
	];
	const size = fc.record({ columns: fc.integer({ min: 38, max: 400 }), rows: fc.integer({ min: 7, max: 120 }) });
	const shown = fc.asyncProperty(
		fc.constantFrom(...open),
		fc.array(size, { minLength: 1, maxLength: 3 }),
		async (keys, sizes) => {
			for (const key of keys) await (key.startsWith("type:") ? app.type(key.slice(5)) : app.press(key));
			for (const { columns, rows } of sizes) {
				await app.resize(columns, rows);
				const lines = app.screen().split("\n");
				expect(lines.length).toBeLessThanOrEqual(rows);
				// The last line is never lost: it says what to press.
				if (columns >= 40 && rows >= 8) expect(lines.length).toBe(rows);
			}
			await app.resize(80, 24);
			for (let back = 0; back < 3; back++) await app.press("esc");
		},
	);
	await fuzz(shown, 4_000);
});
