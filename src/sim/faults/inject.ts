import type { FaultAction, RequestFault } from "../http/faults.ts";
import type { Sim } from "../sim.ts";
import type { Kind } from "../world/kinds.ts";

/** Which requests a fault takes: the next so many (all, while it lasts) that match. */
type Taken = Partial<Pick<RequestFault, "times" | "matches">>;

/** An object by its kind and name. */
interface Target {
	readonly kind: Kind;
	readonly namespace?: string;
	readonly name: string;
}

/**
 * Everything that can be made to go wrong, in one table. Times pass by the simulation's clock, so a test with a
 * manual clock decides when a delay, a drip or a retry is over.
 */
export type Fault =
	/** Answers come late, by a time and up to `jitterMs` more. */
	| ({ readonly fault: "latency"; readonly delayMs: number; readonly jitterMs?: number } & Taken)
	/** Connections are reset, requests unanswered. With HTTP/2 all requests of the connection end. */
	| ({ readonly fault: "reset" } & Taken)
	/** Bodies end with a reset after so many bytes: in the middle of an object. */
	| ({ readonly fault: "truncation"; readonly afterBytes: number } & Taken)
	/** New connections are taken by the kernel and nobody says a word, not even of TLS. */
	| { readonly fault: "blackhole-at-connect" }
	/** Requests are taken and never answered. */
	| ({ readonly fault: "blackhole" } & Taken)
	/** Bodies stop after so many bytes; the connection stays. */
	| ({ readonly fault: "blackhole-in-stream"; readonly afterBytes: number } & Taken)
	/** Open watches fall silent and what is due on them is lost, as in a half-open connection. */
	| { readonly fault: "silent-watches" }
	/** Bodies come at 10 bytes a second, or what is asked for. */
	| ({ readonly fault: "drip"; readonly bytesPerSecond?: number } & Taken)
	/** 500, or another code: for 401 and 403 in a session that had begun well, too. */
	| ({ readonly fault: "server-error"; readonly code?: number } & Taken)
	/** 429 with `Retry-After`. */
	| ({ readonly fault: "too-many-requests"; readonly retryAfterSeconds: number } & Taken)
	/** Watches begin well and are ended at once: by an ERROR of this code or, without one, in good order. */
	| ({ readonly fault: "watch-ends"; readonly code?: number } & Taken)
	/** A user's token is no longer valid: 401 from now on, until the new one is used. Cannot be taken back. */
	| { readonly fault: "unauthorized"; readonly user: string }
	/** A user loses all rights: 403 from now on. Taken back, the user may do everything. */
	| { readonly fault: "forbidden"; readonly user: string }
	/** All history is forgotten: 410 for older versions and continue tokens. Cannot be taken back. */
	| { readonly fault: "expired" }
	/** Every version is too new for a cache that lags: 504 with its cause. */
	| ({ readonly fault: "too-large-version" } & Taken)
	/** A kind is served no more: its objects go, its watches end, 404 to whoever asks. Taken back, it is served, empty. */
	| { readonly fault: "kind-removed"; readonly kind: Kind }
	/** Three servers behind one address are restarted, one after the other; their clocks are ten minutes apart. */
	| { readonly fault: "rolling-restart"; readonly everyMs: number }
	/** An object is replaced by another of its name in one go, with another UID; watches see both events. */
	| ({ readonly fault: "uid-swap" } & Target)
	/** An object goes and no watch is told. */
	| ({ readonly fault: "lost-delete" } & Target)
	/** An object lacks what every reader counts on: its spec and status are of another type. */
	| ({ readonly fault: "malformed-object" } & Target)
	/** An object has an annotation of 1.5 MB, as large as etcd takes. */
	| ({ readonly fault: "huge-annotation" } & Target)
	/** One byte of bodies is wrong. */
	| ({ readonly fault: "corruption"; readonly atByte: number } & Taken)
	/** New connections are shown another certificate, of the same authority or of one that nobody trusts. */
	| { readonly fault: "certificate-change"; readonly by: "same-authority" | "stranger" }
	/** The `Date` header is ahead of the clock. */
	| { readonly fault: "clock-skew"; readonly aheadMs: number };

/** What an API server calls the codes that a test may ask for. */
const REASONS: Readonly<Record<number, string>> = {
	401: "Unauthorized",
	403: "Forbidden",
	410: "Expired",
	503: "ServiceUnavailable",
	504: "Timeout",
};

const HUGE_BYTES = 1_500_000;

/**
 * Make something go wrong. Returns the function that makes it right again, as far as it can be.
 *
 * @throws Error when the object that a fault is for is not there
 */
