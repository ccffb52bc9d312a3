import { messages } from "../../text/messages/messages.ts";
import { failure } from "../failure.ts";
import { pickJson } from "../wire/json-picker.ts";
import { groupVersionOf, type ServedGroup, type ServedVersion } from "./api-kind.ts";

/** Asks for everything in one answer, v2 before v2beta1, and takes the old form where neither is known. */
export const aggregatedAccept = [
	"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
	"application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList",
	"application/json",
].join(",");

/** The parts of `apidiscovery.k8s.io` v2 (and v2beta1, which is the same) that matter. */
const shape = {
	items: [
		{
			metadata: { name: "string" },
			versions: [
				{
					version: "string",
					freshness: "string",
					resources: [
						{
							resource: "string",
							responseKind: { kind: "string" },
							scope: "string",
							singularResource: "string",
							verbs: ["string"],
							shortNames: ["string"],
							categories: ["string"],
							subresources: [{ subresource: "string" }],
						},
					],
				},
			],
		},
	],
} as const;

/** Whether an answer is an aggregated one; a server that knows neither version sends the old form. */
export function isAggregated(json: unknown): boolean {
	return pickJson({ kind: "string" }, json).kind === "APIGroupDiscoveryList";
}

/**
 * Read an aggregated answer. A version marked stale is one whose server does not answer now.
 *
 * @throws Malformed
 * @see k8s.io/api/apidiscovery/v2/types.go
 */
export function readAggregated(json: unknown): ServedGroup[] {
	return pickJson(shape, json).items.map(({ metadata: { name: group }, versions }) => {
		const served: ServedVersion[] = [];
		const unavailable: ServedGroup["unavailable"][number][] = [];
		for (const { version, freshness, resources } of versions) {
			const groupVersion = groupVersionOf(group, version);
			if (freshness === "Stale") {
				unavailable.push({ groupVersion, failure: failure("absent", messages.transport.staleGroup(groupVersion)) });
				continue;
			}
			const kinds = resources.map((resource) => ({
				group,
				version,
				plural: resource.resource,
				singular: resource.singularResource || resource.responseKind.kind.toLowerCase(),
				kind: resource.responseKind.kind,
				shortNames: resource.shortNames,
				categories: resource.categories,
				namespaced: resource.scope === "Namespaced",
				verbs: resource.verbs,
				subresources: resource.subresources.map(({ subresource }) => subresource),
			}));
			// A resource without a kind is only there for its subresources.
			served.push({ group, version, kinds: kinds.filter(({ kind, plural }) => kind !== "" && plural !== "") });
		}
		return { versions: served, unavailable };
	});
}
