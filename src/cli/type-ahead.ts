import type { InputEvent } from "../terminal/key.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What is typed before there is a screen to hear it. */
export interface TypeAhead {
	/** All of it, in order. From now on nothing is kept here: who takes it hears what comes next. */
	take(): readonly InputEvent[];
}

/**
 * Keep what is typed while nothing hears it yet: what is loaded or connected to may take its time, and a command of which
 * only the end is heard is another one. Two keys leave at once: `ctrl-c`, and a `q` that is no part of anything. A
 * click is not kept: it was meant for nothing that is on the screen.
 */
export function typeAhead(terminal: Pick<Terminal, "onInput">, leave: () => void): TypeAhead {
	const typed: InputEvent[] = [];
	const end = terminal.onInput((event) => {
		const chord = event.type === "key" ? event.chord : undefined;
		if (chord === "ctrl-c" || (chord === "q" && typed.length === 0)) leave();
		else if (event.type === "key" || event.type === "paste") typed.push(event);
	});
	return {
		take() {
			end();
			return typed;
		},
	};
}
