import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { protobufDecoder } from "../../../src/kube/wire/protobuf-decoder.ts";
import { type ObjectShape, optional } from "../../../src/kube/wire/shape.ts";
import { encodeMessage } from "../../../src/sim/protobuf/encode.ts";
import { fuzz } from "../../support/fuzz.ts";
import { field, podMessage, varint } from "./bodies.ts";

const core = "k8s.io.api.core.v1";
const meta = "k8s.io.apimachinery.pkg.apis.meta.v1";

function decode(message: string, shape: ObjectShape, bytes: Uint8Array): unknown {
	const result = protobufDecoder(message, shape)(bytes);
	if (!result.ok) throw new Error(result.failure.message);
	return result.value;
}

const textBytes = (text: string) => Buffer.from(text);

const podShape = {
	metadata: { name: "string", labels: "stringMap", creationTimestamp: "time", managedFields: "count" },
	spec: {
		nodeName: "string",
		priority: "optionalInt",
		containers: [{ name: "string", args: ["string"], resources: { requests: "quantityMap" } }],
		volumes: [{ name: "string", persistentVolumeClaim: optional({ claimName: "string", readOnly: "bool" }) }],
	},
	status: { phase: "string", startTime: "time" },
} as const;

const pod = {
	metadata: {
		name: "cart",
		labels: { app: "cart", é: "ü" },
		creationTimestamp: "2026-01-01T00:00:00Z",
		managedFields: [{ manager: "kubectl", fieldsV1: { "f:spec": {} } }, { manager: "kubelet" }],
	},
	spec: {
		nodeName: "n1",
		priority: 0,
		containers: [{ name: "a", args: ["-v", ""], resources: { requests: { cpu: "500m" } } }],
		volumes: [
			{ name: "data", persistentVolumeClaim: { claimName: "disk" } },
			{ name: "empty", emptyDir: {} },
		],
	},
	status: { phase: "Running" },
};

const picked = {
	metadata: {
		name: "cart",
		labels: { app: "cart", é: "ü" },
		creationTimestamp: Date.UTC(2026, 0, 1),
		managedFields: 2,
	},
	spec: {
		nodeName: "n1",
		priority: 0,
		containers: [{ name: "a", args: ["-v", ""], resources: { requests: { cpu: "500m" } } }],
		volumes: [
			{ name: "data", persistentVolumeClaim: { claimName: "disk", readOnly: false } },
			{ name: "empty", persistentVolumeClaim: undefined },
		],
	},
	status: { phase: "Running", startTime: undefined },
};

describe("the normal form", () => {
	it("is filled from the bytes of an object", () => {
		expect(decode(podMessage, podShape, encodeMessage(podMessage, pod))).toStrictEqual(picked);
	});

	it("is whole when the bytes are empty", () => {
		expect(decode(podMessage, podShape, new Uint8Array())).toStrictEqual({
			metadata: { name: "", labels: {}, creationTimestamp: undefined, managedFields: 0 },
			spec: { nodeName: "", priority: undefined, containers: [], volumes: [] },
			status: { phase: "", startTime: undefined },
		});
	});

	it.each([
		["whole seconds of a Time", "startTime", { startTime: "2026-01-01T00:00:01Z" }, Date.UTC(2026, 0, 1, 0, 0, 1)],
		["a time before 1970", "startTime", { startTime: "1969-12-31T23:59:59Z" }, -1000],
		["the epoch itself", "startTime", { startTime: "1970-01-01T00:00:00Z" }, 0],
	])("has %s", (_what, key, status, ms) => {
		expect(decode(`${core}.PodStatus`, { [key]: "time" }, encodeMessage(`${core}.PodStatus`, status))).toStrictEqual({
			[key]: ms,
		});
	});

	it("has the milliseconds of a MicroTime, and nothing for Go's zero time", () => {
		const event = `${core}.Event`;
		const bytes = encodeMessage(event, { metadata: {}, eventTime: "2026-01-01T00:00:00.123987Z" });
		const shape = { eventTime: "time", firstTimestamp: "time" } as const;
		expect(decode(event, shape, bytes)).toStrictEqual({
			eventTime: Date.UTC(2026, 0, 1, 0, 0, 0, 123),
			firstTimestamp: undefined,
		});
	});

	it.each([
		[80, "80"],
		[0, "0"],
		[-1, "-1"],
		["http", "http"],
		["25%", "25%"],
	])("has the int-or-string %j as text", (targetPort, text) => {
		const message = `${core}.ServicePort`;
		expect(decode(message, { targetPort: "intOrString" }, encodeMessage(message, { targetPort }))).toStrictEqual({
			targetPort: text,
		});
	});

	it("takes a map's key for what it is, __proto__ too", () => {
		const data = JSON.parse('{"__proto__": "x", "constructor": "y", "7": "z"}');
		const bytes = encodeMessage(`${core}.ConfigMap`, { metadata: {}, data });
		const { data: read } = decode(`${core}.ConfigMap`, { data: "stringMap" }, bytes) as { data: object };
		expect(new Map(Object.entries(read))).toStrictEqual(new Map(Object.entries(data)));
		expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
	});

	it("counts bytes that it cannot show", () => {
		const bytes = encodeMessage(`${core}.Secret`, { metadata: {}, data: { a: "AAA=", b: "" } });
		expect(decode(`${core}.Secret`, { data: "count" }, bytes)).toStrictEqual({ data: 2 });
	});

	it("finds the fields of structs that JSON inlines twice over", () => {
		const message = `${core}.Container`;
		const bytes = encodeMessage(message, { livenessProbe: { httpGet: { path: "/ok" }, periodSeconds: 5 } });
		const shape = { livenessProbe: optional({ periodSeconds: "int", httpGet: optional({ path: "string" }) }) };
		expect(decode(message, shape, bytes)).toStrictEqual({
			livenessProbe: { periodSeconds: 5, httpGet: { path: "/ok" } },
		});
	});
});

