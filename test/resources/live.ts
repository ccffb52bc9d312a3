import type { Live, Usage } from "../../src/resources/resource.ts";
import { NOW_MS } from "./pod-json.ts";

/** What is joined in: the time of the tests, and usage by key. */
export function live(usage: Readonly<Record<string, Usage>> = {}, nowMs = NOW_MS): Live {
	return {
		nowMs,
		usage: (key) => usage[key],
		containerUsage: (podKey, name) => usage[`${podKey}/${name}`],
	};
}
