import { messages } from "../../text/messages/messages.ts";
import { type Failure, type FailureKind, failure } from "../failure.ts";
import { isEnveloped, openEnvelope } from "./envelope.ts";
import { pickJson } from "./json-picker.ts";
import { Malformed } from "./malformed.ts";
import { protobufDecoder } from "./protobuf-decoder.ts";
import type { Picked } from "./shape.ts";

/** What matters of `meta.v1.Status`. */
export const statusShape = {
	message: "string",
	reason: "string",
	code: "int",
	details: { retryAfterSeconds: "int", causes: [{ reason: "string" }] },
} as const;

type Status = Picked<typeof statusShape>;

const decodeStatus = protobufDecoder("k8s.io.apimachinery.pkg.apis.meta.v1.Status", statusShape);

/**
 * `reason` of a failure whose Status names this cause: the resource version asked for is newer than
 * the server's. The Status' own reason is then the meaningless `Timeout`.
 *
 * @see https://github.com/kubernetes/apiserver/blob/master/pkg/storage/errors.go
 */
export const resourceVersionTooLarge = "ResourceVersionTooLarge";

/** Most characters of a plain-text answer that are kept. */
const longestMessage = 1024;

/**
 * Turn an answer that is no success into a failure.
 *
 * @param httpStatus the response's status, 300 or above
 * @param body what came, whole or cut; a Status (protobuf or JSON), plain text, a proxy's HTML or nothing
 * @param headers by lower-case name
 * @param nowMs wall-clock milliseconds, for a `Retry-After` that is a date
 */
export function statusFailure(
	httpStatus: number,
	body: Uint8Array,
	headers: Readonly<Record<string, string | undefined>>,
	nowMs: number,
): Failure {
	const status = readStatus(body);
	const retryAfterMs = retryAfter(headers["retry-after"], nowMs);
	if (status !== undefined) return fromStatus(status, httpStatus, retryAfterMs);
	const text = (headers["content-type"] ?? "").includes("html") ? "" : plainText(body);
	// A 503 that is no Status comes from the aggregator: the API behind it is away.
	const kind = httpStatus === 503 && retryAfterMs === undefined ? "absent" : kindOf(httpStatus, "", retryAfterMs);
	return failure(kind, text || messages.wire.httpStatus(httpStatus), {
		status: httpStatus,
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});
}

/** Turn the object of an in-stream ERROR, as a shape of it was picked, into a failure. */
export function inStreamFailure(status: Status): Failure {
	return fromStatus(status, status.code, undefined);
}

/** The same for a Status still in protobuf, without its envelope. */
export function inStreamProtobufFailure(bytes: Uint8Array, start: number, end: number): Failure {
	const decoded = decodeStatus(bytes, start, end);
	return decoded.ok ? inStreamFailure(decoded.value) : decoded.failure;
}

function fromStatus(status: Status, code: number, retryAfterMs: number | undefined): Failure {
	const { retryAfterSeconds, causes } = status.details;
	const waitMs = retryAfterMs ?? (retryAfterSeconds > 0 ? retryAfterSeconds * 1000 : undefined);
	const isTooLarge = causes.some((cause) => cause.reason === resourceVersionTooLarge);
	const reason = isTooLarge ? resourceVersionTooLarge : status.reason;
	return failure(kindOf(code, reason, waitMs), status.message || status.reason || messages.wire.httpStatus(code), {
		...(code === 0 ? {} : { status: code }),
		...(reason === "" ? {} : { reason }),
		...(waitMs === undefined ? {} : { retryAfterMs: waitMs }),
	});
}

function kindOf(code: number, reason: string, retryAfterMs: number | undefined): FailureKind {
	if (reason === "Expired" || reason === "Gone") return "gone";
	switch (code) {
		case 401:
			return "unauthorised";
		case 403:
			return "forbidden";
		case 404:
			return "absent";
		case 409:
			return "conflict";
		case 410:
			return "gone";
		case 429:
			return "throttled";
		case 503:
			return retryAfterMs === undefined ? "server" : "throttled";
	}
	return code >= 300 && code < 500 ? "invalid" : "server";
}

function readStatus(body: Uint8Array): Status | undefined {
	try {
		if (isEnveloped(body)) {
			const { kind, start, end } = openEnvelope(body);
			const decoded = kind === "Status" ? decodeStatus(body, start, end) : undefined;
			return decoded?.ok ? decoded.value : undefined;
		}
		const json: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
		const { kind } = pickJson({ kind: "string" }, json);
		return kind === "Status" ? pickJson(statusShape, json) : undefined;
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof Malformed) return undefined;
		throw error;
	}
}

function plainText(body: Uint8Array): string {
	const text = Buffer.from(body.subarray(0, 4 * longestMessage)).toString("utf8");
	return text.replaceAll(/\s+/g, " ").trim().slice(0, longestMessage);
}

/** `Retry-After` in milliseconds: a number of seconds or an HTTP date. @see RFC 9110, 10.2.3 */
function retryAfter(header: string | undefined, nowMs: number): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
	const atMs = Date.parse(header);
	return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