describe("integers", () => {
	const read = (bytes: Uint8Array) =>
		(
			decode(`${meta}.ObjectMeta`, { generation: "int" }, Buffer.concat([Uint8Array.of(7 << 3), bytes])) as {
				generation: number;
			}
		).generation;

	it.each([0, 1, 127, 128, 300, 2 ** 28 - 1, 2 ** 28, 2 ** 31, 2 ** 35, 2 ** 53 - 1])("reads %i", (value) => {
		expect(read(varint(value))).toBe(value);
		const bytes = encodeMessage(`${meta}.ObjectMeta`, { generation: -value - 1 });
		expect(decode(`${meta}.ObjectMeta`, { generation: "int" }, bytes)).toStrictEqual({ generation: -value - 1 });
	});

	it.each([
		["the largest", "9223372036854775807", [255, 255, 255, 255, 255, 255, 255, 255, 127]],
		["the smallest", "-9223372036854775808", [128, 128, 128, 128, 128, 128, 128, 128, 128, 1]],
		["one beyond what a number holds", "9007199254740993", [129, 128, 128, 128, 128, 128, 128, 16]],
	])("rounds %s as JSON does", (_which, text, bytes) => {
		expect(read(Uint8Array.from(bytes))).toBe(JSON.parse(text));
	});

	it("reads zero written at length", () => {
		expect(read(Uint8Array.of(128, 128, 0))).toBe(0);
		expect(read(Uint8Array.of(128, 128, 128, 128, 128, 128, 128, 128, 128, 0))).toBe(0);
	});
});

describe("bytes in an unusual order", () => {
	const name = (text: string) => field(1, textBytes(text));

	it("may come with unknown fields of every wire type", () => {
		const unknown = Buffer.concat([
			varint(900 * 8),
			varint(5),
			varint(901 * 8 + 1),
			new Uint8Array(8),
			varint(902 * 8 + 5),
			new Uint8Array(4),
			field(903, textBytes("x")),
			varint(904 * 8 + 3),
			varint(1 * 8),
			varint(1),
			varint(2 * 8 + 3),
			varint(2 * 8 + 4),
			varint(904 * 8 + 4),
		]);
		expect(
			decode(`${meta}.ObjectMeta`, { name: "string" }, Buffer.concat([unknown, name("a"), unknown])),
		).toStrictEqual({
			name: "a",
		});
	});

	it("lets the last of a repeated scalar win and merges the pieces of a struct", () => {
		const bytes = Buffer.concat([
			field(1, Buffer.concat([name("old"), name("new")])),
			field(3, field(1, textBytes("Running"))),
			field(1, field(3, textBytes("shop"))),
		]);
		const shape = { metadata: { name: "string", namespace: "string" }, status: { phase: "string" } } as const;
		expect(decode(podMessage, shape, bytes)).toStrictEqual({
			metadata: { name: "new", namespace: "shop" },
			status: { phase: "Running" },
		});
	});

	it("may have the fields of a map entry turned round or left out", () => {
		const entry = (...parts: Uint8Array[]) => field(11, Buffer.concat(parts));
		const bytes = Buffer.concat([
			entry(field(2, textBytes("v")), name("k")),
			entry(name("only-key")),
			entry(field(2, textBytes("only-value"))),
		]);
		expect(decode(`${meta}.ObjectMeta`, { labels: "stringMap" }, bytes)).toStrictEqual({
			labels: { k: "v", "only-key": "", "": "only-value" },
		});
	});

	it("may have integers packed or not", () => {
		const message = `${core}.PodSecurityContext`;
		const bytes = Buffer.concat([
			varint(4 * 8),
			varint(7),
			field(4, Uint8Array.of(1, 2, 128, 1)),
			varint(4 * 8),
			varint(9),
		]);
		expect(decode(message, { supplementalGroups: ["int"] }, bytes)).toStrictEqual({
			supplementalGroups: [7, 1, 2, 128, 9],
		});
		expect(decode(message, { supplementalGroups: "count" }, bytes)).toStrictEqual({ supplementalGroups: 5 });
	});
});

