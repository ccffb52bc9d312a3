import { expect, test } from "vitest";
import { Reachability } from "../../src/cluster/reachability.ts";
import { failure } from "../../src/kube/failure.ts";
import { createUsageSource } from "../../src/metrics/create-usage-source.ts";
import { JsonApi } from "../support/json-api.ts";
import { ManualClock } from "../support/manual-clock.ts";

const base = "/apis/metrics.k8s.io/v1beta1";
const podsPath = `${base}/pods`;
const nodesPath = `${base}/nodes`;
const absent = failure("absent", "not found", { status: 404 });
const unavailable = failure("server", "no endpoints", { status: 503 });
const forbidden = failure("forbidden", "no", { status: 403 });
const internal = failure("server", "oops", { status: 500 });
const refused = failure("unreachable", "connect ECONNREFUSED");

const pod = (name: string, ...containers: readonly (readonly [name: string, cpu: string, memory: string])[]) => ({
	metadata: { namespace: "web", name },
	containers: containers.map(([container, cpu, memory]) => ({ name: container, usage: { cpu, memory } })),
});
const node = (name: string, cpu: string, memory: string) => ({ metadata: { name }, usage: { cpu, memory } });

function started(namespace?: string) {
	const clock = new ManualClock();
	const api = new JsonApi();
	api.answers.set(podsPath, {
		json: { items: [pod("shop", ["app", "250m", "64Mi"], ["proxy", "1500000n", "1024Ki"])] },
	});
	api.answers.set(nodesPath, { json: { items: [node("n1", "1500m", "2Gi")] } });
	const reachability = new Reachability(api, clock, () => 0.5);
	const source = createUsageSource({ cluster: { transport: api, reachability }, namespace, clock, random: () => 0.5 });
	return { api, clock, source, reachability };
}

test("nothing is asked until somebody follows", async () => {
	const { api, clock, source } = started();
	await clock.advance(60_000);
	expect(api.requests).toEqual([]);
	expect(source.state.get()).toEqual({ state: "waiting" });
});

test("usage of pods, containers and nodes", async () => {
	const { clock, source } = started();
	source.version.subscribe(() => {});
	await clock.advance(0);
	expect(source.usage("web/shop")).toEqual({ cpuMillicores: 251.5, memoryBytes: 65 * 2 ** 20 });
	expect(source.containerUsage("web/shop", "proxy")).toEqual({ cpuMillicores: 1.5, memoryBytes: 2 ** 20 });
	expect(source.usage("n1")).toEqual({ cpuMillicores: 1500, memoryBytes: 2 ** 31 });
	expect(source.state.get()).toEqual({ state: "live", updatedAtMs: clock.now() });
	await source[Symbol.asyncDispose]();
});

test("what was not measured is undefined, never zero", async () => {
	const { api, clock, source } = started();
	api.answers.set(podsPath, {
		json: {
			items: [pod("half", ["app", "250m", "64Mi"], ["new", "", ""]), pod("none"), pod("odd", ["app", "x", "1Mi"])],
		},
	});
	source.version.subscribe(() => {});
	await clock.advance(0);
	expect(source.usage("web/half")).toBeUndefined();
	expect(source.containerUsage("web/half", "app")).toEqual({ cpuMillicores: 250, memoryBytes: 64 * 2 ** 20 });
	expect(source.containerUsage("web/half", "new")).toBeUndefined();
	for (const key of ["web/none", "web/odd", "web/missing", "n2"]) expect(source.usage(key)).toBeUndefined();
	await source[Symbol.asyncDispose]();
});

test("polled each 15 s while somebody follows, and told by the version", async () => {
	const { api, clock, source } = started();
	const leave = source.version.subscribe(() => {});
	await clock.advance(0);
	const before = source.version.get();
	api.answers.set(podsPath, { json: { items: [pod("shop", ["app", "1", "1Gi"])] } });
	await clock.advance(15_000);
	expect(source.version.get()).toBeGreaterThan(before);
	expect(source.usage("web/shop")?.cpuMillicores).toBe(1000);
	leave();
	await clock.advance(120_000);
	expect(api.count(podsPath)).toBe(2);
	expect(clock.waiting).toBe(0);
});

test("a poll that says the same is no news, but figures are from then", async () => {
	const { clock, source } = started();
	source.version.subscribe(() => {});
	await clock.advance(0);
	const before = source.version.get();
	await clock.advance(15_000);
	expect(source.version.get()).toBe(before);
	expect(source.state.get()).toEqual({ state: "live", updatedAtMs: clock.now() });
	await source[Symbol.asyncDispose]();
});

