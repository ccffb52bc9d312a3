import type { Reader } from "./exec.ts";
import type { Machine } from "./shell.ts";

/** All that an editor of today asks of a terminal. */
const ENTER = [
	// Its title; the alternate screen, application keys, a keyboard that tells all.
	"\x1b]2;editor\x07\x1b[?1049h\x1b[?1h\x1b=\x1b[>5u\x1b[>4;2m",
	// Pastes, focus, mouse; no wrapping; margins; a cursor of its own; a colour of the palette; a question.
	"\x1b[?2004h\x1b[?1004h\x1b[?1002h\x1b[?1006h\x1b[?7l\x1b[2;5r\x1b[6 q\x1b]4;1;rgb:ff/00/00\x07\x1b[c",
].join("");
const LEAVE =
	"\x1b[r\x1b[?7h\x1b[?1006l\x1b[?1002l\x1b[?1004l\x1b[?2004l\x1b[>4m\x1b[<u\x1b>\x1b[?1l\x1b[0 q\x1b]104;1\x07\x1b[?1049l";

/** What an editor tells its shell. */
interface EditorHost {
	print(text: string): void;
	/** It has ended and put the terminal right. */
	quit(): void;
	/** It was killed, and the shell with it. */
	die(exitCode: number): void;
}

/** A screen editor: `q` quits in good order, `K` is a kill; anything else is drawn. */
export function openEditor(machine: Machine, { print, quit, die }: EditorHost): Reader {
	const draw = (text: string): void => {
		const { columns = 80, rows = 24 } = machine.terminal ?? {};
		print(`\x1b[2J\x1b[1;1Heditor ${columns}x${rows}\x1b[2;1H${text}`);
	};
	let text = "";
	print(ENTER);
	draw(text);
	return {
		input(typed) {
			// What a terminal answers is no key.
			// oxlint-disable-next-line no-control-regex -- answers begin with a control character
			const keys = typed.replaceAll(/\x1b\[[?>\d;]*[a-zA-Z]/g, "");
			if (keys === "q") {
				print(LEAVE);
				quit();
			} else if (keys === "K") die(137);
			else {
				text += keys;
				draw(text);
			}
		},
		end: () => die(0),
		resized: () => draw(text),
	};
}
