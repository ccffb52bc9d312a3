import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import type { FaultName } from "../text/messages/faults.ts";
import { messages } from "../text/messages/messages.ts";

/** Which cluster to connect to and as whom, as kubectl's flags say it. */
export interface ConnectionFlags {
	readonly kubeconfig?: string;
	readonly context?: string;
	readonly cluster?: string;
	readonly user?: string;
	readonly server?: string;
	readonly token?: string;
	readonly namespace?: string;
	readonly as?: string;
	readonly asGroups?: readonly string[];
	readonly asUid?: string;
	/** `KEY=VALUE`, repeated for more values of one key. */
	readonly asUserExtra?: readonly string[];
}

/** How the screen looks, as far as the command line says. */
interface Appearance {
	/** What the terminal draws on; `auto` asks it. */
	readonly theme: "auto" | "dark" | "light";
	/** Draw nothing but ASCII. */
	readonly ascii: boolean;
}

/** Show a cluster. */
export interface ClusterInvocation {
	readonly kind: "cluster";
	readonly resource: string;
	readonly flags: ConnectionFlags;
	readonly allNamespaces: boolean;
	readonly readOnly: boolean;
	readonly appearance: Appearance;
	readonly demoWithoutCluster: boolean;
	/** Credential plugins are run without asking, as kubectl does. */
	readonly trustExec: boolean;
}

/** Bring up a saved set of port-forwards, without a screen. */
export interface ForwardInvocation {
	readonly kind: "forward";
	readonly set: string;
	/** Whoever reaches this machine may be let in. */
	readonly expose: boolean;
	readonly flags: ConnectionFlags;
	readonly readOnly: boolean;
	readonly trustExec: boolean;
}

/** Show logs in files. */
export interface FilesInvocation {
	readonly kind: "files";
	/** Files and folders; `-` is standard input. */
	readonly paths: readonly string[];
	readonly appearance: Appearance;
}

/** What to do, decided by the command line alone. */
export type Invocation =
	/** Print and end: help, version, or what is wrong with the command line (exit code 2). */
	| { readonly kind: "print"; readonly text: string; readonly exitCode: number }
	| {
			readonly kind: "demo";
			readonly resource: string;
			/** All of them when left out. */
			readonly namespace?: string;
			readonly readOnly: boolean;
			readonly appearance: Appearance;
			readonly fault?: FaultName;
	  }
	/** Serve the demo to other programs; port 0 is any free one. */
	| { readonly kind: "serve"; readonly port: number; readonly fault?: FaultName }
	| ForwardInvocation
	| FilesInvocation
	| ClusterInvocation;

interface ParsedOptions extends Omit<ConnectionFlags, "asGroups">, Partial<Appearance> {
	readonly asGroup?: readonly string[];
	readonly trustExec?: boolean;
	readonly allNamespaces?: boolean;
	readonly readOnly?: boolean;
	readonly demoWithoutCluster?: boolean;
}

interface DemoOptions {
	readonly fault?: FaultName;
	readonly serve?: boolean;
	readonly port?: number;
}

const DEFAULT_RESOURCE = "pods";

