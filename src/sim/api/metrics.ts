import { encodeMessage } from "../protobuf/encode.ts";
import { envelope } from "../protobuf/envelope.ts";
import { kinds } from "../world/kinds.ts";
import { type KubeObject, timeText } from "../world/kube-object.ts";
import type { ObjectStore } from "../world/object-store.ts";
import { negotiate } from "./negotiate.ts";
import { protobufList } from "./protobuf-list.ts";
import { bytesReply, jsonReply, type Reply } from "./reply.ts";
import type { ResourcePath } from "./request-path.ts";
import { predicateOf } from "./selectors.ts";
import { methodNotAllowed, noSuchResource, notFound, serviceUnavailable } from "./status.ts";

/** What one container or node uses at a moment. */
export interface MeasuredUsage {
	readonly cpuMillicores: number;
	readonly memoryBytes: number;
}

/** Where the metrics API takes its figures from. */
export interface UsageSource {
	/** By container name; undefined for a pod that is not measured (not running, or its node is lost). */
	pod(pod: KubeObject, nowMs: number): ReadonlyMap<string, MeasuredUsage> | undefined;
	/** Undefined for a node that does not answer. */
	node(node: KubeObject, nowMs: number): MeasuredUsage | undefined;
}

interface MetricsServer {
	readonly store: ObjectStore;
	readonly clock: { now(): number };
	readonly usage: UsageSource;
	readonly metrics: "served" | "absent" | "down";
}

/** What is asked of the metrics API. */
export interface MetricsRequest {
	readonly query: URLSearchParams;
	readonly accept: string | undefined;
}

type Measured = Readonly<Record<string, unknown>>;

const API_VERSION = "metrics.k8s.io/v1beta1";
/** How often the metrics server measures. */
const RESOLUTION_MS = 15_000;
const WINDOW = "15.021s";

/** Answer metrics.k8s.io/v1beta1. @throws StatusError 404, 405, 406, 503 */
export function answerMetrics(server: MetricsServer, path: ResourcePath, { query, accept }: MetricsRequest): Reply {
	if (server.metrics === "down") throw serviceUnavailable();
	const isPods = path.plural === "pods";
	if (server.metrics === "absent" || path.version !== "v1beta1" || !(isPods || path.plural === "nodes")) {
		throw noSuchResource();
	}
	if (query.get("watch") === "true" || query.get("watch") === "1") throw methodNotAllowed();
	const { format } = negotiate(accept, undefined);
	const type = { kind: isPods ? "PodMetrics" : "NodeMetrics", apiVersion: API_VERSION };
	const message = (measured: Measured) =>
		encodeMessage(`k8s.io.metrics.pkg.apis.metrics.v1beta1.${type.kind}`, measured);
	const measuredMs = Math.floor(server.clock.now() / RESOLUTION_MS) * RESOLUTION_MS;
	const kind = isPods ? kinds.pods : kinds.nodes;
	const measure = (object: KubeObject): Measured | undefined =>
		isPods ? podMetrics(server.usage, object, measuredMs) : nodeMetrics(server.usage, object, measuredMs);
	if (path.name !== undefined) {
		const object = server.store.get(kind, isPods ? path.namespace : undefined, path.name);
		const measured = object === undefined ? undefined : measure(object);
		if (measured === undefined) {
			throw notFound(
				{ group: "metrics.k8s.io", plural: path.plural },
				path.namespace === undefined ? path.name : `${path.namespace}/${path.name}`,
			);
		}
		if (format === "json") return jsonReply({ ...type, ...measured });
		return bytesReply(envelope(API_VERSION, type.kind, message(measured)), format);
	}
	const { matches } = predicateOf(query, kind.kind, isPods ? path.namespace : undefined);
	const items = server.store
		.list(kind)
		.filter(matches)
		.map(measure)
		.filter((item) => item !== undefined);
	const list = { kind: `${type.kind}List`, apiVersion: API_VERSION, metadata: {} };
	return format === "json" ? jsonReply({ ...list, items }) : protobufList(list, items.map(message));
}

function podMetrics(source: UsageSource, pod: KubeObject, nowMs: number): Measured | undefined {
	const usage = source.pod(pod, nowMs);
	if (usage === undefined) return undefined;
	const containers = [...usage].map(([name, used]) => ({ name, usage: quantities(used) }));
	return { ...head(pod, nowMs), containers };
}

function nodeMetrics(source: UsageSource, node: KubeObject, nowMs: number): Measured | undefined {
	const used = source.node(node, nowMs);
	return used === undefined ? undefined : { ...head(node, nowMs), usage: quantities(used) };
}

function head(object: KubeObject, nowMs: number): object {
	const { name, namespace, labels } = object.metadata;
	const metadata = {
		name,
		...(namespace === undefined ? {} : { namespace }),
		creationTimestamp: timeText(nowMs),
		...(labels === undefined ? {} : { labels }),
	};
	return { metadata, timestamp: timeText(nowMs), window: WINDOW };
}

/** As metrics-server writes them: nanocores and kibibytes. */
function quantities(used: MeasuredUsage): object {
	return { cpu: `${Math.round(used.cpuMillicores * 1e6)}n`, memory: `${Math.round(used.memoryBytes / 1024)}Ki` };
}