test("figures that are the same are kept as they are; those of a pod that is gone are not", async () => {
	const { api, clock, source } = started();
	const still = pod("still", ["app", "5m", "1Mi"]);
	api.answers.set(podsPath, { json: { items: [still, pod("moves", ["app", "5m", "1Mi"]), pod("goes")] } });
	source.version.subscribe(() => {});
	await clock.advance(0);
	const before = source.usage("web/still");
	const version = source.version.get();
	api.answers.set(podsPath, { json: { items: [still, pod("moves", ["app", "6m", "1Mi"])] } });
	await clock.advance(15_000);
	expect(source.usage("web/still")).toBe(before);
	expect(source.usage("web/moves")?.cpuMillicores).toBe(6);
	expect(source.version.get()).toBe(version + 1);
	api.answers.set(podsPath, { json: { items: [still] } });
	await clock.advance(15_000);
	expect(source.usage("web/moves")).toBeUndefined();
	expect(source.version.get()).toBe(version + 2);
	await source[Symbol.asyncDispose]();
});

test("who comes back soon is not asked for anew: the figures are those of the last poll", async () => {
	const { api, clock, source } = started();
	source.version.subscribe(() => {})();
	source.version.subscribe(() => {})();
	await clock.advance(0);
	const leave = source.version.subscribe(() => {});
	await clock.advance(0);
	leave();
	await clock.advance(5_000);
	source.version.subscribe(() => {});
	await clock.advance(9_999);
	expect(api.count(nodesPath)).toBe(1);
	await clock.advance(1);
	expect(api.count(nodesPath)).toBe(2);
	await source[Symbol.asyncDispose]();
});

test.each([
	["404", absent, "absent"],
	["503", unavailable, "absent"],
	["403", forbidden, "forbidden"],
] as const)("%s: no figures, and tried again each minute", async (_status, problem, state) => {
	const { api, clock, source } = started();
	source.version.subscribe(() => {});
	await clock.advance(0);
	for (const path of [podsPath, nodesPath]) api.answers.set(path, { failure: problem });
	await clock.advance(15_000);
	expect(source.state.get()).toEqual({ state, failure: problem });
	expect(source.usage("web/shop")).toBeUndefined();
	expect(source.usage("n1")).toBeUndefined();
	await clock.advance(59_999);
	expect(api.count(podsPath)).toBe(2);
	api.answers.set(nodesPath, { json: { items: [node("n1", "1", "1Gi")] } });
	await clock.advance(1);
	expect(source.state.get().state).toBe("live");
	expect(source.usage("n1")?.cpuMillicores).toBe(1000);
	await source[Symbol.asyncDispose]();
});

test("a passing failure keeps the figures and says from when they are", async () => {
	const { api, clock, source } = started();
	source.version.subscribe(() => {});
	await clock.advance(0);
	const updatedAtMs = clock.now();
	for (const path of [podsPath, nodesPath]) api.answers.set(path, { failure: internal });
	await clock.advance(15_000);
	expect(source.state.get()).toEqual({ state: "stale", updatedAtMs, failure: internal });
	expect(source.usage("web/shop")?.cpuMillicores).toBe(251.5);
	await source[Symbol.asyncDispose]();
});

test("who may read only the pods still has those", async () => {
	const { api, clock, source } = started();
	api.answers.set(nodesPath, { failure: forbidden });
	source.version.subscribe(() => {});
	await clock.advance(0);
	expect(source.state.get().state).toBe("live");
	expect(source.usage("web/shop")).toBeDefined();
	expect(source.usage("n1")).toBeUndefined();
	await source[Symbol.asyncDispose]();
});

test("pods of one namespace, where that is what one may read", async () => {
	const { api, clock, source } = started("web");
	api.answers.set(`${base}/namespaces/web/pods`, { json: { items: [pod("shop", ["app", "5m", "1Mi"])] } });
	source.version.subscribe(() => {});
	await clock.advance(0);
	expect(source.usage("web/shop")?.cpuMillicores).toBe(5);
	expect(api.count(podsPath)).toBe(0);
	await source[Symbol.asyncDispose]();
});

test("while the cluster is away both polls wait behind its one probe, and come back with it", async () => {
	const { api, clock, source } = started();
	source.version.subscribe(() => {});
	await clock.advance(0);
	api.down = refused;
	await clock.advance(60_000);
	expect(source.state.get().state).toBe("stale");
	expect(api.count(podsPath)).toBe(2);
	expect(api.probes).toBe(10);
	api.down = undefined;
	await clock.advance(8_000);
	expect(source.state.get().state).toBe("live");
	await source[Symbol.asyncDispose]();
});

test("a poll in flight ends when nobody follows any more", async () => {
	const { api, clock, source } = started();
	api.answers.set(podsPath, "nothing");
	const leave = source.version.subscribe(() => {});
	await clock.advance(0);
	leave();
	await source[Symbol.asyncDispose]();
	expect(clock.waiting).toBe(0);
	expect(api.requests.every(({ signal }) => signal?.aborted)).toBe(true);
});
