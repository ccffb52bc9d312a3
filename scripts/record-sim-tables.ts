/**
 * Records what a real API server prints of objects: `src/sim/printers/columns.generated.json` (the columns
 * of each built-in kind that the simulated API serves) and `test/sim/recorded/tables.json` (objects and
 * their cells, to which the simulated API's printers are held).
 *
 *     testbed/up --nodes 0 && node scripts/record-sim-tables.ts KUBECONFIG [PLURAL...]
 *
 * The objects are the demo's, one of each state, and those of `test/sim/recorded/odd-objects.ts`. Stop the
 * testbed's controllers first: they would change what is recorded. With PLURAL only those kinds are recorded
 * again, and the others left as they are.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { parse } from "yaml";
import { startDemo } from "../src/sim/demo-server.ts";
import { allKinds, apiVersionOf, type Kind, kinds } from "../src/sim/world/kinds.ts";
import { oddObjects } from "../test/sim/recorded/odd-objects.ts";
import { ManualClock } from "../test/support/manual-clock.ts";

// oxlint-disable-next-line typescript/no-explicit-any -- objects of every kind, taken apart field by field
type Json = Record<string, any>;

const root = path.join(import.meta.dirname, "..");
const [file = "", ...only] = process.argv.slice(2);
const config = parse(readFileSync(file, "utf8"));
const { server, ...cluster } = config.clusters[0].cluster;
const user = config.users[0].user;
const pem = (inline: string, named: string): Buffer =>
	inline ? Buffer.from(inline, "base64") : readFileSync(path.resolve(path.dirname(file), named));
const tls = {
	ca: pem(cluster["certificate-authority-data"], cluster["certificate-authority"]),
	cert: pem(user["client-certificate-data"], user["client-certificate"]),
	key: pem(user["client-key-data"], user["client-key"]),
};

async function send(
	method: string,
	where: string,
	body?: unknown,
	accept = "application/json",
): Promise<[Json, string]> {
	const response = await new Promise<IncomingMessage>((resolve, reject) => {
		const headers = { Accept: accept, "Content-Type": "application/json" };
		const sent = request(server + where, { ...tls, method, headers }, resolve).on("error", reject);
		sent.end(body === undefined ? undefined : JSON.stringify(body));
	});
	const answer = JSON.parse(await text(response));
	const fine = (response.statusCode ?? 0) < 300 || [404, 409].includes(response.statusCode ?? 0);
	if (!fine) throw new Error(`${method} ${where}: ${answer.message}`);
	return [answer, response.headers.date ?? ""];
}

function pathOf(kind: Kind, namespace: string | undefined): string {
	const base = kind.group === "" ? "/api/v1" : `/apis/${apiVersionOf(kind)}`;
	return `${base}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${kind.plural}`;
}

/** What a pod's cells may depend on; the rest of it is left out of the record. */
function slim(kind: Kind, { metadata, spec, status, ...rest }: Json): Json {
	const { name, namespace, labels, finalizers } = metadata;
	const kept = { metadata: { name, namespace, labels, finalizers }, ...rest, ...(status && { status }) };
	if (kind !== kinds.pods) return { ...kept, ...(spec && { spec: accepted(kind, spec) }) };
	const { containers, initContainers, nodeName, readinessGates, schedulingGates } = spec;
	const bare = (list?: Json[]): Json[] | undefined =>
		list?.map(({ name, image, restartPolicy }) => ({ name, image, restartPolicy }));
	return {
		...kept,
		spec: {
			containers: bare(containers),
			initContainers: bare(initContainers),
			nodeName,
			readinessGates,
			schedulingGates,
		},
	};
}

/** A spec that a real API server takes: a template has the labels of its selector, a job's are made for it. */
function accepted(kind: Kind, { selector, template, ...spec }: Json): Json {
	if (kind === kinds.jobs) return { ...spec, template };
	if (kind === kinds.services && spec["clusterIP"] !== "None") {
		const { clusterIP: _one, clusterIPs: _all, ...rest } = spec;
		return { ...rest, selector };
	}
	if (template === undefined) return { ...spec, ...(selector && { selector }) };
	const labels = { ...template.metadata.labels, ...selector.matchLabels };
	return { ...spec, selector, template: { ...template, metadata: { ...template.metadata, labels } } };
}

