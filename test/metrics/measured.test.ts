import { describe, expect, test } from "vitest";
import type { ObjectCodec } from "../../src/kube/wire/codec.ts";
import { isSameMeasured, type Measured, nodeMetricsCodec, podMetricsCodec } from "../../src/metrics/measured.ts";
import { encodeMessage } from "../../src/sim/protobuf/encode.ts";
import { chunksOf, gatherList, jsonList, jsonType, protobufList, protobufType, response } from "../kube/wire/bodies.ts";
import { generateObject, seeded } from "../kube/wire/generated-object.ts";

type Json = Readonly<Record<string, unknown>>;

const random = seeded(11);
const below = (limit: number) => Math.floor(random() * limit);
const pick = (texts: readonly string[]): string => texts[below(texts.length)] ?? "";

/** Usage as servers write it, and now and then a part of it missing or unreadable. */
const usage = (): Json => ({
	...(below(20) > 0 && { cpu: pick([`${below(4e9)}n`, `${below(4e6)}u`, `${below(4_000)}m`, "0", "1.5", "?"]) }),
	...(below(20) > 0 && { memory: pick([`${below(4e6)}Ki`, `${below(4_000)}Mi`, String(below(4e9)), "0", "1e9", ""]) }),
	...(below(4) === 0 && { "ephemeral-storage": "1Gi" }),
});
const podMetrics = (name: string): Json => ({
	metadata: {
		namespace: `shop-${below(9)}`,
		name,
		creationTimestamp: "2026-01-01T00:00:00Z",
		labels: { app: "größe" },
	},
	timestamp: "2026-01-01T00:00:00Z",
	window: "15.021s",
	containers: Array.from({ length: below(4) }, (_, index) => ({ name: `c${index}`, usage: usage() })),
});
const nodeMetrics = (name: string): Json => ({
	metadata: { name, creationTimestamp: null },
	timestamp: "2026-01-01T00:00:00Z",
	window: "1m0s",
	usage: usage(),
});

async function bothWays(message: string, codec: ObjectCodec<Measured>, objects: readonly Json[]) {
	const encoded = objects.map((object) => encodeMessage(message, object));
	return {
		fromJson: await gatherList(codec.list(response(jsonType, chunksOf(jsonList(objects), 997)))),
		fromProtobuf: await gatherList(codec.list(response(protobufType, chunksOf(protobufList(encoded), 997)))),
	};
}

describe.each([
	["PodMetrics", podMetricsCodec, podMetrics],
	["NodeMetrics", nodeMetricsCodec, nodeMetrics],
] as const)("%s in protobuf and in JSON", (kind, codec, make) => {
	const message = `k8s.io.metrics.pkg.apis.metrics.v1beta1.${kind}`;

	const some = (object: (index: number) => Json) => Array.from({ length: 500 }, (_, index) => object(index));

	test("measure the same", async () => {
		const objects = some((index) => make(`one-${index}`));
		const { fromJson, fromProtobuf } = await bothWays(message, codec, objects);
		expect(fromJson.malformed).toBe(0);
		expect(fromJson.rows).toHaveLength(objects.length);
		expect(fromProtobuf).toStrictEqual(fromJson);
		expect(fromJson.rows.some((measured) => measured.usage !== undefined)).toBe(true);
		expect(fromJson.rows.some((measured) => measured.usage === undefined)).toBe(true);
	});

	test("measure the same with anything in any field", async () => {
		const { fromJson, fromProtobuf } = await bothWays(
			message,
			codec,
			some(() => generateObject(message, random)),
		);
		expect(fromJson.malformed).toBe(0);
		expect(fromProtobuf).toStrictEqual(fromJson);
	});

	test("protobuf is asked for first, and JSON will do", () => {
		expect(codec.accept).toBe("application/vnd.kubernetes.protobuf, application/json;q=0.9");
	});
});

describe("two measurements are the same", () => {
	const app = { name: "app", usage: { cpuMillicores: 5, memoryBytes: 7 } };
	const measured: Measured = { key: "web/shop", usage: app.usage, containers: [app] };

	test("when every figure is", () => {
		expect(isSameMeasured(measured, structuredClone(measured))).toBe(true);
	});

	test.each<[string, Partial<Measured>]>([
		["another sum", { usage: { cpuMillicores: 5, memoryBytes: 8 } }],
		["no sum", { usage: undefined }],
		["another container", { containers: [{ ...app, name: "proxy" }] }],
		["another figure of a container", { containers: [{ ...app, usage: { cpuMillicores: 6, memoryBytes: 7 } }] }],
		["a container more", { containers: [app, app] }],
		["a container less", { containers: [] }],
	])("not with %s", (_what, change) => {
		expect(isSameMeasured(measured, { ...measured, ...change })).toBe(false);
		expect(isSameMeasured({ ...measured, ...change }, measured)).toBe(false);
	});
});
