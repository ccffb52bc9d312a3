import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { get, openWatch } from "./client.ts";
import { addPods, emptySim, relabel } from "./world.ts";

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
});
afterEach(() => sim[Symbol.asyncDispose]());

const STREAMING =
	"/api/v1/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";

describe("watch", () => {
	test("from a version: what happened since, then what happens, in order", async () => {
		addPods(sim, "before");
		const from = sim.store.revision;
		addPods(sim, "missed");
		relabel(sim, "missed", { app: "x" });
		const watch = await openWatch(sim, `/api/v1/pods?watch=1&resourceVersion=${from}`);
		expect(await watch.take(2)).toEqual(["ADDED missed", "MODIFIED missed"]);
		sim.store.delete(kinds.pods, "default", "missed");
		addPods(sim, "new");
		const deleted = await watch.next();
		expect(deleted).toMatchObject({ type: "DELETED", object: { kind: "Pod", metadata: { name: "missed" } } });
		expect(Number(deleted.object.metadata.resourceVersion)).toBe(sim.store.revision - 1);
		expect(await watch.take(1)).toEqual(["ADDED new"]);
		watch.close();
	});

	test("from nowhere: everything there is comes first", async () => {
		addPods(sim, "a", "b");
		const watch = await openWatch(sim, "/api/v1/namespaces/default/pods?watch=true");
		expect(await watch.take(2)).toEqual(["ADDED a", "ADDED b"]);
		watch.close();
	});

	test("a write that another write causes comes after it, for every watch", async () => {
		sim.store.subscribe(kinds.pods, ({ type, object }) => {
			if (type === "ADDED") relabel(sim, object.metadata.name, { seen: "yes" });
		});
		const watch = await openWatch(sim, "/api/v1/pods?watch=1&resourceVersion=0");
		addPods(sim, "pod");
		expect(await watch.take(2)).toEqual(["ADDED pod", "MODIFIED pod"]);
		watch.close();
	});

	test("an object that comes into a selector's sight is added, one that leaves it is deleted", async () => {
		addPods(sim, "pod");
		const watch = await openWatch(
			sim,
			`/api/v1/pods?watch=1&resourceVersion=${sim.store.revision}&labelSelector=tier%3Dweb`,
		);
		relabel(sim, "pod", { tier: "web" });
		relabel(sim, "pod", { tier: "web", more: "1" });
		relabel(sim, "pod", { tier: "db" });
		relabel(sim, "pod", { tier: "db", more: "2" });
		relabel(sim, "pod", { tier: "web" });
		expect(await watch.take(4)).toEqual(["ADDED pod", "MODIFIED pod", "DELETED pod", "ADDED pod"]);
		watch.close();
	});

	test("a compacted version is an ERROR 410 inside the stream, which then ends", async () => {
		addPods(sim, "a");
		const from = sim.store.revision;
		addPods(sim, "b");
		sim.compact();
		const watch = await openWatch(sim, `/api/v1/pods?watch=1&resourceVersion=${from}`);
		expect(await watch.next()).toMatchObject({
			type: "ERROR",
			object: { kind: "Status", code: 410, reason: "Expired" },
		});
		expect(await watch.next()).toBeUndefined();
	});

	test("bookmarks come each minute and just before the end, only to those who allow them", async () => {
		const path = "/api/v1/pods?watch=1&resourceVersion=0&timeoutSeconds=100";
		const watch = await openWatch(sim, `${path}&allowWatchBookmarks=true`);
		const plain = await openWatch(sim, path);
		sim.store.create(kinds.nodes, { metadata: { name: "elsewhere" } });
		await clock.advance(60_000);
		const bookmark = await watch.next();
		expect(bookmark).toMatchObject({ type: "BOOKMARK", object: { kind: "Pod", apiVersion: "v1" } });
		expect(bookmark.object.metadata.resourceVersion).toBe(String(sim.store.revision));
		await clock.advance(38_000);
		expect((await watch.next()).type).toBe("BOOKMARK");
		await clock.advance(2_000);
		expect(await watch.next()).toBeUndefined();
		expect(await plain.next()).toBeUndefined();
	});

	test("a streaming list: synthetic events, the marked bookmark, then live events", async () => {
		addPods(sim, "a", "b");
		const watch = await openWatch(sim, STREAMING);
		expect(await watch.take(2)).toEqual(["ADDED a", "ADDED b"]);
		const end = await watch.next();
		expect(end.type).toBe("BOOKMARK");
		expect(end.object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
		expect(end.object.metadata.resourceVersion).toBe(String(sim.store.revision));
		addPods(sim, "c");
		expect(await watch.take(1)).toEqual(["ADDED c"]);
		watch.close();
	});

	test("a server without streaming lists refuses them with 422", async () => {
		sim.switches.streamingLists = false;
		const { status, body } = await get(sim, STREAMING);
		expect(status).toBe(422);
		expect(body.message).toBe(
			'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: ' +
				"sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled",
		);
	});

	test("a version from the future is an ERROR 504 inside a streaming list", async () => {
		const watch = await openWatch(sim, `${STREAMING}&resourceVersion=${sim.store.revision + 5}`);
		expect(await watch.next()).toMatchObject({ type: "ERROR", object: { code: 504, reason: "Timeout" } });
	});

	test("dropped events are never sent", async () => {
		const watch = await openWatch(sim, "/api/v1/pods?watch=1&resourceVersion=0");
		sim.dropEvents(1);
		addPods(sim, "lost", "seen");
		expect(await watch.take(1)).toEqual(["ADDED seen"]);
		watch.close();
	});

	test("watches can be broken, ended, and stalled", async () => {
		const open = (): ReturnType<typeof openWatch> => openWatch(sim, "/api/v1/pods?watch=1&resourceVersion=0");
		const broken = await open();
		expect(sim.streams.open).toBe(1);
		const outcome = broken.next().then(
			() => "more",
			(error: Error) => error.message,
		);
		sim.streams.closeAll("reset");
		expect(await outcome).toBe("terminated");
		const ended = await open();
		sim.streams.closeAll("end");
		expect(await ended.next()).toBeUndefined();
		const stalled = await open();
		sim.streams.setStalled(true);
		addPods(sim, "unheard");
		sim.streams.setStalled(false);
		addPods(sim, "heard");
		expect(await stalled.take(1)).toEqual(["ADDED heard"]);
		stalled.close();
	});

	test("a server that is disposed of ends its watches and their timers", async () => {
		const own = await emptySim();
		const watch = await openWatch(own.sim, "/api/v1/pods?watch=1&resourceVersion=0&allowWatchBookmarks=true");
		const outcome = watch.next().then(
			() => "more",
			() => "broken",
		);
		await own.sim[Symbol.asyncDispose]();
		expect(await outcome).toBe("broken");
		expect(own.clock.waiting).toBe(0);
	});

	test("a client that goes away leaves nothing behind", async () => {
		const before = clock.waiting;
		const watch = await openWatch(sim, "/api/v1/pods?watch=1&resourceVersion=0&allowWatchBookmarks=true");
		expect(clock.waiting).toBeGreaterThan(before);
		watch.close();
		while (sim.streams.open > 0) await clock.advance(0);
		expect(clock.waiting).toBe(before);
	});
});
