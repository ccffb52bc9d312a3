import type { WebSocket } from "ws";
import { CHANNEL, type Channels, greet, openChannels } from "./channels.ts";
import { endStatus, noSuchProgram } from "./exec-status.ts";
import { isInteractive, type Machine, type Outcome, runCommand, runScript } from "./shell.ts";

/** What is to be run and how it is connected. */
export interface ExecRequest {
	readonly command: readonly string[];
	readonly stdin: boolean;
	readonly tty: boolean;
	readonly machine: Omit<Machine, "terminal">;
}

/** Run a fake command over a WebSocket of channels, and say how it ended. */
export function exec(socket: WebSocket, request: ExecRequest, protocol: string): void {
	const { command } = request;
	const session = { tty: request.tty, typed: "" };
	let terminal: Machine["terminal"];
	const machine: Machine = {
		...request.machine,
		get terminal() {
			return terminal;
		},
	};
	const channels = openChannels(socket, {
		message(channel, bytes) {
			if (channel === CHANNEL.stdin) input(bytes.toString());
			else if (channel === CHANNEL.resize) terminal = sizeOf(bytes);
			else if (channel === CHANNEL.close && bytes[0] === CHANNEL.stdin) endOfInput();
		},
		closed: () => {},
	});
	greet(channels);
	const finish = (exitCode: number): void => {
		channels.send(CHANNEL.error, JSON.stringify(endStatus(exitCode, command, protocol)));
		channels.end();
	};
	const copies = command[0] === "cat" && command.length === 1 && request.stdin;
	const shell = isInteractive(command) && request.stdin;
	if (!copies && !shell) {
		const outcome = isInteractive(command) ? EMPTY : runCommand(command, machine);
		if (outcome === undefined) {
			channels.send(CHANNEL.error, JSON.stringify(noSuchProgram(command[0] ?? "", machine.hostname)));
			channels.end();
			return;
		}
		say(channels, outcome, request.tty);
		finish(outcome.exitCode);
		return;
	}
	const prompt = (): void => {
		if (shell && session.tty) channels.send(CHANNEL.stdout, PROMPT);
	};
	const runLine = (line: string): void => {
		const outcome = runScript(line, machine);
		say(channels, outcome, session.tty);
		if (outcome.exits) finish(outcome.exitCode);
		else prompt();
	};
	const input = (text: string): void => {
		if (copies) channels.send(CHANNEL.stdout, text);
		else if (session.tty) for (const character of text) type(character);
		else {
			const lines = (session.typed + text).split("\n");
			session.typed = lines.pop() ?? "";
			for (const line of lines) runLine(line);
		}
	};
	const endOfInput = (): void => {
		if (shell && session.typed !== "") runLine(session.typed);
		finish(0);
	};
	/** As a terminal's line discipline: echo, erase, end of line, interrupt, end of input. */
	const type = (character: string): void => {
		if (character === "\r" || character === "\n") {
			channels.send(CHANNEL.stdout, "\r\n");
			const line = session.typed;
			session.typed = "";
			runLine(line);
		} else if (character === "\x7f") {
			if (session.typed !== "") channels.send(CHANNEL.stdout, "\b \b");
			session.typed = session.typed.slice(0, -1);
		} else if (character === "\x03") {
			session.typed = "";
			channels.send(CHANNEL.stdout, "^C\r\n");
			prompt();
		} else if (character === "\x04") finish(0);
		else if (character >= " ") {
			session.typed += character;
			channels.send(CHANNEL.stdout, character);
		}
	};
	prompt();
}

const PROMPT = "/ $ ";
const EMPTY: Outcome = { stdout: "", stderr: "", exitCode: 0 };

/** A terminal has one stream and its own line ends. */
function say(channels: Channels, { stdout, stderr }: Outcome, tty: boolean): void {
	const text = (said: string): string => (tty ? said.replaceAll("\n", "\r\n") : said);
	if (stdout !== "") channels.send(CHANNEL.stdout, text(stdout));
	if (stderr !== "") channels.send(tty ? CHANNEL.stdout : CHANNEL.stderr, text(stderr));
}

/** The size that a client says its terminal has. */
function sizeOf(bytes: Buffer): Machine["terminal"] {
	try {
		const { Width: columns, Height: rows } = JSON.parse(bytes.toString()) as { Width?: number; Height?: number };
		return columns === undefined || rows === undefined ? undefined : { columns, rows };
	} catch {
		return undefined;
	}
}
