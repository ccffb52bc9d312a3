import type { Writable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { parse as parseYaml } from "yaml";
import { sleep } from "../../base/clock.ts";
import type { User } from "../api/access.ts";
import { negotiate, PROTOBUF } from "../api/negotiate.ts";
import { bytesReply, type Reply, type StreamReply } from "../api/reply.ts";
import { statusBytes } from "../api/represent.ts";
import { parseResourcePath } from "../api/request-path.ts";
import { type ApiServer, route } from "../api/route.ts";
import {
	badRequest,
	plainFailure,
	StatusError,
	tooLargeVersion,
	unauthorized,
	unsupportedMediaType,
} from "../api/status.ts";
import { decodeRequest } from "../protobuf/decode-request.ts";
import type { FaultAction, FaultPlan } from "./faults.ts";
import type { AnyRequest, AnyResponse } from "./listener.ts";
import { sendReply } from "./send-reply.ts";
import { shapeBody } from "./shape-body.ts";
import type { Streams } from "./streams.ts";

/** What a request meets on its way in. */
export interface Gate {
	readonly server: ApiServer;
	readonly faults: FaultPlan;
	readonly streams: Streams;
	/** The user of a bearer token; undefined for one that is not known (or no longer). */
	userOf(token: string | undefined): User | undefined;
	/** Milliseconds that this server's clock is ahead of the injected one. */
	dateSkewMs(): number;
	/** Whether there is a protobuf form of anything. */
	protobuf(): boolean;
	/** Told of every request, before it is answered. */
	onRequest(method: string, url: string): void;
	/** Break the connection of a request. */
	reset(request: AnyRequest): void;
}

/** Answer one HTTP request. Never rejects: what goes wrong inside is a 500. */
export async function handleRequest(gate: Gate, request: AnyRequest, response: AnyResponse): Promise<void> {
	const { method = "GET", url = "/" } = request;
	const { clock, random } = gate.server;
	gate.onRequest(method, url);
	response.on("error", () => response.destroy());
	response.sendDate = false;
	response.setHeader("Date", new Date(clock.now() + gate.dateSkewMs()).toUTCString());
	response.setHeader("Cache-Control", "no-cache, private");
	const fault = gate.faults.take(method, url);
	if (fault?.do === "blackhole") return;
	if (fault?.do === "reset") {
		gate.reset(request);
		return;
	}
	try {
		const gone = new AbortController();
		response.once("close", () => gone.abort());
		if (fault?.do === "delay") {
			await sleep(clock, fault.delayMs + random.next() * (fault.jitterMs ?? 0), gone.signal);
			if (gone.signal.aborted) return;
		}
		const reply = await answer(gate, request, fault);
		const shape = shapeBody(fault, { clock, reset: () => gate.reset(request), isOver: gate.faults.isOver });
		const out: Writable = shape ?? response;
		shape?.pipe(response);
		gone.signal.addEventListener("abort", () => shape?.destroy());
		if ("start" in reply) gate.streams.serve(response, reply, out);
		else await sendReply(response, reply, request.headers["accept-encoding"] ?? "", out);
	} catch {
		// The client left while its body was read, or a part of ours could not be made.
		response.destroy();
	}
}

async function answer(gate: Gate, request: AnyRequest, fault: FaultAction | undefined): Promise<Reply | StreamReply> {
	const url = new URL(request.url ?? "/", "http://sim");
	const body = await buffer(request);
	const contentType = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
	try {
		if (fault?.do === "too-large-version")
			throw tooLargeVersion(gate.server.store.revision + 1, gate.server.store.revision);
		if (fault?.do === "status") {
			throw plainFailure(fault.code, fault.reason ?? "", `fault asked for: ${fault.code}`, fault.retryAfterSeconds);
		}
		const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
		const user = gate.userOf(token);
		if (user === undefined) throw unauthorized();
		return route(gate.server, {
			method: request.method ?? "GET",
			pathname: url.pathname,
			query: url.searchParams,
			accept: acceptOf(gate, request),
			contentType,
			body: body.length === 0 ? undefined : parse(body, contentType),
			user,
			watchEnds: fault?.do === "watch-ends" ? endingOf(fault) : undefined,
		});
	} catch (error) {
		if (error instanceof StatusError) return refusal(error, url.pathname, acceptOf(gate, request));
		const message = error instanceof Error ? error.message : String(error);
		return refusal(plainFailure(500, "InternalError", `Internal error occurred: ${message}`), url.pathname, undefined);
	}
}

function endingOf({ code, reason = "" }: Extract<FaultAction, { do: "watch-ends" }>): StatusError | "in good order" {
	return code === undefined ? "in good order" : plainFailure(code, reason, `fault asked for: ${code}`);
}

/** What the client takes; without its protobuf where there is none. */
function acceptOf(gate: Gate, { headers: { accept } }: AnyRequest): string | undefined {
	if (accept === undefined || gate.protobuf()) return accept;
	return accept
		.split(",")
		.filter((clause) => !clause.includes(PROTOBUF))
		.join(",");
}

function parse(body: Buffer, contentType: string): unknown {
	if (contentType === PROTOBUF) {
		const value = decodeRequest(body);
		if (value === undefined) throw unsupportedMediaType(["application/json"]);
		return value;
	}
	try {
		if (contentType.endsWith("yaml")) return parseYaml(body.toString());
		return JSON.parse(body.toString());
	} catch {
		throw badRequest("the body of the request could not be read");
	}
}

/** A Status in the form the client asked for; JSON where that cannot be. */
function refusal(error: StatusError, pathname: string, accept: string | undefined): Reply {
	let format: "json" | "protobuf" = "json";
	try {
		format = error.body.code === 406 ? "json" : negotiate(accept, parseResourcePath(pathname)?.kind).format;
	} catch {
		// What the client wants cannot be made; JSON is what it gets.
	}
	const retry = error.body.details?.retryAfterSeconds;
	const reply = bytesReply(statusBytes(error.body, format), format, error.body.code);
	return retry === undefined ? reply : { ...reply, headers: { "Retry-After": String(retry) } };
}
