/**
 * Measures what a list of pods costs: CPU per 10,000 pods and heap per row, for protobuf and JSON.
 *
 *     node scripts/bench-decode.ts [--pods 10000] [--rounds 3]
 */

import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { ObjectCodec } from "../src/kube/wire/codec.ts";
import { objectCodec } from "../src/kube/wire/object-codec.ts";
import { pods } from "../src/resources/pods.ts";
import { encodeMessage } from "../src/sim/protobuf/encode.ts";
import { envelope } from "../src/sim/protobuf/envelope.ts";
import { benchPod } from "./bench-pod.ts";

const { values } = parseArgs({
	options: { pods: { type: "string", default: "10000" }, rounds: { type: "string", default: "3" } },
});
const podCount = Number(values.pods);
const chunkBytes = 64 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heapAfterCollection(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed;
}

function protobufBody(): Buffer {
	const items = Array.from({ length: podCount }, (_, index) => {
		const item = encodeMessage("k8s.io.api.core.v1.Pod", benchPod(index));
		const head = Buffer.alloc(6);
		head[0] = 2 * 8 + 2;
		// A length in five bytes, padded: legal, and simpler than the shortest form.
		for (let at = 1; at <= 5; at++) head[at] = ((item.length / 2 ** (7 * (at - 1))) & 0x7f) | (at < 5 ? 0x80 : 0);
		return Buffer.concat([head, item]);
	});
	return Buffer.from(envelope("v1", "PodList", Buffer.concat(items)));
}

function jsonBody(): Buffer {
	const items = Array.from({ length: podCount }, (_, index) => Buffer.from(JSON.stringify(benchPod(index))));
	const parts = items.flatMap((item) => [Buffer.from(","), item]).slice(1);
	return Buffer.concat([Buffer.from('{"kind":"PodList","items":['), ...parts, Buffer.from("]}")]);
}

async function* chunked(body: Buffer): AsyncGenerator<Uint8Array> {
	for (let at = 0; at < body.length; at += chunkBytes) yield body.subarray(at, at + chunkBytes);
}

async function readAll<R>(codec: ObjectCodec<R>, contentType: string, body: Buffer): Promise<R[]> {
	const rows: R[] = [];
	const response = { status: 200, headers: { "content-type": contentType }, body: chunked(body) };
	for await (const part of codec.list(response)) rows.push(...part.rows);
	if (rows.length !== podCount) throw new Error(`${rows.length} rows of ${podCount}`);
	return rows;
}

const bodies = [
	["protobuf", "application/vnd.kubernetes.protobuf", protobufBody],
	["JSON", "application/json", jsonBody],
] as const;

/** One list, measured while its rows are held. */
async function measure(contentType: string, body: Buffer): Promise<string> {
	const codec = objectCodec(pods);
	const heapBefore = heapAfterCollection();
	const cpuBefore = process.cpuUsage();
	const rows = await readAll(codec, contentType, body);
	const cpu = process.cpuUsage(cpuBefore);
	const heapBytes = heapAfterCollection() - heapBefore;
	const cpuMs = ((cpu.user + cpu.system) / 1000) * (10_000 / podCount);
	return `${cpuMs.toFixed(0)} ms CPU per 10,000 pods, ${Math.round(heapBytes / rows.length)} bytes of heap a row`;
}

for (const [name, contentType, makeBody] of bodies) {
	const body = makeBody();
	console.log(`${name}: ${Math.round(body.length / podCount)} bytes a pod`);
	for (let round = 1; round <= Number(values.rounds); round++)
		console.log(`  round ${round}: ${await measure(contentType, body)}`);
}
