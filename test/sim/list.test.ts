import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import { type Answer, get, type Json } from "./client.ts";
import { addPods, emptySim, relabel } from "./world.ts";

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
});
afterEach(() => sim[Symbol.asyncDispose]());

const names = ({ body }: Answer): string[] => body.items.map(({ metadata }: Json) => metadata.name);

describe("list", () => {
	test("objects come in the order of their keys, with the list's version", async () => {
		addPods(sim, "b/one", "a/two", "a/one");
		const answer = await get(sim, "/api/v1/pods");
		expect(answer.body).toMatchObject({ kind: "PodList", apiVersion: "v1" });
		expect(answer.body.items.map(({ metadata }: Json) => `${metadata.namespace}/${metadata.name}`)).toEqual([
			"a/one",
			"a/two",
			"b/one",
		]);
		expect(answer.body.metadata.resourceVersion).toBe(String(sim.store.revision));
	});

	test("items of a built-in kind do not repeat their type, custom resources do", async () => {
		addPods(sim, "one");
		sim.store.create(kinds.certificates, { metadata: { name: "tls", namespace: "default" } });
		expect((await get(sim, "/api/v1/pods")).body.items[0].kind).toBeUndefined();
		expect((await get(sim, "/apis/cert-manager.io/v1/certificates")).body.items[0].kind).toBe("Certificate");
	});

	test("pages hold together while the cluster changes", async () => {
		addPods(sim, "a", "b", "c", "d", "e");
		const first = await get(sim, "/api/v1/pods?limit=2");
		expect(names(first)).toEqual(["a", "b"]);
		expect(first.body.metadata.remainingItemCount).toBe(3);
		sim.store.delete(kinds.pods, "default", "c");
		addPods(sim, "ccc");
		const second = await get(sim, `/api/v1/pods?limit=2&continue=${first.body.metadata.continue}`);
		expect(names(second)).toEqual(["c", "d"]);
		expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
		const third = await get(sim, `/api/v1/pods?limit=2&continue=${second.body.metadata.continue}`);
		expect(names(third)).toEqual(["e"]);
		expect(third.body.metadata.continue).toBeUndefined();
	});

	test("an expired continue token is 410 and offers an inconsistent one", async () => {
		addPods(sim, "a", "b", "c");
		const first = await get(sim, "/api/v1/pods?limit=1");
		addPods(sim, "bb");
		sim.compact();
		const expired = await get(sim, `/api/v1/pods?limit=1&continue=${first.body.metadata.continue}`);
		expect(expired.status).toBe(410);
		expect(expired.body).toMatchObject({ kind: "Status", reason: "Expired", code: 410 });
		const rest = await get(sim, `/api/v1/pods?continue=${expired.body.metadata.continue}`);
		expect(names(rest)).toEqual(["b", "bb", "c"]);
	});

	test("tokens expire by themselves once five minutes of history are forgotten", async () => {
		addPods(sim, "a", "b");
		const first = await get(sim, "/api/v1/pods?limit=1");
		addPods(sim, "c");
		const path = `/api/v1/pods?continue=${first.body.metadata.continue}`;
		await clock.advance(299_000);
		expect((await get(sim, path)).status).toBe(200);
		await clock.advance(301_000);
		expect((await get(sim, path)).status).toBe(410);
	});

	test("version 0 is answered from the cache, which knows no limit", async () => {
		addPods(sim, "a", "b", "c");
		expect(names(await get(sim, "/api/v1/pods?resourceVersion=0&limit=1"))).toEqual(["a", "b", "c"]);
	});

	test("an exact version shows the past; not-older-than shows the present", async () => {
		addPods(sim, "a");
		const then = sim.store.revision;
		addPods(sim, "b");
		relabel(sim, "a", { app: "changed" });
		const past = await get(sim, `/api/v1/pods?resourceVersion=${then}&resourceVersionMatch=Exact`);
		expect(names(past)).toEqual(["a"]);
		expect(past.body.items[0].metadata.labels.app).toBe("a");
		const present = await get(sim, `/api/v1/pods?resourceVersion=${then}&resourceVersionMatch=NotOlderThan`);
		expect(names(present)).toEqual(["a", "b"]);
		sim.compact();
		const gone = await get(sim, `/api/v1/pods?resourceVersion=${then}&resourceVersionMatch=Exact`);
		expect(gone).toMatchObject({ status: 410, body: { reason: "Expired" } });
	});

	test("a version from the future is a 504 that says why", async () => {
		const asked = sim.store.revision + 10;
		const { status, body, headers } = await get(sim, `/api/v1/pods?resourceVersion=${asked}`);
		expect(status).toBe(504);
		expect(body.message).toBe(`Timeout: Too large resource version: ${asked}, current: ${sim.store.revision}`);
		expect(body.details.causes).toEqual([{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }]);
		expect(headers.get("retry-after")).toBe("1");
	});

	test.each([
		["labelSelector=app%3Done", ["one"]],
		["labelSelector=app+in+(one,two)", ["one", "two"]],
		["labelSelector=app%21%3Done", ["three", "two"]],
		["labelSelector=%21app", []],
		["fieldSelector=metadata.name%3Dtwo", ["two"]],
		["fieldSelector=status.phase%21%3DRunning", []],
		["fieldSelector=spec.nodeName%3D", ["one", "three", "two"]],
	])("%s selects %j", async (query, expected) => {
		addPods(sim, "one", "two", "three");
		expect(names(await get(sim, `/api/v1/namespaces/default/pods?${query}`))).toEqual(expected);
	});

	test.each(["fieldSelector=spec.colour%3Dred", "continue=nonsense", "resourceVersion=newest"])(
		"%s is a bad request",
		async (query) => {
			expect(await get(sim, `/api/v1/pods?${query}`)).toMatchObject({ status: 400, body: { reason: "BadRequest" } });
		},
	);

	test("only large bodies are compressed, for those who ask", async () => {
		addPods(sim, "a");
		expect((await raw("/api/v1/pods", "gzip")).encoding).toBeUndefined();
		addPods(sim, ...Array.from({ length: 1_000 }, (_, index) => `pod-${index}`));
		const compressed = await raw("/api/v1/pods", "gzip");
		expect(compressed.encoding).toBe("gzip");
		expect(JSON.parse(gunzipSync(compressed.body).toString()).items).toHaveLength(1_001);
		expect((await raw("/api/v1/pods", "identity")).encoding).toBeUndefined();
	});

	function raw(path: string, encoding: string): Promise<{ encoding: string | undefined; body: Buffer }> {
		return new Promise((resolve, reject) => {
			request(sim.url + path, { headers: { "Accept-Encoding": encoding } }, (response) => {
				buffer(response).then((body) => resolve({ encoding: response.headers["content-encoding"], body }), reject);
			})
				.on("error", reject)
				.end();
		});
	}
});
