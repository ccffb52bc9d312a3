// oxlint-disable-next-line import/no-unassigned-import -- it has to come before anything of Ink
import "./quick-ink.ts";
import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import { createActivity } from "../../src/base/activity.ts";
import { ok } from "../../src/base/result.ts";
import type { Connection, Contexts } from "../../src/cli/connection.ts";
import { createExecCredentials } from "../../src/kube/auth/exec-credentials.ts";
import type { Machine } from "../../src/kube/auth/machine.ts";
import { emptyCluster } from "../../src/kube/kubeconfig/kubeconfig.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import type { ResourceRow } from "../../src/resources/resource.ts";
import type { Sim } from "../../src/sim/sim.ts";
import { type Kind, kinds } from "../../src/sim/world/kinds.ts";
import { commands } from "../../views/commands/catalogue.ts";
import { type ShownWorkspaces, show } from "../../views/show.tsx";
import type { Workspace } from "../../views/workspace/workspace.ts";
import { InProcessApp } from "./in-process-app.ts";
import { ManualClock } from "./manual-clock.ts";
import { Happenings, startMatrixWorld } from "./matrix-world.ts";
import { seeded } from "./seeded.ts";
import { simTarget } from "./sim-target.ts";

/** What a session of the matrix speaks. */
export interface MatrixSpeech {
	readonly format: "protobuf" | "json";
	/** TLS, and with it HTTP/2; else plain HTTP/1.1. */
	readonly tls: boolean;
	readonly seed: number;
}

/** What the credential plugin does when it is run. */
export type PluginMood = "works" | "hangs" | "fails" | "prints garbage";

/** What goes through sockets needs some turns of the loop. */
const TURNS = 12;
const STEP_MS = 500;
/** What takes longer than this is looked at once a second. */
const PATIENT_AFTER_MS = 5_000;

/** The whole program over a small cluster, under a clock that stands still: what the fault matrix is tried on. */
export class MatrixScreen implements AsyncDisposable {
	readonly clock: ManualClock;
	/** The cluster that faults befall. */
	readonly sim: Sim;
	readonly happenings: Happenings;
	readonly app: InProcessApp;
	mood: PluginMood = "works";
	readonly #shown: ShownWorkspaces;
	readonly #open: AsyncDisposableStack;

	private constructor(
		made: Pick<MatrixScreen, "clock" | "sim" | "happenings" | "app"> & {
			shown: ShownWorkspaces;
			open: AsyncDisposableStack;
		},
	) {
		this.clock = made.clock;
		this.sim = made.sim;
		this.happenings = made.happenings;
		this.app = made.app;
		this.#shown = made.shown;
		this.#open = made.open;
	}

	/** Open the pods of a well cluster, which is called `company`; another one, `home`, is well always. */
	static async open({ format, tls, seed }: MatrixSpeech): Promise<MatrixScreen> {
		await using failing = new AsyncDisposableStack();
		const servers = failing.use(new AsyncDisposableStack());
		const clock = new ManualClock(undefined, TURNS);
		const random = seeded(seed);
		const sim = servers.use(await startMatrixWorld(clock, { tls }));
		let home: Sim | undefined;
		sim.switches.protobuf = format === "protobuf";
		let screen: MatrixScreen | undefined;
		const mood = (): PluginMood => screen?.mood ?? "works";
		const contexts: Contexts = {
			list: async () => ok([]),
			connect: async (context) => {
				if (context === "company") return ok(connect(sim, clock, context, mood));
				home ??= servers.use(await startMatrixWorld(clock, {}));
				return ok(connect(home, clock, context, () => "works"));
			},
			isProduction: () => false,
		};
		let shown: ShownWorkspaces | undefined;
		const activity = createActivity();
		const app = await InProcessApp.start({
			columns: 110,
			rows: 16,
			clock,
			activity,
			waitsForWork: false,
			keyOf: (id) => commands.find((command) => command.id === id)?.keys[0],
			start: (terminal) => {
				const first = connect(sim, clock, "company", mood);
				shown = show({ first, contexts, resource: "pods", terminal, activity, random, leave: () => {} });
				return shown;
			},
		});
		failing.use(app);
		if (shown === undefined) throw new Error("nothing is shown");
		const happenings = new Happenings(sim, random);
		screen = new MatrixScreen({ clock, sim, happenings, app, shown, open: failing.move() });
		return screen;
	}

	get workspace(): Workspace {
		return this.#shown.workspaces.workspace;
	}

	/** The screen as text. */
	text(): string {
		return this.app.screen();
	}

	/** Let time pass, and have what came of it drawn. */
	async pass(ms: number): Promise<void> {
		await this.clock.advance(ms);
		await this.app.drawn();
	}

	/** Let time pass until something is so. Returns how long it took. @throws Error when it is not so in time */
	async until(what: () => string, isSo: () => boolean, withinMs: number): Promise<number> {
		const startMs = this.clock.monotonic();
		while (!isSo()) {
			const passedMs = this.clock.monotonic() - startMs;
			if (passedMs >= withinMs)
				throw new Error(`after ${passedMs} ms not yet: ${what()}; the screen shows\n${this.text()}`);
			await this.pass(passedMs < PATIENT_AFTER_MS ? STEP_MS : 2 * STEP_MS);
		}
		return this.clock.monotonic() - startMs;
	}

