import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { ok } from "../../src/base/result.ts";
import type { Freshness } from "../../src/cluster/freshness.ts";
import type { ConnectionTarget, CredentialSource } from "../../src/kube/connection-target.ts";
import { loadTarget } from "../../src/kube/kubeconfig/load-target.ts";
import { createTransport } from "../../src/kube/transport/create-transport.ts";
import { objectLine, type PodObject, rowLine } from "../support/history-checker.ts";
import { type Format, WitnessedPods } from "../support/witnessed-pods.ts";
import { compactEtcd } from "./compact-etcd.ts";
import { apiServerReady, freeze, healApiServer, kill, restart, thaw } from "./component.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl, kubectlItems } from "./kubectl.ts";
import { type Line, openLine } from "./line.ts";
import { type MarkedChurn, startMarkedChurn } from "./marked-churn.ts";
import { ServingCertificate } from "./serving-certificate.ts";

/**
 * The checks of `test/cluster-side/history.test.ts` on a real API server, one life through all of it: what is told is
 * never wrong, rows are kept, the table says what is the matter, and in the end it holds what kubectl gets.
 */
const namespace = "history";
const formats: readonly Format[] = ["protobuf", "json"];
const held = new AsyncDisposableStack();
let line: Line;
let churn: MarkedChurn;
let tables: readonly WitnessedPods[];
let certificate: ServingCertificate;
let target: ConnectionTarget;
let token = "";
let generation = 0;

/** A service account's token that goes with the secret it is bound to. */
async function renewToken(): Promise<void> {
	const secret = `grip-${generation + 1}`;
	await kubectl(["create", "secret", "generic", secret, "--namespace", namespace]);
	const bound = ["--bound-object-kind", "Secret", "--bound-object-name", secret];
	token = (await kubectl(["create", "token", "watcher", "--namespace", namespace, ...bound])).trim();
	generation++;
}

const credentials: CredentialSource = {
	current: async () => ok({ generation, authorization: `Bearer ${token}` }),
	refresh: async () => ok({ generation, authorization: `Bearer ${token}` }),
};

beforeAll(async () => {
	const watcher = { kind: "ServiceAccount", name: "watcher", namespace };
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
	await apply(
		{ apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "watcher", namespace } },
		{
			apiVersion: "rbac.authorization.k8s.io/v1",
			kind: "RoleBinding",
			metadata: { name: "watcher", namespace },
			subjects: [watcher],
			roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "view" },
		},
	);
	await eventually("the namespace has its service account", () =>
		kubectl(["get", "serviceaccount", "default", "--namespace", namespace]),
	);
	await renewToken();
	const loaded = await loadTarget({ kubeconfig: inject("testbed").kubeconfigs.admin });
	if (!loaded.ok) throw new Error(loaded.failure.message);
	const port = Number(loaded.value.endpoint.server.port);
	certificate = held.use(new ServingCertificate(port));
	line = held.use(await openLine(port));
	const endpoint = { ...loaded.value.endpoint, server: new URL(`https://127.0.0.1:${line.port}`) };
	target = { ...loaded.value, endpoint, credentials };
	const clock = systemClock;
	tables = formats.map((format) => {
		const transport = held.use(createTransport({ target, clock, readOnly: true, version: "test" }));
		return held.use(new WitnessedPods({ transport, clock, random: Math.random, format, namespace }));
	});
	churn = held.use(startMarkedChurn(namespace));
	await churn.goesOn();
	await say("live");
}, 120_000);

afterEach(healApiServer);

afterAll(async () => {
	await held.disposeAsync();
	await healApiServer();
	await kubectl(["delete", "namespace", namespace, "--timeout", "2m"]);
}, 180_000);

const state = ({ reflector }: WitnessedPods): Freshness["state"] => reflector.freshness.get().state;

