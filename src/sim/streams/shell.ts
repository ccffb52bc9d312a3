/** What a fake command says, and how it ends. */
export interface Outcome {
	readonly stdout: string;
	readonly stderr: string;
	readonly exitCode: number;
}

/** The container that commands run in. */
export interface Machine {
	readonly hostname: string;
	readonly env: Readonly<Record<string, string>>;
	readonly nowMs: () => number;
	/** The image has a shell; true when left out. */
	readonly hasShell?: boolean;
	/** Size of the terminal; undefined where there is none. */
	readonly terminal?: { readonly columns: number; readonly rows: number } | undefined;
}

/** An exit that ends the shell around the command. */
export interface ShellOutcome extends Outcome {
	readonly exits: boolean;
}

type Command = (args: readonly string[], machine: Machine) => Partial<Outcome>;

const DIRECTORIES: Readonly<Record<string, readonly string[]>> = {
	"/": ["bin", "dev", "etc", "proc", "sys", "tmp", "usr", "var"],
	"/etc": ["config", "hostname", "hosts", "resolv.conf"],
	"/tmp": [],
};

const FILES: Readonly<Record<string, (machine: Machine) => string>> = {
	"/etc/hostname": ({ hostname }) => `${hostname}\n`,
	"/etc/hosts": ({ hostname }) => `127.0.0.1\tlocalhost\n10.64.0.1\t${hostname}\n`,
	"/etc/resolv.conf": () => "search svc.cluster.local cluster.local\nnameserver 10.96.0.10\n",
};

const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
	["cat", (names, machine) => joined(names.map((name) => read(name, machine)))],
	["date", (_args, { nowMs }) => ({ stdout: `${new Date(nowMs()).toUTCString()}\n` })],
	["echo", (args) => ({ stdout: `${args.join(" ")}\n` })],
	["env", (_args, { env }) => ({ stdout: lines(Object.entries(env).map(([name, value]) => `${name}=${value}`)) })],
	["exit", ([code = "0"]) => ({ exitCode: Number(code) & 255 })],
	["false", () => ({ exitCode: 1 })],
	["hostname", (_args, { hostname }) => ({ stdout: `${hostname}\n` })],
	["id", () => ({ stdout: "uid=65532 gid=65532 groups=65532\n" })],
	["ls", (args) => list(args.find((arg) => !arg.startsWith("-")) ?? "/")],
	["pwd", () => ({ stdout: "/\n" })],
	["sleep", () => ({})],
	["stty", (args, machine) => stty(args, machine)],
	["true", () => ({})],
]);

/** Names under which a shell is found. */
const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "ash", "/bin/sh", "/bin/bash", "/bin/ash"]);

/** Whether a command is a shell, whatever it is to do. */
export function isShell([name = ""]: readonly string[]): boolean {
	return SHELLS.has(name);
}

/** Whether a command is a shell that reads what to do from its standard input, or makes place for one that does. */
export function isInteractive([name = "", ...args]: readonly string[]): boolean {
	return SHELLS.has(name) && (!args.includes("-c") || /\bexec (?:ba)?sh$/.test(args.at(-1) ?? ""));
}

/** Run a command to its end; undefined when there is no such program. */
export function runCommand([name = "", ...args]: readonly string[], machine: Machine): Outcome | undefined {
	if (SHELLS.has(name)) return runScript(args[args.indexOf("-c") + 1] ?? "", machine);
	const command = commands.get(name.replace(/^\/(usr\/)?bin\//, ""));
	return command === undefined || name === "exit" ? undefined : complete(command(args, machine));
}

/** Run lines of a shell: commands apart by `;`, `&&` or a line's end, quotes, `$VARIABLES`, `>&2`. */
export function runScript(script: string, machine: Machine): ShellOutcome {
	let all: Outcome = complete({});
	for (const part of script.split(/;|&&|\n/)) {
		const [name, ...rest] = words(part, machine);
		if (name === undefined) continue;
		const toError = rest.at(-1) === ">&2";
		const args = toError ? rest.slice(0, -1) : rest;
		const command = commands.get(name);
		const outcome =
			command === undefined
				? complete({ stderr: `sh: ${name}: not found\n`, exitCode: 127 })
				: complete(command(args, machine));
		const { stdout, stderr, exitCode } = outcome;
		all = {
			stdout: all.stdout + (toError ? "" : stdout),
			stderr: all.stderr + stderr + (toError ? stdout : ""),
			exitCode,
		};
		if (name === "exit") return { ...all, exits: true };
	}
	return { ...all, exits: false };
}

function words(text: string, { env }: Machine): readonly string[] {
	return [...text.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => {
		if (single !== undefined) return single;
		return (double ?? bare ?? "").replaceAll(/\$\{?(\w+)\}?/g, (_all, name: string) => env[name] ?? "");
	});
}

function read(name: string, machine: Machine): Partial<Outcome> {
	const make = FILES[name];
	if (make !== undefined) return { stdout: make(machine) };
	return { stderr: `cat: can't open '${name}': No such file or directory\n`, exitCode: 1 };
}

function list(directory: string): Partial<Outcome> {
	const entries = DIRECTORIES[directory];
	if (entries !== undefined) return { stdout: lines(entries) };
	return { stderr: `ls: ${directory}: No such file or directory\n`, exitCode: 1 };
}

function stty([what]: readonly string[], { terminal }: Machine): Partial<Outcome> {
	if (terminal === undefined) return { stderr: "stty: standard input: Not a tty\n", exitCode: 1 };
	const { rows, columns } = terminal;
	return { stdout: what === "size" ? `${rows} ${columns}\n` : `speed 38400 baud; rows ${rows}; columns ${columns};\n` };
}

function joined(parts: readonly Partial<Outcome>[]): Outcome {
	const all = parts.map(complete);
	return {
		stdout: all.map(({ stdout }) => stdout).join(""),
		stderr: all.map(({ stderr }) => stderr).join(""),
		exitCode: all.find(({ exitCode }) => exitCode !== 0)?.exitCode ?? 0,
	};
}

function complete({ stdout = "", stderr = "", exitCode = 0 }: Partial<Outcome>): Outcome {
	return { stdout, stderr, exitCode };
}

function lines(list: readonly string[]): string {
	return list.map((line) => `${line}\n`).join("");
}
