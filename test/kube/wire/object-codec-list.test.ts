import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BodyError } from "../../../src/kube/transport/transport.ts";
import { objectCodec } from "../../../src/kube/wire/object-codec.ts";
import { encodeMessage } from "../../../src/sim/protobuf/encode.ts";
import { envelope } from "../../../src/sim/protobuf/envelope.ts";
import { fuzz } from "../../support/fuzz.ts";
import {
	chunksOf,
	field,
	gatherList,
	jsonList,
	jsonType,
	podMessage,
	protobufList,
	protobufType,
	response,
	varint,
} from "./bodies.ts";

const codec = objectCodec({
	message: podMessage,
	shape: { metadata: { name: "string", annotations: "stringMap" } },
	project(object) {
		const { name, annotations } = (object as { metadata: { name: string; annotations: Record<string, string> } })
			.metadata;
		if (name === "boom") throw new Error("unthought of");
		return `${name}${Object.values(annotations).join("")}`;
	},
});

const pod = (name: string, annotation?: string) => ({
	metadata: { name, ...(annotation === undefined ? {} : { annotations: { a: annotation } }) },
});
const encoded = (name: string, annotation?: string) => encodeMessage(podMessage, pod(name, annotation));

const names = ["a", "größe", 'q"]}\\', "", "日本"];
const metadata = { resourceVersion: "41", continue: "next" };
const end = { resourceVersion: "41", continueToken: "next" };
const whole = { rows: names, malformed: 0, ends: 1, end };

const list = (contentType: string, chunks: Iterable<Uint8Array>) =>
	gatherList(codec.list(response(contentType, chunks)));
const protobuf = protobufList(
	names.map((name) => encoded(name)),
	metadata,
);
const json = jsonList(
	names.map((name) => pod(name)),
	metadata,
);

const formats = [
	["protobuf", protobufType, protobuf],
	["JSON", jsonType, json],
	["indented JSON", jsonType, Buffer.from(JSON.stringify(JSON.parse(Buffer.from(json).toString()), null, 2))],
] as const;

async function failureOf(contentType: string, chunks: Iterable<Uint8Array>): Promise<unknown> {
	try {
		await list(contentType, chunks);
	} catch (error) {
		if (error instanceof BodyError) return error.failure.kind;
		throw error;
	}
	return undefined;
}

it("asks for protobuf first, and for JSON alone where a kind has no message", () => {
	expect(codec.accept).toBe("application/vnd.kubernetes.protobuf, application/json;q=0.9");
	expect(objectCodec({ message: undefined, shape: {}, project: () => 0 }).accept).toBe("application/json");
});

describe.each(formats)("a list in %s", (_format, contentType, body) => {
	it.each([1, 2, 3, 7, 16, 64, 100_000])("is read in chunks of %i bytes", async (size) => {
		expect(await list(contentType, chunksOf(body, size))).toStrictEqual(whole);
	});

	it("is read with a chunk border at any byte", async () => {
		for (let at = 0; at <= body.length; at++)
			expect(await list(contentType, [body.slice(0, at), body.slice(at)])).toStrictEqual(whole);
	});

	it("that breaks off at any byte is unreachable, never a shorter list", async () => {
		for (let at = 0; at < body.length; at++) {
			// After `raw` come two empty fields that a list may lack.
			if (contentType === protobufType && at >= body.length - 4 && at % 2 === body.length % 2) continue;
			expect(await failureOf(contentType, [body.slice(0, at)])).toBe("unreachable");
		}
	});

	it("gives its rows as they arrive", async () => {
		const parts: number[] = [];
		for await (const part of codec.list(response(contentType, chunksOf(body, 40)))) parts.push(part.rows.length);
		expect(Math.max(...parts)).toBeLessThan(names.length);
	});

	it("makes an object that its row is not ready for malformed, and goes on", async () => {
		const objects = ["a", "boom", "b"];
		const bytes =
			contentType === jsonType
				? jsonList(objects.map((name) => pod(name)))
				: protobufList(objects.map((name) => encoded(name)));
		expect(await list(contentType, [bytes])).toMatchObject({ rows: ["a", "b"], malformed: 1 });
	});

	it("steps over an object of more than 8 MB", async () => {
		const huge = "x".repeat(9 * 1024 * 1024);
		const bytes =
			contentType === jsonType
				? jsonList([pod("a"), pod("huge", huge), pod("b")], metadata)
				: protobufList([encoded("a"), encoded("huge", huge), encoded("b")], metadata);
		expect(await list(contentType, chunksOf(bytes, 65_536))).toStrictEqual({
			rows: ["a", "b"],
			malformed: 1,
			ends: 1,
			end,
		});
	});

	it("holds an object of 7 MB", async () => {
		const large = "x".repeat(7 * 1024 * 1024);
		const bytes = contentType === jsonType ? jsonList([pod("l", large)]) : protobufList([encoded("l", large)]);
		expect((await list(contentType, chunksOf(bytes, 65_536))).rows).toStrictEqual([`l${large}`]);
	});

	it("fails as invalid or unreachable on any noise, and does nothing else", async () => {
		await fuzz(
			fc.asyncProperty(fc.nat(body.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), async (at, noise) => {
				const changed = Buffer.from(body);
				changed.set(noise.subarray(0, body.length - at), at);
				expect([undefined, "invalid", "unreachable"]).toContain(await failureOf(contentType, chunksOf(changed, 50)));
			}),
			30_000,
		);
	});
});

