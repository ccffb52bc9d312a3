import { createActivity } from "../../src/base/activity.ts";
import type { Clock } from "../../src/base/clock.ts";
import { fail, ok } from "../../src/base/result.ts";
import type { Connection, Contexts } from "../../src/cli/connection.ts";
import type { Plugins } from "../../src/cli/plugins.ts";
import { kubeconfigFailure } from "../../src/kube/kubeconfig/kubeconfig-failure.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { DebugJournal } from "../../src/shells/debug-journal.ts";
import { demoScenario } from "../../src/sim/scenario/demo/demo.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import type { Scenario } from "../../src/sim/world/scenario.ts";
import type { Chord } from "../../src/terminal/key.ts";
import { commands } from "../../views/commands/catalogue.ts";
import { show } from "../../views/show.tsx";
import { InProcessApp } from "./in-process-app.ts";
import { ManualClock } from "./manual-clock.ts";
import { seeded } from "./seeded.ts";
import { simTarget } from "./sim-target.ts";

/** The whole program but its process: the real screen, transport and codecs over the simulated company. */
export interface CompanyScreen extends AsyncDisposable {
	readonly app: InProcessApp;
	readonly sim: Sim;
	readonly clock: ManualClock;
	/** Let time pass until the screen shows a text. */
	shows(text: string | RegExp): Promise<void>;
	/** Run what the palette offers first for a text. */
	go(text: string): Promise<void>;
}

export interface CompanyScreenOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly resource?: string;
	readonly namespace?: string;
	readonly readOnly?: boolean;
	/** A user of the simulated server; all-powerful when left out. */
	readonly user?: string;
	/** The context is one in which names have to be typed. */
	readonly production?: boolean;
	/** Of the terminal, e.g. with `NO_COLOR`. */
	readonly env?: Readonly<Record<string, string>>;
	/** Name of the context. */
	readonly context?: string;
	/** Namespace of the context. */
	readonly contextNamespace?: string;
	/** Other contexts to go to. */
	readonly contexts?: (clock: ManualClock) => Contexts;
	readonly plugins?: Plugins;
	readonly debugJournal?: DebugJournal;
	/** How far into its story the company is. */
	readonly pastMs?: number;
	/** Another world instead of the company. */
	readonly scenario?: Scenario;
	/** Over TLS. */
	readonly tls?: boolean;
	/** Do something to the server before the screen opens. */
	readonly prepare?: (sim: Sim) => void | Promise<void>;
	/** What the screen says when it has opened. */
	readonly opensWith?: string | RegExp;
}

/** The least time that draws what has gathered. */
const STEP_MS = 100;
const PATIENCE_STEPS = 600;

/** Open the screen and wait until its rows are there (or it says why not) and usage has come. */
export async function openCompany(options: CompanyScreenOptions = {}): Promise<CompanyScreen> {
	const clock = new ManualClock();
	const scenario = options.scenario ?? demoScenario({ pastMs: options.pastMs ?? 200_000 });
	const sim = await startSim({ clock, seed: "company", scenario, tls: options.tls ?? false, requireToken: false });
	await options.prepare?.(sim);
	const activity = createActivity();
	const connection = connect(sim, clock, options);
	const app = await InProcessApp.start({
		columns: options.columns ?? 80,
		rows: options.rows ?? 24,
		...(options.env === undefined ? {} : { env: options.env }),
		clock,
		activity,
		keyOf,
		start: (terminal) =>
			show({
				first: connection,
				...(options.plugins === undefined ? {} : { plugins: options.plugins }),
				...(options.debugJournal === undefined ? {} : { debugJournal: options.debugJournal }),
				contexts: options.contexts?.(clock) ?? noContexts,
				resource: options.resource ?? "pods",
				terminal,
				activity,
				random: seeded(1),
				leave: () => {},
			}),
	});
	const shows = async (text: string | RegExp): Promise<void> => {
		for (let step = 0; step < PATIENCE_STEPS; step++) {
			if (app.screen().search(text) >= 0) return;
			await app.advance(STEP_MS);
		}
		throw new Error(`the screen never showed ${text}; it shows\n${app.screen()}`);
	};
	await shows(options.opensWith ?? "watch live");
	return {
		app,
		sim,
		clock,
		shows,
		async go(text) {
			await app.press(":");
			await app.type(text);
			await app.press("enter");
		},
		async [Symbol.asyncDispose]() {
			await app[Symbol.asyncDispose]();
			await sim[Symbol.asyncDispose]();
		},
	};
}

/** Nowhere to go from here. */
const noContexts: Contexts = {
	list: async () => ok([]),
	connect: async (context) => fail(kubeconfigFailure("not-found", `no context ${context}`)),
	isProduction: () => false,
};

/** A connection to a simulated server, as the command line makes one. */
export function connect(sim: Sim, clock: Clock, options: CompanyScreenOptions): Connection {
	const { user } = options;
	const target = {
		...simTarget(sim.url, user === undefined ? undefined : () => sim.tokens.get(user) ?? "", sim.authority),
		context: options.context ?? "company",
		namespace: options.contextNamespace ?? "default",
	};
	const readOnly = options.readOnly ?? false;
	const transport = createTransport({ target, clock, readOnly, version: "test" });
	return {
		target,
		transport,
		clock,
		demo: true,
		readOnly,
		production: options.production === true,
		namespace: options.namespace,
		[Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
	};
}

function keyOf(id: string): Chord | undefined {
	return commands.find((command) => command.id === id)?.keys[0];
}
