import type { Clock } from "../base/clock.ts";
import { type AccessRule, admin, anonymous, developer } from "./api/access.ts";
import type { ApiServer } from "./api/route.ts";
import { createFaultPlan, type FaultPlan } from "./http/faults.ts";
import { type Gate, handleRequest } from "./http/handle-request.ts";
import { type ConnectBehaviour, type Handlers, type Listener, listen } from "./http/listener.ts";
import { createStreams, type Streams } from "./http/streams.ts";
import { kubeconfigText } from "./kubeconfig-text.ts";
import { createTimers, type Timers } from "./timers.ts";
import { CertificateAuthority, type Issued } from "./tls/certificate-authority.ts";
import { createUsers } from "./users.ts";
import type { Kind } from "./world/kinds.ts";
import { ObjectStore } from "./world/object-store.ts";
import { createRandom } from "./world/random.ts";
import type { Scenario, World } from "./world/scenario.ts";

/** How to start a simulated API server. */
export interface SimOptions {
	readonly clock: Clock;
	/** Same seed, same clock, same bytes. */
	readonly seed: string;
	readonly scenario: Scenario;
	/** Port on 127.0.0.1; 0 (the default) picks a free one. */
	readonly port?: number;
	/** Name of the cluster and its context in the kubeconfig. Default `yagura-demo`. */
	readonly clusterName?: string;
	/** Default `v1.36.3`. */
	readonly serverVersion?: string;
	/** true = TLS under an authority made for this run, and HTTP/2 for who wants it, as real API servers have. */
	readonly tls?: boolean;
	/**
	 * true (the default with TLS) = a request without a token is `system:anonymous`, who may see next to
	 * nothing. Without TLS it may do everything, as on the insecure port API servers once had: kubectl and
	 * client-go send no credentials over plain HTTP.
	 */
	readonly requireToken?: boolean;
	/** Namespace that the user `dev` is confined to. Default `payments`. */
	readonly developerNamespace?: string;
}

/** Switches of a running server. */
interface SimSwitches {
	/** false = `sendInitialEvents` is refused, as older servers do. */
	streamingLists: boolean;
	/** false = discovery as before aggregated discovery. */
	aggregated: boolean;
	/** `absent` = 404, `down` = 503. */
	metrics: "served" | "absent" | "down";
	/** false = bodies in JSON alone, as of an aggregated API, whatever is asked for. */
	protobuf: boolean;
	/** Kinds that are served no more, as after their definition was deleted. */
	removed: ReadonlySet<Kind>;
	/** Milliseconds that the `Date` header is ahead of the clock. */
	dateSkewMs: number;
}

/** A running simulated API server and what a test may do to it. */
export interface Sim extends AsyncDisposable {
	/** `http://127.0.0.1:PORT`, with TLS `https://...` */
	readonly url: string;
	/** PEM of the authority to trust; undefined without TLS. */
	readonly authority: string | undefined;
	/** Bearer tokens by user: `admin` may do everything, `dev` is confined to one namespace. */
	readonly tokens: ReadonlyMap<string, string>;
	/** Kubeconfig text (YAML) with a context for each user, the first of all-powerful `admin`. */
	kubeconfig(): string;
	/** The objects; writes are seen by every watch. */
	readonly store: ObjectStore;
	readonly switches: SimSwitches;
	readonly faults: FaultPlan;
	readonly streams: Streams;
	/** The last 5,000 requests, as `METHOD /path?query`. */
	readonly requests: readonly string[];
	/** Forget all history: watches from older versions and continue tokens are answered with 410. */
	compact(): void;
	/** Lose the next events of watches on their way. */
	dropEvents(count: number): void;
	/** Do something that no watch is told of. */
	silently(change: () => void): void;
	/** Make a user's token invalid (requests get 401) and return the new one. */
	rotateToken(user: string): string;
	/** Let a user do something else from now on. */
	setRules(user: string, rules: readonly AccessRule[]): void;
	/** Connections that are open now. */
	readonly connections: number;
	/** Break all that are open now. */
	breakConnections(): void;
	/** Do something later by this server's clock, unless it has ended by then. */
	later(delayMs: number, action: () => void): void;
	/** What becomes of new connections. */
	setConnectBehaviour(behaviour: ConnectBehaviour): void;
	/** Show a new certificate to new connections, of the same authority or of one that nobody trusts. */
	changeCertificate(by: "same-authority" | "stranger"): void;
	/** Stop listening and break all connections; the world goes on. */
	stop(): Promise<void>;
	/** Listen again on the same port. */
	restart(): Promise<void>;
}

