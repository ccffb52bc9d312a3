import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { BodyError, type KubeRequest, type Transport } from "./transport.ts";

const largestBytes = 64 * 2 ** 20;

/** An answer that is small enough to be held whole. */
export interface JsonAnswer {
	readonly status: number;
	readonly contentType: string;
	readonly json: unknown;
}

/** Ask for something small and parse it. What is not JSON, or more than 64 MB, fails as `invalid`. */
export async function fetchJson(
	transport: Pick<Transport, "request">,
	request: KubeRequest,
): Promise<Result<JsonAnswer, Failure>> {
	const outcome = await transport.request(request);
	if (!outcome.ok) return outcome;
	const { status, headers, body } = outcome.value;
	try {
		const chunks: Uint8Array[] = [];
		let length = 0;
		for await (const chunk of body) {
			length += chunk.length;
			if (length > largestBytes) return fail(failure("invalid", messages.transport.tooLarge(largestBytes / 2 ** 20)));
			chunks.push(chunk);
		}
		const json: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
		return ok({ status, contentType: headers["content-type"] ?? "", json });
	} catch (error) {
		if (error instanceof BodyError) return fail(error.failure);
		if (error instanceof SyntaxError) return fail(failure("invalid", messages.wire.notJson));
		throw error;
	}
}