	/** Let time pass until the screen shows a text. */
	shows(text: string | RegExp, withinMs = 10_000): Promise<number> {
		return this.until(
			() => `${text}`,
			() => this.text().search(text) >= 0,
			withinMs,
		);
	}

	/** Ask for something in the palette. */
	async palette(text: string): Promise<void> {
		await this.app.press("view.palette");
		await this.app.type(text);
		await this.app.press("enter");
	}

	/** List the pods anew, as a user does who does not trust what is shown. */
	async listAnew(): Promise<void> {
		const { view } = this.workspace;
		if (view?.type === "detail" || view?.type === "logs") await this.app.press("esc");
		const pods = this.workspace.table?.kind.plural === "pods";
		if (!pods) await this.palette("pods");
		await this.app.press("table.reload");
		if (!pods) await this.app.press("esc");
		if (view?.type === "logs") await this.app.press("history.last");
	}

	/** UIDs of the rows of the table on screen, or of the one that a text was opened from. */
	rowsOnScreen(): ReadonlySet<string> {
		const { view, table } = this.workspace;
		const source = view?.type === "detail" ? view.row.source : table?.rows;
		return new Set(source === undefined ? [] : [...source.rows()].map(({ uid }) => uid));
	}

	/** The version that the server has of what is shown as text. */
	versionOnServer(): string {
		const { view } = this.workspace;
		const uid = view?.type === "detail" ? view.reference.uid : "";
		return [kinds.pods, kinds.certificates]
			.flatMap((kind) => this.sim.store.list(kind))
			.filter(({ metadata }) => metadata.uid === uid)
			.map(({ metadata }) => metadata.resourceVersion)
			.join();
	}

	/** Whether the server has an object of this UID. */
	isOnServer(uid: string): boolean {
		return [kinds.pods, kinds.events, kinds.certificates].some((kind) =>
			this.sim.store.list(kind).some(({ metadata }) => metadata.uid === uid),
		);
	}

	/** What tables hold and the server does not, or the other way round; empty when they are equal. */
	differences(): readonly string[] {
		const { table, scope } = this.workspace;
		const tables: [Kind, Iterable<ResourceRow>][] = [
			[kinds.pods, scope.pods.rows.rows()],
			[kinds.nodes, scope.nodes.rows.rows()],
		];
		const onScreen = [kinds.events, kinds.certificates].find(({ plural }) => table?.kind.plural === plural);
		if (table !== undefined && onScreen !== undefined) tables.push([onScreen, table.rows.rows()]);
		return tables.flatMap(([kind, rows]) => {
			const held = new Set([...rows].map(identityOfRow));
			const there = new Set(this.sim.store.list(kind).map(({ metadata }) => identity(metadata)));
			return [
				...[...there].filter((one) => !held.has(one)).map((one) => `${kind.plural} lost: ${one}`),
				...[...held].filter((one) => !there.has(one)).map((one) => `${kind.plural} ghost: ${one}`),
			];
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#open.disposeAsync();
	}
}

interface Identity {
	readonly namespace?: string;
	readonly name: string;
	readonly uid: string;
	readonly labels?: Readonly<Record<string, string>>;
}

function identity({ namespace = "", name, uid, labels = {} }: Identity): string {
	return `${namespace}/${name} ${uid} turn ${labels["turn"] ?? ""}`;
}

function identityOfRow({ namespace, name, uid, labels }: ResourceRow): string {
	return identity({
		namespace,
		name,
		uid,
		labels: Object.fromEntries(labels.split(",").map((pair) => pair.split("="))),
	});
}

/** A connection as the command line makes one, with a credential plugin that is run in this process. */
function connect(sim: Sim, clock: ManualClock, context: string, mood: () => PluginMood): Connection {
	const plain = simTarget(sim.url, undefined, sim.authority);
	const credentials = createExecCredentials({
		exec: {
			// Any program that is there: it is not run.
			command: process.execPath,
			args: [],
			env: [],
			apiVersion: "client.authentication.k8s.io/v1",
			installHint: "",
			provideClusterInfo: false,
			interactiveMode: "Never",
		},
		userName: "admin",
		cluster: { ...emptyCluster, server: sim.url },
		endpoint: plain.endpoint,
		hooks: {},
		machine: {
			clock,
			env: process.env,
			homeDirectory: "/",
			workingDirectory: "/",
			serviceAccountDirectory: "/",
			spawn: (() => plugin(mood(), sim.tokens.get("admin") ?? "")) as unknown as Machine["spawn"],
		},
	});
	const target = { ...plain, context, credentials };
	const transport = createTransport({ target, clock, readOnly: false, version: "test" });
	return {
		target,
		transport,
		clock,
		demo: false,
		readOnly: false,
		production: false,
		namespace: "default",
		[Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
	};
}

/** A process of a credential plugin, as far as its parent sees of it. */
function plugin(mood: PluginMood, token: string): EventEmitter {
	const stdout = new PassThrough();
	const stderr = new PassThrough();
	const child = Object.assign(new EventEmitter(), { stdout, stderr, kill: () => true });
	if (mood === "hangs") return child;
	const credential = { kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1", status: { token } };
	stdout.end(mood === "works" ? JSON.stringify(credential) : mood === "fails" ? "" : "<html>Sign in</html>");
	stderr.end(mood === "fails" ? "session expired\n" : "");
	setImmediate(() => setImmediate(() => child.emit("close", mood === "fails" ? 1 : 0, null)));
	return child;
}