/** Read the command line (without node and script). Never prints or exits by itself. */
export function parseArguments(argv: readonly string[], version: string): Invocation {
	let printed = "";
	let invocation: Invocation | undefined;
	const program = new Command("yagura");
	const says = messages.cli;
	program
		.description(says.description)
		.argument("[kind]", says.arguments.kind, DEFAULT_RESOURCE)
		.option("--kubeconfig <file>", says.options.kubeconfig)
		.option("--context <name>", says.options.context)
		.option("--cluster <name>", says.options.cluster)
		.option("--user <name>", says.options.user)
		.option("--server <url>", says.options.server)
		.option("--token <token>", says.options.token)
		.option("-n, --namespace <name>", says.options.namespace)
		.option("-A, --all-namespaces", says.options.allNamespaces)
		.option("--as <user>", says.options.as)
		.addOption(new Option("--as-group <group>", says.options.asGroup).argParser(collect))
		.option("--as-uid <uid>", says.options.asUid)
		.addOption(new Option("--as-user-extra <key=value>", says.options.asUserExtra).argParser(collect))
		.option("--trust-exec", says.options.trustExec)
		.option("--read-only", says.options.readOnly)
		.addOption(new Option("--theme <name>", says.options.theme).choices(["auto", "dark", "light"]))
		.option("--ascii", says.options.ascii)
		.option("--demo-without-cluster", says.options.demoWithoutCluster)
		.version(version, "-V, --version", says.options.version)
		.helpOption("-h, --help", says.options.help)
		.helpCommand(false)
		.addHelpText("after", says.moreHelp)
		.action((resource: string, options: ParsedOptions) => {
			const { theme = "auto", ascii = false, allNamespaces = false } = options;
			const { readOnly = false, demoWithoutCluster = false, trustExec = false } = options;
			invocation = {
				kind: "cluster",
				resource,
				flags: connectionFlags(options),
				allNamespaces,
				readOnly,
				appearance: { theme, ascii },
				demoWithoutCluster,
				trustExec,
			};
		});
	program
		.command("demo")
		.description(says.demo)
		.argument("[kind]", says.arguments.kind, DEFAULT_RESOURCE)
		.addHelpText("after", `\n${says.faultsHeading}\n${table(messages.faults)}`)
		.option("--serve", says.options.serve)
		.addOption(new Option("--fault <name>", says.options.fault).argParser(faultName))
		.addOption(new Option("--port <number>", says.options.port).argParser(portNumber).implies({ serve: true }))
		.action((resource: string, { serve = false, port = 0, fault }: DemoOptions) => {
			const { readOnly = false, theme = "auto", ascii = false, ...options } = program.opts<ParsedOptions>();
			const { namespace, allNamespaces = false } = options;
			const place = namespace === undefined || allNamespaces ? {} : { namespace };
			const appearance = { theme, ascii };
			const misbehaving = fault === undefined ? {} : { fault };
			invocation = serve
				? { kind: "serve", port, ...misbehaving }
				: { kind: "demo", resource, readOnly, appearance, ...place, ...misbehaving };
		});
	program
		.command("forward")
		.description(says.forward)
		.argument("<set>", says.arguments.set)
		.option("--expose", says.options.expose)
		.action((set: string, { expose = false }: { readonly expose?: boolean }) => {
			const options = program.opts<ParsedOptions>();
			const { readOnly = false, trustExec = false } = options;
			invocation = { kind: "forward", set, expose, flags: connectionFlags(options), readOnly, trustExec };
		});
	program
		.command("logs")
		.description(says.logs)
		.argument("[files...]", says.arguments.files)
		.addHelpText("after", says.logsHelp)
		.action((paths: readonly string[]) => {
			const { theme = "auto", ascii = false } = program.opts<ParsedOptions>();
			invocation = { kind: "files", paths, appearance: { theme, ascii } };
		});
	for (const command of [program, ...program.commands]) {
		command.exitOverride().configureOutput({
			writeOut: (text) => void (printed += text),
			writeErr: (text) => void (printed += text),
		});
		command.showHelpAfterError("(yagura --help lists what there is)");
	}
	try {
		program.parse(argv, { from: "user" });
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		return { kind: "print", text: printed, exitCode: error.exitCode === 0 ? 0 : 2 };
	}
	return invocation ?? { kind: "print", text: printed, exitCode: 2 };
}

/** Those of the options that say where to and as whom. */
const connectionOptions = [
	"kubeconfig",
	"context",
	"cluster",
	"user",
	"server",
	"token",
	"namespace",
	"as",
	"asUid",
	"asUserExtra",
] as const satisfies readonly (keyof ConnectionFlags)[];

function connectionFlags(options: ParsedOptions): ConnectionFlags {
	const given = connectionOptions.filter((name) => options[name] !== undefined);
	const flags: ConnectionFlags = Object.fromEntries(given.map((name) => [name, options[name]]));
	return options.asGroup === undefined ? flags : { ...flags, asGroups: options.asGroup };
}

function collect(value: string, before: readonly string[] | undefined): readonly string[] {
	return [...(before ?? []), value];
}

/** Names and what they are, beneath each other. */
function table(entries: Readonly<Record<string, string>>): string {
	const width = Math.max(...Object.keys(entries).map(({ length }) => length));
	return Object.entries(entries)
		.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`)
		.join("\n");
}

function faultName(value: string): FaultName {
	const known = Object.keys(messages.faults) as FaultName[];
	const name = known.find((one) => one === value);
	if (name === undefined) throw new InvalidArgumentError(messages.cli.notAFault);
	return name;
}

function portNumber(value: string): number {
	const port = Number(value);
	if (/^\d+$/.test(value) && port <= 65_535) return port;
	throw new InvalidArgumentError(messages.cli.notAPort);
}
