import { describe, expect, it } from "vitest";
import { objectCodec } from "../../../src/kube/wire/object-codec.ts";
import { encodeMessage } from "../../../src/sim/protobuf/encode.ts";
import { envelope, watchFrame } from "../../../src/sim/protobuf/envelope.ts";
import {
	chunksOf,
	gatherWatch,
	jsonEvent,
	jsonType,
	podMessage,
	protobufEvent,
	protobufType,
	response,
} from "./bodies.ts";

const codec = objectCodec({
	message: podMessage,
	shape: { metadata: { name: "string" } },
	project(object) {
		const { name } = (object as { metadata: { name: string } }).metadata;
		if (name === "boom") throw new Error("unthought of");
		return name;
	},
});

const watch = (contentType: string, chunks: Iterable<Uint8Array>) =>
	gatherWatch(codec.watch(response(contentType, chunks)));
const pod = (name: string, resourceVersion: string) => ({ kind: "Pod", metadata: { name, resourceVersion } });
const bookmark = (resourceVersion: string, annotations = {}) => ({
	kind: "Pod",
	metadata: { resourceVersion, annotations },
});
const status = (fields: object) => ({ kind: "Status", metadata: {}, ...fields });
const initialEventsEnd = { "k8s.io/initial-events-end": "true" };

const formats = [
	["protobuf", `${protobufType};stream=watch`, protobufEvent],
	["JSON", jsonType, jsonEvent],
] as const;

describe.each(formats)("a watch in %s", (_format, contentType, event) => {
	const stream = Buffer.concat([
		event("ADDED", pod("größe", "1")),
		event("MODIFIED", pod("b", "2")),
		event("BOOKMARK", bookmark("3")),
		event("BOOKMARK", bookmark("4", initialEventsEnd)),
		event("DELETED", pod("b", "5")),
	]);
	const events = [
		{ type: "ADDED", row: "größe", resourceVersion: "1" },
		{ type: "MODIFIED", row: "b", resourceVersion: "2" },
		{ type: "BOOKMARK", resourceVersion: "3", initialEventsEnd: false },
		{ type: "BOOKMARK", resourceVersion: "4", initialEventsEnd: true },
		{ type: "DELETED", row: "b", resourceVersion: "5" },
	];

	it("is read with a chunk border at any byte, and byte by byte", async () => {
		for (let at = 0; at <= stream.length; at++) {
			const read = await watch(contentType, [stream.subarray(0, at), stream.subarray(at)]);
			expect(read).toStrictEqual({ events, failure: undefined });
		}
		expect(await watch(contentType, chunksOf(stream, 1))).toStrictEqual({ events, failure: undefined });
	});

	it("ends well between events only", async () => {
		const ends: number[] = [];
		for (let at = 0; at <= stream.length; at++) {
			const read = await watch(contentType, [stream.subarray(0, at)]);
			expect(read.events).toStrictEqual(events.slice(0, read.events.length));
			if (read.failure === undefined) ends.push(read.events.length);
			else expect(read.failure.kind).toBe("unreachable");
		}
		expect(new Set(ends)).toStrictEqual(new Set([0, 1, 2, 3, 4, 5]));
	});

	it.each([
		[
			"an expired version",
			{ code: 410, reason: "Expired", message: "too old" },
			{ kind: "gone", status: 410, reason: "Expired" },
		],
		["a version that is gone", { code: 410, reason: "Gone" }, { kind: "gone", message: "Gone" }],
		["an internal error", { code: 500, reason: "InternalError" }, { kind: "server", status: 500 }],
		[
			"throttling",
			{ code: 429, reason: "TooManyRequests", details: { retryAfterSeconds: 2 } },
			{ kind: "throttled", retryAfterMs: 2000 },
		],
		[
			"a version from the future",
			{ code: 504, reason: "Timeout", details: { causes: [{ reason: "ResourceVersionTooLarge" }] } },
			{ kind: "server", reason: "ResourceVersionTooLarge" },
		],
	])("says %s in the stream", async (_what, fields, failure) => {
		const read = await watch(contentType, [event("ERROR", status(fields))]);
		expect(read).toMatchObject({ events: [{ type: "ERROR", failure }], failure: undefined });
	});

	it("goes on after events that cannot be read", async () => {
		const body = [event("ADDED", pod("boom", "1")), event("SHRUGGED", pod("a", "2")), event("ADDED", pod("b", "3"))];
		const read = await watch(contentType, body);
		expect(read.events).toMatchObject([
			{ type: "MALFORMED", failure: { kind: "invalid", message: "an object could not be read: unthought of" } },
			{ type: "MALFORMED", failure: { kind: "invalid", message: "an event of unknown type SHRUGGED" } },
			{ type: "ADDED", row: "b" },
		]);
	});

	it("names what was deleted though it cannot be read", async () => {
		const read = await watch(contentType, [event("DELETED", pod("boom", "1"))]);
		expect(read.events).toMatchObject([{ type: "MALFORMED", gone: { name: "boom" } }]);
	});

	it("steps over an event of more than 8 MB", async () => {
		const huge = { kind: "Pod", metadata: { name: "h", annotations: { a: "x".repeat(9 * 1024 * 1024) } } };
		const body = Buffer.concat([event("ADDED", pod("a", "1")), event("ADDED", huge), event("ADDED", pod("b", "2"))]);
		const read = await watch(contentType, chunksOf(body, 65_536));
		expect(read.events).toMatchObject([
			{ type: "ADDED", row: "a" },
			{ type: "MALFORMED", failure: { message: "an object of more than 8 MB was skipped" } },
			{ type: "ADDED", row: "b" },
		]);
	});
});

