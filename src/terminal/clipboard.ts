/** More than this is not put on the clipboard: terminals drop it, or choke on it. */
const MOST_BYTES = 100_000;

/**
 * The sequence that puts a text on the clipboard of whoever sits at the terminal, also through SSH. A terminal that
 * does not know it, or is told not to obey, ignores it.
 *
 * @returns undefined for a text of more than 100 KB
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html OSC 52
 */
export function copySequence(text: string): string | undefined {
	const bytes = Buffer.from(text);
	return bytes.length > MOST_BYTES ? undefined : `\x1b]52;c;${bytes.toString("base64")}\x07`;
}
