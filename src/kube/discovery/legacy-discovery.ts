import { fail, ok, type Result } from "../../base/result.ts";
import type { Failure } from "../failure.ts";
import { fetchJson } from "../transport/fetch-json.ts";
import type { Transport } from "../transport/transport.ts";
import { pickJson } from "../wire/json-picker.ts";
import { groupVersionOf, type ServedGroup, type ServedVersion, type UnavailableApi } from "./api-kind.ts";
import { orInvalid } from "./or-invalid.ts";

const resourceListShape = {
	resources: [
		{
			name: "string",
			singularName: "string",
			namespaced: "bool",
			kind: "string",
			verbs: ["string"],
			shortNames: ["string"],
			categories: ["string"],
		},
	],
} as const;

/** A group and its versions, the preferred one first. */
export interface AnnouncedGroup {
	readonly group: string;
	readonly versions: readonly string[];
}

/** The versions of the core group, from `/api`. @throws Malformed */
export function readCoreVersions(json: unknown): AnnouncedGroup[] {
	const { versions } = pickJson({ versions: ["string"] } as const, json);
	return [{ group: "", versions }];
}

const groupListShape = {
	groups: [{ name: "string", versions: [{ version: "string" }], preferredVersion: { version: "string" } }],
} as const;

/** The groups and their versions, from `/apis`. @throws Malformed */
export function readGroups(json: unknown): AnnouncedGroup[] {
	return pickJson(groupListShape, json).groups.map(({ name, versions, preferredVersion }) => {
		const rest = versions.map(({ version }) => version).filter((version) => version !== preferredVersion.version);
		return { group: name, versions: preferredVersion.version === "" ? rest : [preferredVersion.version, ...rest] };
	});
}

/** Ask each version of a group what it serves. One that does not answer is unavailable, and no more. */
export async function askVersions(
	transport: Pick<Transport, "request">,
	{ group, versions }: AnnouncedGroup,
	signal: AbortSignal | undefined,
): Promise<ServedGroup> {
	const outcomes = await Promise.all(versions.map((version) => askVersion(transport, group, version, signal)));
	const served: ServedVersion[] = [];
	const unavailable: UnavailableApi[] = [];
	outcomes.forEach((outcome, index) => {
		const groupVersion = groupVersionOf(group, versions[index] ?? "");
		if (outcome.ok) served.push(outcome.value);
		else unavailable.push({ groupVersion, failure: outcome.failure });
	});
	return { versions: served, unavailable };
}

async function askVersion(
	transport: Pick<Transport, "request">,
	group: string,
	version: string,
	signal: AbortSignal | undefined,
): Promise<Result<ServedVersion, Failure>> {
	const base = group === "" ? "/api" : `/apis/${encodeURIComponent(group)}`;
	const path = `${base}/${encodeURIComponent(version)}`;
	const answer = await fetchJson(transport, {
		method: "GET",
		path,
		purpose: "discovery",
		...(signal === undefined ? {} : { signal }),
	});
	if (!answer.ok) return answer;
	const read = orInvalid(() => pickJson(resourceListShape, answer.value.json).resources);
	if (!read.ok) return fail(read.failure);
	const resources = read.value.filter(({ name }) => !name.includes("/"));
	const kinds = resources.map((resource) => ({
		group,
		version,
		plural: resource.name,
		singular: resource.singularName || resource.kind.toLowerCase(),
		kind: resource.kind,
		shortNames: resource.shortNames,
		categories: resource.categories,
		namespaced: resource.namespaced,
		verbs: resource.verbs,
		subresources: read.value
			.filter(({ name }) => name.startsWith(`${resource.name}/`))
			.map(({ name }) => name.slice(resource.name.length + 1)),
	}));
	return ok({ group, version, kinds });
}