describe("a watch in protobuf", () => {
	it.each([
		["an empty frame", Uint8Array.of(0, 0, 0, 0)],
		["a frame of noise", Uint8Array.of(0, 0, 0, 3, 255, 255, 255)],
		["an event without an object", Uint8Array.of(0, 0, 0, 3, 10, 1, 65)],
		["an object without an envelope", watchFrame("ADDED", encodeMessage(podMessage, pod("a", "1")))],
		["an error without an envelope", watchFrame("ERROR", Uint8Array.of(1))],
		["an error that is no Status", watchFrame("ERROR", envelope("v1", "Status", Uint8Array.of(255)))],
		["a bookmark of noise", watchFrame("BOOKMARK", envelope("v1", "Pod", Uint8Array.of(255)))],
	])("goes on after %s", async (_what, frame) => {
		const read = await watch(protobufType, [frame, protobufEvent("ADDED", pod("b", "2"))]);
		expect(read.failure).toBeUndefined();
		expect(read.events).toHaveLength(2);
		expect(read.events[0]).toMatchObject({ failure: { kind: "invalid" } });
		expect(read.events[1]).toMatchObject({ type: "ADDED", row: "b" });
	});
});

describe("a watch in JSON", () => {
	it.each(["{", "null", "5", '{"type":"ADDED"}', '{"type":"ADDED","object":[]}', '{"type":5}', '{"type":"BOOKMARK"}'])(
		"goes on after the line %s",
		async (line) => {
			const read = await watch(jsonType, [Buffer.from(`${line}\n`), jsonEvent("ADDED", pod("b", "2"))]);
			expect(read.events).toMatchObject([{ type: "MALFORMED" }, { type: "ADDED", row: "b" }]);
		},
	);

	it("takes empty lines for signs of life", async () => {
		const read = await watch(jsonType, [Buffer.from("\n\n"), jsonEvent("ADDED", pod("b", "2")), Buffer.from("\n")]);
		expect(read).toStrictEqual({ events: [{ type: "ADDED", row: "b", resourceVersion: "2" }], failure: undefined });
	});
});
