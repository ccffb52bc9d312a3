import { openEditor } from "./editor.ts";
import type { Reader, Speaker } from "./exec.ts";
import { type Machine, runScript } from "./shell.ts";

const PROMPT = "/ $ ";

/** A shell that does what it reads, line by line; in a terminal with a prompt, echo, and keys to edit and interrupt. */
export function openShell(machine: Machine, tty: boolean, { say, finish }: Speaker): Reader {
	let typed = "";
	let over = false;
	/** What has the terminal in place of the shell. */
	let program: Reader | undefined;
	const print = (stdout: string): void => say({ stdout, stderr: "", exitCode: 0 });
	const prompt = (): void => {
		if (tty) print(PROMPT);
	};
	const end = (exitCode: number): void => {
		over = true;
		finish(exitCode);
	};
	const runLine = (line: string): void => {
		if (tty && line.trim() === "vi") {
			program = openEditor(machine, {
				print,
				die: end,
				quit() {
					program = undefined;
					prompt();
				},
			});
			return;
		}
		const outcome = runScript(line, machine);
		say(outcome);
		if (outcome.exits) end(outcome.exitCode);
		else prompt();
	};
	/** As a terminal's line discipline: echo, erase, end of line, interrupt, end of input. */
	const type = (character: string): void => {
		if (character === "\r" || character === "\n") {
			print("\n");
			const line = typed;
			typed = "";
			runLine(line);
		} else if (character === "\x7f") {
			if (typed !== "") print("\b \b");
			typed = typed.slice(0, -1);
		} else if (character === "\x03") {
			typed = "";
			print("^C\n");
			prompt();
		} else if (character === "\x04") end(0);
		else if (character >= " ") {
			typed += character;
			print(character);
		}
	};
	prompt();
	return {
		resized: () => program?.resized?.(),
		input(text) {
			if (program !== undefined) {
				program.input(text);
				return;
			}
			if (tty) {
				for (const character of text) if (!over) type(character);
				return;
			}
			const lines = (typed + text).split("\n");
			typed = lines.pop() ?? "";
			for (const line of lines) if (!over) runLine(line);
		},
		end() {
			if (typed !== "") runLine(typed);
			if (!over) end(0);
		},
	};
}
