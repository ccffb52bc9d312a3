import type { Terminal } from "../terminal/terminal.ts";

/**
 * Hear the keys that leave while there is nothing yet to hear any: what is loaded or connected to may take its time.
 * Other keys come to nothing then.
 */
export function leaveOnStart(terminal: Pick<Terminal, "onInput">, leave: () => void): Disposable {
	const end = terminal.onInput((event) => {
		if (event.type === "key" && (event.chord === "q" || event.chord === "ctrl-c")) leave();
	});
	return { [Symbol.dispose]: end };
}
