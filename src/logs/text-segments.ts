import { safeText } from "../text/safe-text.ts";
import type { LogSegment } from "./log-view.ts";

/** How a stretch of a line looks. */
type Look = Omit<LogSegment, "text" | "isMatch">;

const NAMES = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

// oxlint-disable-next-line no-control-regex -- what begins with ESC is what this is about
const SGR = /\x1b\[([0-9;:]*)m/g;

/** The text without colours, as it is searched and recognised. */
export function withoutLooks(raw: string): string {
	return raw.includes("\x1b") ? raw.replace(SGR, "") : raw;
}

/**
 * A line of a log as it may be drawn: colours, bold and underline are kept, up to the end of the line; all other
 * escapes, and attributes that hide or move a text, are drawn as pictures or left out.
 *
 * @see https://www.ecma-international.org/publications-and-standards/standards/ecma-48/ (SGR)
 */
export function textSegments(raw: string): readonly LogSegment[] {
	if (!raw.includes("\x1b")) return [{ text: safeText(raw) }];
	const segments: LogSegment[] = [];
	let look: Look = {};
	let from = 0;
	for (const match of raw.matchAll(SGR)) {
		if (match.index > from) segments.push({ text: safeText(raw.slice(from, match.index)), ...look });
		look = changed(look, match[1] ?? "");
		from = match.index + match[0].length;
	}
	if (from < raw.length || segments.length === 0) segments.push({ text: safeText(raw.slice(from)), ...look });
	return segments;
}

function changed(before: Look, parameters: string): Look {
	let look = before;
	const codes = parameters.split(/[;:]/).map((code) => (code === "" ? 0 : Number(code)));
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] as number;
		if (code === 38 || code === 48) {
			const { color, length } = extended(codes, at + 1);
			if (color !== undefined) look = withColor(look, code === 38 ? "color" : "background", color);
			at += length;
		} else look = withCode(look, code);
	}
	return look;
}

function withCode(look: Look, code: number): Look {
	if (code === 0) return {};
	if (code === 1) return { ...look, bold: true };
	if (code === 4) return { ...look, underline: true };
	if (code === 22) return { ...look, bold: false };
	if (code === 24) return { ...look, underline: false };
	if (code === 39) return withColor(look, "color", undefined);
	if (code === 49) return withColor(look, "background", undefined);
	if (code >= 30 && code <= 37) return withColor(look, "color", NAMES[code - 30]);
	if (code >= 40 && code <= 47) return withColor(look, "background", NAMES[code - 40]);
	if (code >= 90 && code <= 97) return withColor(look, "color", bright(code - 90));
	if (code >= 100 && code <= 107) return withColor(look, "background", bright(code - 100));
	return look;
}

/** `5;n` and `2;r;g;b`, and how many parameters they take. */
function extended(
	codes: readonly number[],
	at: number,
): { readonly color: string | undefined; readonly length: number } {
	const parts = codes.slice(at, at + 4);
	if (parts[0] === 5) {
		const index = parts[1] ?? -1;
		return { color: isByte(index) ? `ansi256(${index})` : undefined, length: 2 };
	}
	if (parts[0] !== 2) return { color: undefined, length: 1 };
	const rgb = parts.slice(1);
	const isColor = rgb.length === 3 && rgb.every(isByte);
	return {
		color: isColor ? `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}` : undefined,
		length: 4,
	};
}

function isByte(value: number): boolean {
	return Number.isInteger(value) && value >= 0 && value <= 255;
}

function bright(index: number): string {
	return index === 0 ? "gray" : `${NAMES[index]}Bright`;
}

function withColor(
	{ color, background, ...rest }: Look,
	which: "color" | "background",
	value: string | undefined,
): Look {
	const now = { color, background, [which]: value };
	return {
		...rest,
		...(now.color === undefined ? {} : { color: now.color }),
		...(now.background === undefined ? {} : { background: now.background }),
	};
}
