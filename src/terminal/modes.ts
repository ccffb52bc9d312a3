/**
 * Take the screen: alternate screen, no wrapping (a cell too many must not scroll), normal cursor keys and keypad,
 * pastes marked, focus reported, mouse in SGR form (button and wheel, no motion).
 *
 * @see https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
 */
export function enterModes(mouse: boolean): string {
	return `\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?1l\x1b>\x1b[?2004h\x1b[?1004h${mouse ? "\x1b[?1000h\x1b[?1006h" : ""}`;
}

/** Ends a frame of which only half may have gone out: the sequence it stopped in, and the synchronized update. */
export const abortFrame = "\x18\x1b[?2026l";

/**
 * Give the screen back as a shell expects it, whatever was on: style, margins, mouse, focus
 * and paste reports, kitty keyboard, wrapping, cursor, and the main screen last.
 */
export const leaveModes =
	"\x1b[m\x1b[r\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[?1l\x1b>\x1b[?7h\x1b[?1049l\x1b[?25h";
