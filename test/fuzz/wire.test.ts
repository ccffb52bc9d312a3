import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BodyError } from "../../src/kube/transport/transport.ts";
import { objectCodec } from "../../src/kube/wire/object-codec.ts";
import { protobufDecoder } from "../../src/kube/wire/protobuf-decoder.ts";
import { optional } from "../../src/kube/wire/shape.ts";
import { tableCodec } from "../../src/kube/wire/table-codec.ts";
import { encodeMessage } from "../../src/sim/protobuf/encode.ts";
import {
	field,
	gatherList,
	gatherWatch,
	jsonEvent,
	jsonList,
	jsonType,
	podMessage,
	protobufEvent,
	protobufList,
	protobufType,
	response,
	varint,
} from "../kube/wire/bodies.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";

const shape = {
	metadata: {
		name: "string",
		resourceVersion: "string",
		labels: "stringMap",
		creationTimestamp: "time",
		managedFields: "count",
	},
	spec: {
		nodeName: "string",
		priority: "optionalInt",
		containers: [{ name: "string", args: ["string"], resources: { requests: "quantityMap" } }],
		volumes: [{ name: "string", persistentVolumeClaim: optional({ claimName: "string" }) }],
	},
	status: { phase: "string", startTime: "time" },
} as const;
const decode = protobufDecoder(podMessage, shape);
const nameOf = (object: unknown): string => (object as { metadata: { name: string } }).metadata.name;
const codec = objectCodec({ message: podMessage, shape, project: nameOf });

const name = fc.constantFrom("", "a", "größe", "日本", 'q"]}\\', "__proto__", "x".repeat(200));
const pod = fc.record({
	metadata: fc.record({
		name,
		resourceVersion: fc.nat(99).map(String),
		labels: fc.dictionary(name, name, { maxKeys: 3 }),
		creationTimestamp: fc.constantFrom("2026-01-01T00:00:00Z", "1969-12-31T23:59:59Z"),
	}),
	spec: fc.record({
		nodeName: name,
		priority: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
		containers: fc.array(fc.record({ name, args: fc.array(name, { maxLength: 3 }) }), { maxLength: 3 }),
		volumes: fc.array(fc.record({ name, persistentVolumeClaim: fc.record({ claimName: name }) }), { maxLength: 2 }),
	}),
	status: fc.record({ phase: name }),
});

/** What a line, a proxy or another version may do to bytes. */
type Damage = (bytes: Buffer) => Buffer;
const damage: fc.Arbitrary<Damage> = fc
	.record({
		kind: fc.constantFrom("cut", "write", "insert", "remove", "repeat", "move", "flip"),
		at: fc.nat(),
		to: fc.nat(),
		some: fc.uint8Array({ minLength: 1, maxLength: 12 }),
	})
	.map(({ kind, at, to, some }) => (bytes) => {
		const [from = 0, end = 0] = [at % (bytes.length + 1), to % (bytes.length + 1)].sort((a, b) => a - b);
		const [head, middle, tail] = [bytes.subarray(0, from), bytes.subarray(from, end), bytes.subarray(end)];
		if (kind === "cut") return head;
		if (kind === "write") return Buffer.concat([head, some, bytes.subarray(from + some.length)]);
		if (kind === "insert") return Buffer.concat([head, some, middle, tail]);
		if (kind === "remove") return Buffer.concat([head, tail]);
		if (kind === "repeat") return Buffer.concat([head, middle, middle, tail]);
		if (kind === "move") return Buffer.concat([middle, head, tail]);
		const flipped = Buffer.from(bytes);
		if (from < flipped.length) flipped[from] = (flipped[from] ?? 0) ^ (1 << (to % 8));
		return flipped;
	});
const damages = fc.array(damage, { minLength: 1, maxLength: 3 });
const damaged = (bytes: Uint8Array, all: readonly Damage[]): Buffer =>
	all.reduce<Buffer>((now, one) => one(now), Buffer.from(bytes));

/** Fields that no version of a pod has yet, of every wire type. */
const unknownField = fc.oneof(
	fc
		.record({ number: fc.integer({ min: 900, max: 2 ** 20 }), value: fc.nat() })
		.map(({ number, value }) => Buffer.concat([varint(number * 8), varint(value)])),
	fc.integer({ min: 900, max: 2 ** 20 }).map((number) => Buffer.concat([varint(number * 8 + 1), new Uint8Array(8)])),
	fc.integer({ min: 900, max: 2 ** 20 }).map((number) => Buffer.concat([varint(number * 8 + 5), new Uint8Array(4)])),
	fc
		.tuple(fc.integer({ min: 900, max: 2 ** 20 }), fc.uint8Array({ maxLength: 20 }))
		.map(([number, bytes]) => field(number, bytes)),
);

const cuts = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 });
function* inPieces(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
	for (let at = 0, turn = 0; at < bytes.length; turn++) {
		const size = sizes[turn % sizes.length] ?? 1;
		yield bytes.slice(at, at + size);
		at += size;
	}
}

