import { fail, ok, type Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import { fetchJson } from "../transport/fetch-json.ts";
import type { Transport } from "../transport/transport.ts";
import { pickJson } from "../wire/json-picker.ts";
import { aggregatedAccept, isAggregated, readAggregated } from "./aggregated-discovery.ts";
import { type Discovery, mergeVersions, type ServedGroup } from "./api-kind.ts";
import { type AnnouncedGroup, askVersions, readCoreVersions, readGroups } from "./legacy-discovery.ts";
import { orInvalid } from "./or-invalid.ts";

/**
 * Find out what a server serves: in two requests where it knows aggregated discovery (1.26 and
 * later), else group by group. An API that does not answer is listed as unavailable and fails nothing
 * else; only when neither the core group nor the others can be read is the outcome a failure.
 */
export async function discover(
	transport: Pick<Transport, "request">,
	signal?: AbortSignal,
): Promise<Result<Discovery, Failure>> {
	const [core, groups, serverVersion] = await Promise.all([
		ask(transport, "/api", readCoreVersions, signal),
		ask(transport, "/apis", readGroups, signal),
		askVersion(transport, signal),
	]);
	if (!core.ok && !groups.ok) return fail(core.failure);
	const served = [...orUnavailable(core, "v1"), ...orUnavailable(groups, "apis")];
	return ok({
		kinds: served.flatMap(({ versions }) => mergeVersions(versions)),
		unavailable: served.flatMap(({ unavailable }) => unavailable),
		serverVersion,
	});
}

async function ask(
	transport: Pick<Transport, "request">,
	path: "/api" | "/apis",
	readLegacy: (json: unknown) => AnnouncedGroup[],
	signal: AbortSignal | undefined,
): Promise<Result<readonly ServedGroup[], Failure>> {
	const answer = await fetchJson(transport, {
		method: "GET",
		path,
		accept: aggregatedAccept,
		purpose: "discovery",
		...(signal === undefined ? {} : { signal }),
	});
	if (!answer.ok) return answer;
	const { json } = answer.value;
	const read = orInvalid(() => (isAggregated(json) ? readAggregated(json) : undefined));
	if (!read.ok) return read;
	if (read.value !== undefined) return ok(read.value);
	const announced = orInvalid(() => readLegacy(json));
	if (!announced.ok) return announced;
	return ok(await Promise.all(announced.value.map((group) => askVersions(transport, group, signal))));
}

function orUnavailable(outcome: Result<readonly ServedGroup[], Failure>, groupVersion: string): readonly ServedGroup[] {
	if (outcome.ok) return outcome.value;
	return [{ versions: [], unavailable: [{ groupVersion, failure: outcome.failure }] }];
}

async function askVersion(
	transport: Pick<Transport, "request">,
	signal: AbortSignal | undefined,
): Promise<string | undefined> {
	const answer = await fetchJson(transport, {
		method: "GET",
		path: "/version",
		purpose: "discovery",
		...(signal === undefined ? {} : { signal }),
	});
	if (!answer.ok) return undefined;
	const read = orInvalid(() => pickJson({ gitVersion: "string" } as const, answer.value.json).gitVersion);
	return read.ok && read.value !== "" ? read.value : undefined;
}