/** Resolves when every table says that it is in one of these states. */
async function say(...states: readonly Freshness["state"][]): Promise<void> {
	await eventually(`the tables say ${states.join(" or ")}`, () => tables.every((one) => states.includes(state(one))), {
		withinMs: 90_000,
		everyMs: 20,
	});
}

/** Rows are what they were, for nothing was heard. */
function keepsRows(): void {
	for (const { store } of tables) expect(store.size).toBeGreaterThan(0);
}

/** All that was told was true, and what is held is what kubectl gets. */
async function expectTrue(): Promise<void> {
	await say("live");
	await churn.goesOn();
	await churn.pause();
	const theirs = async (): Promise<readonly string[]> =>
		(await kubectlItems<PodObject>(["pods", "--namespace", namespace])).map(objectLine).sort();
	let lines = await theirs();
	await eventually("the tables hold what kubectl gets", async () => {
		lines = await theirs();
		return tables.every(({ store }) => Array.from(store.rows(), rowLine).sort().join() === lines.join());
	}).catch(() => {});
	for (const { checker, store } of tables) {
		checker.expectSame(store.rows(), lines);
		expect(checker.problems).toEqual([]);
		expect(checker.told).toBeGreaterThan(50);
	}
	churn.resume();
}

describe("a table on a real API server", () => {
	test("that is killed and started again", async () => {
		kill("kube-apiserver");
		await say("reconnecting", "stale");
		keepsRows();
		await restart("kube-apiserver");
		await apiServerReady();
		await expectTrue();
	});

	test("that stands still for 40 s", async () => {
		freeze("kube-apiserver");
		await new Promise((resolve) => setTimeout(resolve, 40_000));
		await say("stale");
		keepsRows();
		thaw("kube-apiserver");
		await expectTrue();
	});

	test("that has forgotten, as etcd has, what happened while the line was cut", async () => {
		const before = tables.map(({ checker }) => checker.listed);
		line.cut();
		await say("reconnecting");
		keepsRows();
		await churn.goesOn();
		await churn.pause();
		await compactEtcd();
		// Its own memory of the past goes with the process.
		kill("kube-apiserver");
		await restart("kube-apiserver");
		await apiServerReady();
		line.mend();
		churn.resume();
		await expectTrue();
		for (const [index, { checker }] of tables.entries()) expect(checker.listed).toBeGreaterThan(before[index] ?? 0);
	});

	test("that does not know its token any more, until there is another", async () => {
		await kubectl(["delete", "secret", `grip-${generation}`, "--namespace", namespace]);
		await eventually("the token is refused", async () => (await statusWithToken()) === 401, { everyMs: 500 });
		line.cut();
		line.mend();
		await say("unauthorised");
		keepsRows();
		await renewToken();
		await expectTrue();
	});

	test("whose certificate is rotated, or is suddenly a stranger's", async () => {
		await certificate.rotate();
		line.cut();
		line.mend();
		await expectTrue();

		await certificate.replace();
		line.cut();
		line.mend();
		await eventually("the tables say that the certificate is not trusted", () => tables.every(saysUntrusted));
		keepsRows();
		await certificate.restore();
		await expectTrue();
	});
});

/** What the API server answers to who comes with the token, without anything of ours in between. */
async function statusWithToken(): Promise<number> {
	const { endpoint } = target;
	const url = new URL(`/api/v1/namespaces/${namespace}/pods`, endpoint.server);
	const headers = { authorization: `Bearer ${token}` };
	const outgoing = request(url, { agent: false, headers, ...(endpoint.ca === undefined ? {} : { ca: endpoint.ca }) });
	outgoing.end();
	const [response] = (await once(outgoing, "response")) as [IncomingMessage];
	response.resume();
	return response.statusCode ?? 0;
}

function saysUntrusted({ reflector }: WitnessedPods): boolean {
	const freshness = reflector.freshness.get();
	return "failure" in freshness && /authority that is not trusted/.test(freshness.failure?.message ?? "");
}