describe("an object in protobuf", () => {
	test(
		"is the same with its fields in any order and others between them",
		async () => {
			await fuzz(
				fc.property(
					pod,
					fc.array(unknownField, { maxLength: 5 }),
					fc.infiniteStream(fc.nat()),
					(given, unknown, order) => {
						const whole = encodeMessage(podMessage, given);
						const parts = [
							field(1, encodeMessage("k8s.io.apimachinery.pkg.apis.meta.v1.ObjectMeta", given.metadata)),
							field(2, encodeMessage("k8s.io.api.core.v1.PodSpec", given.spec)),
							field(3, encodeMessage("k8s.io.api.core.v1.PodStatus", given.status)),
							...unknown,
						];
						const shuffled = parts
							.map((part) => ({ part, rank: order.next().value }))
							.sort((a, b) => a.rank - b.rank)
							.map(({ part }) => part);
						expect(decode(Buffer.concat(shuffled))).toStrictEqual(decode(whole));
					},
				),
				50_000,
			);
		},
		fuzzTimeoutMs,
	);

	test(
		"that is damaged is read or is malformed, and nothing beyond it is read",
		async () => {
			await fuzz(
				fc.property(pod, damages, (given, all) => {
					const bytes = damaged(encodeMessage(podMessage, given), all);
					const alone = decode(bytes);
					if (!alone.ok) expect(alone.failure.kind).toBe("invalid");
					for (const filler of [0x00, 0x0a, 0xff]) {
						const around = Buffer.alloc(bytes.length + 64, filler);
						bytes.copy(around, 32);
						const within = decode(around, 32, 32 + bytes.length);
						expect(within).toStrictEqual(alone);
					}
				}),
				150_000,
			);
		},
		fuzzTimeoutMs,
	);
});

const tables = tableCodec(() => {});
const jsonTable = (type: string, object: { metadata: object }): Uint8Array =>
	jsonEvent(type, {
		kind: "Table",
		apiVersion: "meta.k8s.io/v1",
		columnDefinitions: [{ name: "Name", type: "string", format: "name" }],
		rows: [{ cells: ["a", 1, null, { a: [] }], object: { kind: "PartialObjectMetadata", ...object } }],
	});

describe.each([
	["protobuf", codec, `${protobufType};stream=watch`, protobufEvent, 50_000],
	["JSON", codec, jsonType, jsonEvent, 100_000],
	["JSON tables", tables, jsonType, jsonTable, 50_000],
] as const)("a watch in %s", (_format, reads, contentType, event, nightly) => {
	const type = fc.constantFrom("ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR", "", "NEW");
	const stream = fc.array(fc.tuple(type, pod), { minLength: 1, maxLength: 4 });
	const types = new Set(["ADDED", "MODIFIED", "DELETED", "BOOKMARK", "ERROR", "MALFORMED"]);

	test(
		"that is damaged, cut or reordered gives events, malformed ones, or an end; it never throws",
		async () => {
			await fuzz(
				fc.asyncProperty(stream, damages, cuts, async (events, all, sizes) => {
					const bytes = damaged(Buffer.concat(events.map(([kind, object]) => event(kind, object))), all);
					const read = await gatherWatch<unknown>(reads.watch(response(contentType, inPieces(bytes, sizes))));
					for (const one of read.events) expect(types).toContain(one.type);
					expect([undefined, "invalid", "unreachable"]).toContain(read.failure?.kind);
					// However the line cuts the bytes.
					const whole = await gatherWatch<unknown>(reads.watch(response(contentType, [bytes])));
					expect(whole).toStrictEqual(read);
				}),
				nightly,
			);
		},
		fuzzTimeoutMs,
	);
});

describe.each([
	["protobuf", protobufType],
	["JSON", jsonType],
] as const)("a list in %s", (_format, contentType) => {
	/** Its rows and whether it said that it was whole; the failure that ended it otherwise. */
	async function read(chunks: Iterable<Uint8Array>) {
		try {
			const { rows, ends, malformed } = await gatherList(codec.list(response(contentType, chunks)));
			return { rows, ends, malformed, failed: undefined };
		} catch (error) {
			if (error instanceof BodyError) return { rows: [], ends: 0, malformed: 0, failed: error.failure.kind };
			throw error;
		}
	}

	const body = (pods: readonly { readonly metadata: { readonly name: string } }[]): Buffer =>
		Buffer.from(
			contentType === jsonType
				? jsonList(pods, { resourceVersion: "7" })
				: protobufList(
						pods.map((one) => encodeMessage(podMessage, one)),
						{ resourceVersion: "7" },
					),
		);

	test(
		"cut at any byte is never a shorter list that says it is whole",
		async () => {
			await fuzz(
				fc.asyncProperty(fc.array(pod, { maxLength: 4 }), fc.nat(), cuts, async (pods, at, sizes) => {
					const bytes = body(pods);
					const cut = await read(inPieces(bytes.subarray(0, at % (bytes.length + 1)), sizes));
					if (cut.failed === undefined) expect(cut).toMatchObject({ rows: pods.map(nameOf), ends: 1, malformed: 0 });
					else expect(cut.failed).toBe("unreachable");
				}),
				50_000,
			);
		},
		fuzzTimeoutMs,
	);

	test(
		"that is damaged is read, or is a failure",
		async () => {
			await fuzz(
				fc.asyncProperty(fc.array(pod, { maxLength: 3 }), damages, cuts, async (pods, all, sizes) => {
					const bytes = damaged(body(pods), all);
					const inParts = await read(inPieces(bytes, sizes));
					expect([undefined, "invalid", "unreachable"]).toContain(inParts.failed);
					expect(await read([bytes])).toStrictEqual(inParts);
				}),
				50_000,
			);
		},
		fuzzTimeoutMs,
	);
});
