import type { WebSocket } from "ws";
import { CHANNEL, type Channels, openChannels } from "./channels.ts";
import { isInteractive, type Machine, type Outcome, runCommand, runScript } from "./shell.ts";

/** What is to be run and how it is connected. */
export interface ExecRequest {
	readonly command: readonly string[];
	readonly stdin: boolean;
	readonly tty: boolean;
	readonly machine: Machine;
}

const SUCCESS = { metadata: {}, status: "Success" };

/** Run a fake command over a WebSocket of channels, and say how it ended. */
export function exec(socket: WebSocket, request: ExecRequest): void {
	const { command, machine } = request;
	const session = { tty: request.tty, typed: "" };
	const channels = openChannels(socket, {
		message(channel, bytes) {
			if (channel === CHANNEL.stdin) input(bytes.toString());
			else if (channel === CHANNEL.close && bytes[0] === CHANNEL.stdin) endOfInput();
		},
		closed: () => {},
	});
	const finish = (exitCode: number): void => {
		channels.send(CHANNEL.error, JSON.stringify(exitCode === 0 ? SUCCESS : failure(exitCode)));
		channels.end();
	};
	const copies = command[0] === "cat" && command.length === 1 && request.stdin;
	const shell = isInteractive(command) && request.stdin;
	if (!copies && !shell) {
		const outcome = isInteractive(command) ? EMPTY : runCommand(command, machine);
		if (outcome === undefined) {
			channels.send(CHANNEL.error, JSON.stringify(noSuchProgram(command[0] ?? "")));
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

/** @see k8s.io/client-go `tools/remotecommand/v4.go` */
function failure(exitCode: number): object {
	return {
		metadata: {},
		status: "Failure",
		reason: "NonZeroExitCode",
		message: `command terminated with non-zero exit code: exit status ${exitCode}`,
		details: { causes: [{ reason: "ExitCode", message: String(exitCode) }] },
	};
}

function noSuchProgram(name: string): object {
	const why = `unable to start container process: exec: ${JSON.stringify(name)}: executable file not found in $PATH`;
	return {
		metadata: {},
		status: "Failure",
		reason: "InternalError",
		message: `Internal error occurred: error executing command in container: OCI runtime exec failed: exec failed: ${why}`,
		details: { causes: [{ message: why }] },
		code: 500,
	};
}
