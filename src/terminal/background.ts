import type { Environment } from "./color-depth.ts";

/** What the terminal draws on. */
export type Background = "dark" | "light";

/**
 * Asks for the colour of the background. Ended by BEL and not by ST: an answer, which ends like its question, is then
 * never torn within its end.
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html (OSC 11)
 */
export const askBackground = "\x1b]11;?\x07";

/** What an answer to {@link askBackground} begins with. */
export const backgroundAnswer = "\x1b]11;";

const inHex = /^11;(?:rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})(?:\/[0-9a-f]{1,4})?|#([0-9a-f]{6}))$/i;

/** From this luminance on black reads better on it than white. */
const LIGHT_FROM = 0.179;

/** Read what stands between `OSC` and its end; undefined when it is no answer about the background. */
export function readBackground(answer: string): Background | undefined {
	const found = inHex.exec(answer);
	if (found === null) return undefined;
	const [, red = "", green = "", blue = "", six] = found;
	const channels = six === undefined ? [red, green, blue] : (six.match(/../g) ?? []);
	const [r = 0, g = 0, b = 0] = channels.map((hex) => Number.parseInt(hex, 16) / (16 ** hex.length - 1));
	return luminance(r, g, b) >= LIGHT_FROM ? "light" : "dark";
}

/**
 * What `COLORFGBG` says, as some terminals set it: `15;0`, `0;default;15`. Of the 16 colours grey and the bright
 * ones but the first are light.
 */
export function backgroundOf(env: Environment): Background | undefined {
	const ground = /;(\d{1,2})$/.exec(env["COLORFGBG"] ?? "")?.[1];
	if (ground === undefined || Number(ground) > 15) return undefined;
	return Number(ground) === 7 || Number(ground) > 8 ? "light" : "dark";
}

/**
 * Relative luminance of a colour whose channels go from 0 to 1.
 *
 * @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
 */
export function luminance(red: number, green: number, blue: number): number {
	const linear = (channel: number): number =>
		channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}