describe("a list in protobuf", () => {
	it("may have its metadata last, and none", async () => {
		const items = names.map((name) => encoded(name));
		expect(await list(protobufType, [protobufList(items, metadata, true)])).toStrictEqual(whole);
		expect(await list(protobufType, [envelope("v1", "PodList", field(2, encoded("a")))])).toStrictEqual({
			rows: ["a"],
			malformed: 0,
			ends: 1,
			end: { resourceVersion: "", continueToken: "" },
		});
	});

	it("may be empty", async () => {
		expect(await list(protobufType, [envelope("v1", "PodList", new Uint8Array())])).toMatchObject({
			rows: [],
			ends: 1,
		});
	});

	it("may have unknown fields before, between and after its own", async () => {
		const unknown = Buffer.concat([
			varint(9 * 8),
			varint(300),
			varint(9 * 8 + 1),
			new Uint8Array(8),
			varint(9 * 8 + 5),
			new Uint8Array(4),
			field(9, new Uint8Array(70_000)),
		]);
		const inner = Buffer.concat([unknown, field(2, encoded("a")), unknown, field(2, encoded("b")), unknown]);
		const body = Buffer.concat([Buffer.from("k8s\0"), unknown, field(2, inner), unknown]);
		for (const size of [1, 1000, 1_000_000])
			expect(await list(protobufType, chunksOf(body, size))).toMatchObject({ rows: ["a", "b"], malformed: 0, ends: 1 });
	});

	it("goes on after an item whose bytes make no sense", async () => {
		const body = protobufList([encoded("a"), Uint8Array.of(10, 200, 1), encoded("b")]);
		expect(await list(protobufType, [body])).toMatchObject({ rows: ["a", "b"], malformed: 1 });
	});

	it.each([
		["JSON", Buffer.from('{"items":[]}')],
		["an object that is no list", envelope("v1", "Pod", encoded("a"))],
		["an item beyond the list's end", Buffer.concat([Buffer.from("k8s\0"), Uint8Array.of(18, 3, 18, 9, 1)])],
		["a group", Buffer.concat([Buffer.from("k8s\0"), Uint8Array.of(11)])],
		["a varint that never ends", Buffer.concat([Buffer.from("k8s\0"), new Uint8Array(20).fill(255)])],
	])("is invalid when it is %s", async (_what, body) => {
		expect(await failureOf(protobufType, [body])).toBe("invalid");
	});
});

describe("a list in JSON", () => {
	const text = (body: string) => [Buffer.from(body)];

	it("may have its metadata last, fields that nobody knows, and no items for null", async () => {
		const body = `{"x":[{"items":[1]},"]"],"items":[{"metadata":{"name":"a"}}],"y":-1.5e3,"metadata":{"resourceVersion":"7"}}`;
		for (const size of [1, 1000])
			expect(await list(jsonType, chunksOf(Buffer.from(body), size))).toStrictEqual({
				rows: ["a"],
				malformed: 0,
				ends: 1,
				end: { resourceVersion: "7", continueToken: "" },
			});
		expect(await list(jsonType, text('{"items":null,"metadata":{}}\n'))).toMatchObject({ rows: [], ends: 1 });
		expect(await list(jsonType, text(' { "items" : [ ] } '))).toMatchObject({ rows: [], ends: 1 });
	});

	it.each([
		["that is no JSON", '{"metadata":{"name" "x"}}'],
		["whose brackets do not match", '{"metadata":[}}'],
		["that is no object", "17"],
		["that is null", "null"],
		["with a name that is no string", '{"metadata":{"name":5}}'],
		["that is nothing", ""],
	])("goes on after an item %s", async (_what, item) => {
		const body = `{"items":[{"metadata":{"name":"a"}},${item},{"metadata":{"name":"b"}}]}`;
		expect(await list(jsonType, text(body))).toMatchObject({ rows: ["a", "b"], malformed: 1 });
	});

	it.each([
		["no object", "[]"],
		["an object that is no list", '{"kind":"Pod","metadata":{"name":"a"}}'],
		["HTML", "<html></html>"],
		["a list with something after it", '{"items":[]}{}'],
		["a list whose items are an object", '{"items":{}}'],
		["a list without commas", '{"items":[{} {}]}'],
		["a list whose metadata is a number", '{"metadata":5,"items":[]}'],
		["a list without colons", '{"items"[]}'],
	])("is invalid when it is %s", async (_what, body) => {
		expect(await failureOf(jsonType, text(body))).toBe("invalid");
	});

	it("is invalid in any other content type", async () => {
		expect(await failureOf("text/html", text("<html>"))).toBe("invalid");
		expect(await failureOf("application/json; charset=utf-8", text('{"items":[]}'))).toBeUndefined();
		const jsonOnly = objectCodec({ message: undefined, shape: {}, project: () => 0 });
		await expect(gatherList(jsonOnly.list(response(protobufType, [protobuf])))).rejects.toThrow(BodyError);
	});
});
