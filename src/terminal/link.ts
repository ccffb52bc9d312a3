import { type LocalUrl, localUrlPattern } from "../text/local-url.ts";

const begin = "\x1b]8;";
const end = "\x1b\\";

/** Ends a link. */
export const endLink = `${begin};${end}`;

/** Text that leads to a page of our own, as it stands in a frame; where the terminal knows no links it is only text. */
export function linkedText(text: string, url: LocalUrl): string {
	return `${begin};${url}${end}${text}${endLink}`;
}

/** In a frame, the beginning of a link (with its page) or the end of one; whatever else looks like it is neither. */
export const linkInFrame = new RegExp(String.raw`\x1b\]8;;(${localUrlPattern})?\x1b\\`, "y");

/**
 * What the terminal is sent before text that leads to a page. Cells with the same `id` and page are one link,
 * however they are written: a line that is cut, or of which only a part is written anew.
 *
 * @see https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
 */
export function beginLink(url: string): string {
	const port = /:(\d+)\/$/.exec(url)?.[1] ?? "";
	return `${begin}id=yagura-${port};${url}${end}`;
}