/** Requests that {@link Sim.requests} remembers. */
const REQUESTS_KEPT = 5_000;

/** How often an API server has etcd forget what is older than that. */
const COMPACTION_INTERVAL_MS = 300_000;

/** Start a simulated API server on 127.0.0.1. Rejects when the port is taken. */
export async function startSim(options: SimOptions): Promise<Sim> {
	const { clock, clusterName = "yagura-demo" } = options;
	const random = createRandom(options.seed);
	const store = new ObjectStore(clock, random.fork("store"));
	const timers = createTimers(clock);
	const world: World = { store, clock, random: random.fork("scenario"), later: timers.later, every: timers.every };
	const usage = options.scenario(world);
	compactRegularly(store, timers);

	const switches: SimSwitches = {
		streamingLists: true,
		aggregated: true,
		metrics: "served",
		protobuf: true,
		removed: new Set(),
		dateSkewMs: 0,
	};
	const users = createUsers(
		[admin, developer(options.developerNamespace ?? "payments")],
		(options.requireToken ?? options.tls) === true ? anonymous : admin,
		random.fork("tokens").suffix,
	);
	const faults = createFaultPlan();
	const streams = createStreams((response) => listener.reset(response));
	const requests: string[] = [];
	let eventsToDrop = 0;
	let silent = false;
	const server: ApiServer = {
		store,
		clock,
		usage,
		random: random.fork("clients"),
		later: timers.later,
		serverVersion: options.serverVersion ?? "v1.36.3",
		get streamingLists() {
			return switches.streamingLists;
		},
		get aggregated() {
			return switches.aggregated;
		},
		get metrics() {
			return switches.metrics;
		},
		get removed() {
			return switches.removed;
		},
		dropEvent: () => silent || (eventsToDrop > 0 && eventsToDrop-- > 0),
	};
	const gate: Gate = {
		server,
		faults,
		streams,
		userOf: users.byToken,
		dateSkewMs: () => switches.dateSkewMs,
		protobuf: () => switches.protobuf,
		onRequest(method, url) {
			requests.push(`${method} ${url}`);
			if (requests.length > REQUESTS_KEPT) requests.shift();
		},
		reset: (request) => listener.reset(request),
	};
	const authority = options.tls === true ? new CertificateAuthority(AUTHORITY) : undefined;
	const handlers: Handlers = {
		request: (request, response) => void handleRequest(gate, request, response),
		// Loaded when it is first asked for: most clients never do.
		upgrade(request, socket, head) {
			import("./http/handle-upgrade.ts")
				.then(({ handleUpgrade }) => handleUpgrade(gate, request, socket, head))
				.catch(() => socket.destroy());
		},
	};
	const listener: Listener = await listen(options.port ?? 0, handlers, authority && certificateOf(authority)).catch(
		(error: unknown) => {
			timers.cancel();
			throw error;
		},
	);
	const url = `${authority === undefined ? "http" : "https"}://127.0.0.1:${listener.port}`;
	return {
		url,
		authority: authority?.cert,
		tokens: users.tokens,
		kubeconfig: () =>
			kubeconfigText({ name: clusterName, server: url, authority: authority?.cert }, users.credentials()),
		store,
		switches,
		faults,
		streams,
		requests,
		compact: () => store.compact(),
		dropEvents: (count) => {
			eventsToDrop += count;
		},
		silently(change) {
			silent = true;
			try {
				change();
			} finally {
				silent = false;
			}
		},
		rotateToken: users.rotate,
		setRules: users.setRules,
		get connections() {
			return listener.connections;
		},
		breakConnections: () => listener.breakAll(),
		later: timers.later,
		setConnectBehaviour: listener.setConnectBehaviour,
		changeCertificate(by) {
			const issuer = by === "stranger" ? new CertificateAuthority(AUTHORITY) : authority;
			if (issuer !== undefined) listener.setCertificate(certificateOf(issuer));
		},
		stop: () => listener.stop(),
		restart: () => listener.restart(),
		async [Symbol.asyncDispose]() {
			timers.cancel();
			await listener[Symbol.asyncDispose]();
		},
	};
}

const AUTHORITY = "yagura simulated cluster";

function certificateOf(authority: CertificateAuthority): Issued {
	return authority.issue({ commonName: "kube-apiserver", names: ["127.0.0.1", "localhost", "kubernetes"] });
}

/** Keep between one and two intervals of history. */
function compactRegularly(store: ObjectStore, timers: Timers): void {
	let before = store.revision;
	timers.every(COMPACTION_INTERVAL_MS, () => {
		store.compact(before);
		before = store.revision;
	});
}
