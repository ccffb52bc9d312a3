import type { ScreenCell } from "../test/support/emulator.ts";
import { palette256 } from "../test/support/palette-256.ts";

/** Colours of the terminal a picture is drawn in. */
export interface Palette {
	readonly foreground: string;
	readonly background: string;
	/** The 16 colours of the terminal's palette. */
	readonly colors: readonly string[];
}

/** A usual dark terminal, and a usual light one. */
export const palettes: Readonly<Record<"dark" | "light", Palette>> = {
	dark: {
		foreground: "#d6dae0",
		background: "#15191f",
		colors:
			"#2a2f38 #e06c5b #6fbf73 #d9a441 #5b9bd5 #b67bb0 #4db6ac #c8ccd4 #5c6370 #f08a7a #8fd694 #f0c060 #7fb5e6 #cf9bca #74d0c6 #ffffff".split(
				" ",
			),
	},
	light: {
		foreground: "#24292f",
		background: "#fdfdfb",
		colors:
			"#24292f #b3261e #1a7f37 #9a6700 #0b5cad #8250df #0a7b83 #6e7781 #57606a #d1453b #2da44e #bf8700 #218bff #a475f9 #3192aa #8c959f".split(
				" ",
			),
	},
};

const CELL_WIDTH = 8.43;
const CELL_HEIGHT = 18;
const MARGIN = 10;

/** Draw a terminal's screen as an SVG picture. */
export function screenPicture(rows: readonly (readonly ScreenCell[])[], palette: Palette): string {
	const columns = Math.max(...rows.map((row) => row.reduce((sum, { width }) => sum + width, 0)));
	const width = columns * CELL_WIDTH + 2 * MARGIN;
	const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
	const body = rows.flatMap((row, index) => rowPicture(row, MARGIN + index * CELL_HEIGHT, palette));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, monospace" font-size="14">`,
		`<rect width="100%" height="100%" fill="${palette.background}"/>`,
		...body,
		"</svg>\n",
	].join("\n");
}

function rowPicture(row: readonly ScreenCell[], top: number, palette: Palette): readonly string[] {
	const drawn: string[] = [];
	let column = 0;
	for (const cell of row) {
		const left = MARGIN + column * CELL_WIDTH;
		column += cell.width;
		const plain = [
			colorOf(cell.foreground, palette, "foreground"),
			colorOf(cell.background, palette, "background"),
		] as const;
		const [fill, ground] = cell.inverse ? [plain[1], plain[0]] : plain;
		if (ground !== palette.background)
			drawn.push(
				`<rect x="${left}" y="${top}" width="${cell.width * CELL_WIDTH + 0.3}" height="${CELL_HEIGHT}" fill="${ground}"/>`,
			);
		if (cell.chars.trim() === "") continue;
		const style = `${cell.bold ? ' font-weight="bold"' : ""}${cell.dim ? ' opacity="0.6"' : ""}${cell.underline ? ' text-decoration="underline"' : ""}`;
		drawn.push(`<text x="${left}" y="${top + 14}" fill="${fill}"${style}>${escapeXml(cell.chars)}</text>`);
	}
	return drawn;
}

function colorOf(color: ScreenCell["foreground"], palette: Palette, own: "foreground" | "background"): string {
	if (color === "default") return palette[own];
	if ("rgb" in color) return `#${color.rgb.toString(16).padStart(6, "0")}`;
	return palette.colors[color.palette] ?? palette256(color.palette);
}

function escapeXml(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
