import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { get, type Json, openWatch } from "./client.ts";
import { addPods, emptySim } from "./world.ts";

const TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
const CERTIFICATES = "/apis/cert-manager.io/v1/certificates";

let sim: Sim;
beforeEach(async () => {
	({ sim } = await emptySim());
	addCertificate("web-tls", "True");
});
afterEach(() => sim[Symbol.asyncDispose]());

function addCertificate(name: string, ready: string): void {
	sim.store.create(kinds.certificates, {
		metadata: { name, namespace: "checkout", creationTimestamp: "2025-12-30T00:00:00Z" },
		spec: { secretName: name, issuerRef: { name: "company-ca" } },
		status: {
			conditions: [
				{ type: "Issuing", status: "False" },
				{ type: "Ready", status: ready, message: "fine" },
			],
		},
	});
}

describe("server-side tables", () => {
	test("a custom resource has the columns it declares", async () => {
		const { body } = await get(sim, CERTIFICATES, { Accept: TABLE });
		expect(body).toMatchObject({ kind: "Table", apiVersion: "meta.k8s.io/v1" });
		expect(body.metadata.resourceVersion).toBe(String(sim.store.revision));
		expect(body.columnDefinitions.map(({ name, priority }: Json) => `${name} ${priority}`)).toEqual([
			"Name 0",
			"Ready 0",
			"Secret 0",
			"Issuer 1",
			"Status 1",
			"Age 0",
		]);
		expect(body.rows).toHaveLength(1);
		expect(body.rows[0].cells).toEqual(["web-tls", "True", "web-tls", "company-ca", "fine", "2d"]);
		expect(body.rows[0].object).toMatchObject({
			kind: "PartialObjectMetadata",
			metadata: { name: "web-tls", namespace: "checkout" },
		});
		expect(body.rows[0].object.spec).toBeUndefined();
	});

	test.each([
		["None", undefined],
		["Object", "Certificate"],
	])("includeObject=%s", async (include, kind) => {
		const { body } = await get(sim, `${CERTIFICATES}?includeObject=${include}`, { Accept: TABLE });
		expect(body.rows[0].object?.kind).toBe(kind);
	});

	test("a watch sends a table an event, the columns only once, and the marked bookmark in a row", async () => {
		const query = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true";
		const watch = await openWatch(sim, `${CERTIFICATES}?${query}`, TABLE);
		const first = await watch.next();
		expect(first).toMatchObject({ type: "ADDED", object: { kind: "Table" } });
		expect(first.object.columnDefinitions).toHaveLength(6);
		const bookmark = await watch.next();
		expect(bookmark.type).toBe("BOOKMARK");
		expect(bookmark.object.rows[0].object.metadata.annotations).toEqual({ "k8s.io/initial-events-end": "true" });
		addCertificate("api-tls", "False");
		const second = await watch.next();
		expect(second.object.columnDefinitions).toBeNull();
		expect(second.object.rows[0].cells.slice(0, 2)).toEqual(["api-tls", "False"]);
		watch.close();
	});

	test("a built-in kind has the columns of a real API server", async () => {
		addPods(sim, "one");
		const { body } = await get(sim, "/api/v1/namespaces/default/pods/one", { Accept: TABLE });
		expect(body.columnDefinitions.map(({ name }: Json) => name)).toEqual(
			"Name,Ready,Status,Restarts,Age,IP,Node,Nominated Node,Readiness Gates".split(","),
		);
		expect(body.rows[0].cells.slice(0, 5)).toEqual(["one", "0/1", "Running", "0", "0s"]);
	});
});
