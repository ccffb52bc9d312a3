/**
 * Which resources of a cluster were refused a streaming list. Servers before 1.32, and aggregated
 * ones, answer 400 or 422; asking again each time would only cost a round trip.
 */
export interface StreamingSupport {
	refused(resourceId: string): boolean;
	refuse(resourceId: string): void;
}

/** A memory for one cluster, in which every resource is still to be tried. */
export function createStreamingSupport(): StreamingSupport {
	const refused = new Set<string>();
	return { refused: (id) => refused.has(id), refuse: (id) => void refused.add(id) };
}