describe("broken bytes are one failure", () => {
	const decodePod = protobufDecoder(podMessage, podShape);
	const bytes = encodeMessage(podMessage, pod);

	it("at every point where they may break off", () => {
		const whole = new Set<number>();
		for (let end = 0; end < bytes.length; end++) {
			const cut = decodePod(bytes.slice(0, end));
			// The same cut inside a longer buffer: what lies beyond must not be read.
			expect(decodePod(bytes, 0, end)).toStrictEqual(cut);
			if (cut.ok) whole.add(end);
			else expect(cut.failure.kind).toBe("invalid");
		}
		// Only between the three fields of a pod is a part of it a pod.
		expect(whole.size).toBe(3);
	});

	it.each([
		["a length beyond the end", [10, 5, 1]],
		["a length beyond any memory", [10, 255, 255, 255, 255, 255, 255, 255, 255, 127]],
		["a varint of eleven bytes", [10, ...Array.from({ length: 10 }, () => 128), 1]],
		["a varint of more than 64 bits", [10, ...Array.from({ length: 9 }, () => 255), 2]],
		["field number 0", [2, 0]],
		["a field number beyond 29 bits", [250, 255, 255, 255, 255, 1, 0]],
		["wire type 7", [15]],
		["the end of a group that never began", [12]],
		["a group that never ends", [11, 8, 1]],
		["groups a thousand deep", Array.from({ length: 1000 }, () => 11)],
		["a string where a struct is due", [8, 1]],
		["nanoseconds beyond a second", [10, 8, 66, 6, 16, 128, 148, 235, 220, 3]],
	])("with %s", (_what, broken) => {
		expect(decodePod(Uint8Array.from(broken))).toMatchObject({ ok: false, failure: { kind: "invalid" } });
	});

	it("whatever they are", async () => {
		const outcomes = new Set<string>();
		const noise = fc.tuple(fc.nat(bytes.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }));
		const changes = fc.property(noise, ([at, some]) => {
			const changed = Buffer.from(bytes);
			changed.set(some.subarray(0, bytes.length - at), at);
			const result = decodePod(changed);
			outcomes.add(result.ok ? "read" : result.failure.kind);
		});
		await fuzz(changes, 300_000);
		expect(outcomes).toStrictEqual(new Set(["read", "invalid"]));
	});
});

describe("a shape that does not fit the schema", () => {
	it.each([
		["names an unknown field", { spec: { containers: [{ nmae: "string" }] } }, "Pod.spec.containers[].nmae"],
		["takes a list for a struct", { spec: { containers: { name: "string" } } }, "Pod.spec.containers"],
		["takes a struct for a list", { spec: [{ nodeName: "string" }] }, "Pod.spec"],
		["takes a string for an integer", { spec: { nodeName: "int" } }, "Pod.spec.nodeName"],
		["calls optional what is no pointer", { spec: { nodeName: "optionalString" } }, "Pod.spec.nodeName"],
		["calls a struct optional that is no pointer", { status: optional({ phase: "string" }) }, "Pod.status"],
		["takes a map of quantities for one of strings", { spec: { overhead: "stringMap" } }, "Pod.spec.overhead"],
		["counts what is one", { spec: { nodeName: "count" } }, "Pod.spec.nodeName"],
		["nests lists", { spec: { containers: [["string"]] } }, "Pod.spec.containers[]"],
		["reads free-form JSON", { metadata: { managedFields: [{ manager: "string" }] } }, "Pod.metadata.managedFields[]"],
	] as [string, ObjectShape, string][])("%s: says where", (_what, shape, path) => {
		expect(() => protobufDecoder(podMessage, shape)).toThrow(`k8s.io.api.core.v1.${path}: `);
	});

	it("names an unknown message", () => {
		expect(() => protobufDecoder("k8s.io.api.core.v1.Pood", {})).toThrow("Pood");
	});
});
