import type { WebSocket } from "ws";
import { CHANNEL, type Channels, greet, openChannels } from "./channels.ts";
import { endStatus, noSuchProgram } from "./exec-status.ts";
import { isInteractive, isShell, type Machine, type Outcome, runCommand } from "./shell.ts";
import { openShell } from "./shell-session.ts";

/** What is to be run and how it is connected. */
export interface ExecRequest {
	readonly command: readonly string[];
	readonly stdin: boolean;
	readonly tty: boolean;
	readonly machine: Omit<Machine, "terminal">;
}

/** A program that reads. */
export interface Reader {
	input(text: string): void;
	/** There is no more to read. */
	end(): void;
	/** Its terminal has another size. */
	resized?(): void;
}

/** What a program says, and how it ends. */
export interface Speaker {
	say(outcome: Outcome): void;
	finish(exitCode: number): void;
}

/** A program that has ended, or does not read: what is said to it is lost. */
const DEAF: Reader = { input: () => {}, end: () => {} };

/** Run a fake command over a WebSocket of channels, and say how it ended. Returns what kills it. */
export function exec(socket: WebSocket, request: ExecRequest, protocol: string): () => void {
	const { command, tty, stdin } = request;
	let terminal: Machine["terminal"];
	const machine: Machine = {
		...request.machine,
		get terminal() {
			return terminal;
		},
	};
	let reader = DEAF;
	const channels = openChannels(socket, {
		message(channel, bytes) {
			if (channel === CHANNEL.stdin) reader.input(bytes.toString());
			else if (channel === CHANNEL.resize) {
				terminal = sizeOf(bytes);
				reader.resized?.();
			} else if (channel === CHANNEL.close && bytes[0] === CHANNEL.stdin) reader.end();
		},
		closed: () => {},
	});
	greet(channels);
	const end = (status: object): void => {
		reader = DEAF;
		channels.send(CHANNEL.error, JSON.stringify(status));
		channels.end();
	};
	const speaker: Speaker = {
		say: (outcome) => say(channels, outcome, tty),
		finish: (exitCode) => end(endStatus(exitCode, command, protocol)),
	};
	const isMissing = machine.hasShell === false && isShell(command);
	if (isMissing) end(noSuchProgram(command[0] ?? "", machine.hostname));
	else if (stdin && isInteractive(command)) reader = openShell(machine, tty, speaker);
	else if (stdin && command.length === 1 && command[0] === "cat") reader = copier(speaker);
	else {
		const outcome = isInteractive(command) ? EMPTY : runCommand(command, machine);
		if (outcome === undefined) {
			end(noSuchProgram(command[0] ?? "", machine.hostname));
			return () => {};
		}
		speaker.say(outcome);
		speaker.finish(outcome.exitCode);
	}
	return () => speaker.finish(KILLED);
}

const KILLED = 137;
const EMPTY: Outcome = { stdout: "", stderr: "", exitCode: 0 };

/** Says what it reads. */
function copier({ say: write, finish }: Speaker): Reader {
	return { input: (stdout) => write({ ...EMPTY, stdout }), end: () => finish(0) };
}

/** A terminal has one stream and its own line ends. */
function say(channels: Channels, { stdout, stderr }: Outcome, tty: boolean): void {
	const text = (said: string): string => (tty ? said.replaceAll(/\r?\n/g, "\r\n") : said);
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