/** Objects that look the same to a printer are recorded once. */
function looks(kind: Kind, { metadata, spec, status = {}, type }: Json): string {
	if (kind === kinds.pods) {
		const state = ({ state, ready, restartCount }: Json): unknown => {
			const [entry] = Object.entries<Json>(state);
			return [entry?.[0], entry?.[1]["reason"], ready, restartCount > 0];
		};
		const lists = [status.initContainerStatuses, status.containerStatuses];
		return JSON.stringify([status.phase, status.reason, lists.map((list) => list?.map(state))]);
	}
	const shape = JSON.stringify(status).replaceAll(/\d+/g, "0");
	if (kind === kinds.events) return String(status.series) + type;
	return kind === kinds.nodes || kind === kinds.services
		? `${spec.type}${spec.unschedulable}`
		: shape.slice(0, 40) + Object.keys(metadata.labels ?? {}).length;
}

async function put(kind: Kind, object: Json): Promise<void> {
	const { namespace } = object["metadata"];
	if (namespace !== undefined) {
		await send("POST", "/api/v1/namespaces", { metadata: { name: namespace } });
		await send("POST", `/api/v1/namespaces/${namespace}/serviceaccounts`, { metadata: { name: "default" } });
	}
	const where = pathOf(kind, namespace);
	const here = `${where}/${object["metadata"].name}`;
	const [existing] = await send("GET", here);
	if (existing["kind"] !== "Status") return;
	const [created] = await send("POST", where, object);
	if (object["status"] !== undefined && kind.subresources.includes("status")) {
		await send("PUT", `${here}/status`, { ...created, status: { ...created["status"], ...object["status"] } });
	}
	if (object["metadata"].finalizers !== undefined) await send("DELETE", here);
}

const clock = new ManualClock(Math.floor(Date.now() / 1000) * 1000 - 200_000);
const records: { kind: string; atMs: number; object: Json; cells: unknown[] }[] = [];
const columns: Json = {};
const seen = new Set<string>();
const wanted: [Kind, Json][] = Object.entries(oddObjects(Date.now())).flatMap(([plural, list]) => {
	const kind = allKinds.find((one) => one.plural === plural);
	return kind === undefined ? [] : list.map((object): [Kind, Json] => [kind, object as Json]);
});
await using sim = await startDemo(clock);
for (let minutes = 0; minutes < 4; minutes++) {
	await clock.advance(50_000);
	for (const kind of allKinds.filter(({ message }) => message !== undefined)) {
		for (const object of sim.store.list(kind)) {
			const key = `${kind.plural} ${looks(kind, object)}`;
			const count = [...seen].filter((one) => one.startsWith(`${kind.plural} `)).length;
			if (seen.has(key) || (kind !== kinds.pods && count >= 3)) continue;
			seen.add(key);
			wanted.push([kind, slim(kind, object)]);
		}
	}
}
const chosen = wanted.filter(([kind]) => only.length === 0 || only.includes(kind.plural));
for (const [kind, object] of chosen) await put(kind, object);
for (const kind of new Set(chosen.map(([one]) => one))) {
	const table = `${pathOf(kind, undefined)}?includeObject=Object`;
	// Ages and the Date header are of whole seconds: in the middle of one they belong together.
	await wait(1_300 - (Date.now() % 1000));
	const [answer, date] = await send("GET", table, undefined, "application/json;as=Table;v=v1;g=meta.k8s.io");
	columns[kind.plural] = answer["columnDefinitions"];
	const names = new Set(
		chosen.filter(([one]) => one === kind).map(([, { metadata }]) => `${metadata.namespace}/${metadata.name}`),
	);
	for (const { object, cells } of answer["rows"] as Json[]) {
		const { managedFields: _managed, ...metadata } = object.metadata;
		if (names.has(`${metadata.namespace}/${metadata.name}`)) {
			records.push({ kind: kind.plural, atMs: Date.parse(date), object: { ...object, metadata }, cells });
		}
	}
}
const columnsFile = path.join(root, "src/sim/printers/columns.generated.json");
const recordsFile = path.join(root, "test/sim/recorded/tables.json");
const kept = only.length === 0 ? {} : JSON.parse(readFileSync(columnsFile, "utf8"));
const others = only.length === 0 ? [] : (JSON.parse(readFileSync(recordsFile, "utf8")) as typeof records);
const all = [...others.filter(({ kind }) => !only.includes(kind)), ...records];
writeFileSync(columnsFile, `${JSON.stringify({ ...kept, ...columns })}\n`);
mkdirSync(path.dirname(recordsFile), { recursive: true });
writeFileSync(recordsFile, `[\n${all.map((record) => JSON.stringify(record)).join(",\n")}\n]\n`);
console.log(`${records.length} objects of ${Object.keys(columns).length} kinds`);