export function inject(sim: Sim, fault: Fault): () => void {
	switch (fault.fault) {
		case "blackhole-at-connect":
			sim.setConnectBehaviour("blackhole");
			return () => sim.setConnectBehaviour("serve");
		case "silent-watches":
			sim.streams.setStalled(true);
			return () => sim.streams.setStalled(false);
		case "unauthorized":
			sim.rotateToken(fault.user);
			return () => {};
		case "forbidden":
			sim.setRules(fault.user, []);
			return () => sim.setRules(fault.user, [{ verbs: ["*"], groups: ["*"], resources: ["*"] }]);
		case "expired":
			sim.compact();
			return () => {};
		case "kind-removed":
			return removeKind(sim, fault.kind);
		case "rolling-restart":
			return restartInTurn(sim, fault.everyMs);
		case "uid-swap":
		case "lost-delete":
		case "malformed-object":
		case "huge-annotation":
			return spoil(sim, fault);
		case "certificate-change":
			sim.changeCertificate(fault.by);
			return () => sim.changeCertificate("same-authority");
		case "clock-skew":
			sim.switches.dateSkewMs = fault.aheadMs;
			return () => {
				sim.switches.dateSkewMs = 0;
			};
		default: {
			const { times = Number.POSITIVE_INFINITY, matches } = fault;
			return sim.faults.add({ action: actionOf(fault), times, ...(matches === undefined ? {} : { matches }) });
		}
	}
}

function actionOf(fault: Extract<Fault, Taken>): FaultAction {
	switch (fault.fault) {
		case "latency":
			return { do: "delay", delayMs: fault.delayMs, jitterMs: fault.jitterMs ?? 0 };
		case "truncation":
			return { do: "truncate", afterBytes: fault.afterBytes };
		case "blackhole-in-stream":
			return { do: "stall", afterBytes: fault.afterBytes };
		case "drip":
			return { do: "drip", bytesPerSecond: fault.bytesPerSecond ?? 10 };
		case "server-error":
			return { do: "status", code: fault.code ?? 500, reason: REASONS[fault.code ?? 500] ?? "InternalError" };
		case "too-many-requests":
			return { do: "status", code: 429, reason: "TooManyRequests", retryAfterSeconds: fault.retryAfterSeconds };
		case "watch-ends": {
			const { code } = fault;
			return { do: "watch-ends", ...(code === undefined ? {} : { code, reason: REASONS[code] ?? "InternalError" }) };
		}
		case "corruption":
			return { do: "corrupt", atByte: fault.atByte };
		default:
			return { do: fault.fault };
	}
}

function removeKind({ store, switches, streams }: Sim, kind: Kind): () => void {
	for (const { metadata } of store.list(kind)) store.delete(kind, metadata.namespace, metadata.name);
	switches.removed = new Set([...switches.removed, kind]);
	streams.closeAll("end");
	return () => {
		switches.removed = new Set([...switches.removed].filter((other) => other !== kind));
	};
}

const SKEWS_MS = [600_000, -600_000, 0];

/** Each in turn takes the address over, with a clock of its own, from the one before, whose connections break. */
function restartInTurn(sim: Sim, everyMs: number): () => void {
	let turn = 0;
	let isOver = false;
	const next = (): void => {
		const skewMs = SKEWS_MS[turn++];
		if (isOver || skewMs === undefined) return;
		sim.switches.dateSkewMs = skewMs;
		sim.breakConnections();
		sim.later(everyMs, next);
	};
	next();
	return () => {
		isOver = true;
		sim.switches.dateSkewMs = 0;
	};
}

function spoil({ store, silently }: Sim, fault: Extract<Fault, Target>): () => void {
	const { kind, namespace, name } = fault;
	const object = store.get(kind, namespace, name);
	if (object === undefined) throw new Error(`${kind.plural} ${name} is not there`);
	const restore = (): void => {
		// Another may have taken its name meanwhile.
		if (store.get(kind, namespace, name)?.metadata.uid === object.metadata.uid) store.update(kind, object);
	};
	switch (fault.fault) {
		case "uid-swap": {
			const { uid: _uid, ...metadata } = object.metadata;
			store.delete(kind, namespace, name);
			store.create(kind, { ...object, metadata });
			return () => {};
		}
		case "lost-delete":
			silently(() => store.delete(kind, namespace, name));
			return () => {};
		case "malformed-object":
			store.update(kind, { metadata: object.metadata, spec: "none", status: [null] });
			return restore;
		default: {
			const annotations = { ...object.metadata.annotations, "example.com/huge": "x".repeat(HUGE_BYTES) };
			store.update(kind, { ...object, metadata: { ...object.metadata, annotations } });
			return restore;
		}
	}
}
