import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { truncate } from "../../src/text/width.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Segment } from "./segments.ts";

/** The first to go on a narrow screen, the last used namespaces last. */
const PRIORITY = 10;
const NAME_COLUMNS = 16;

/** The number keys and the namespaces they lead to, for the title of a table of a whole kind. */
export function namespaceKeys({ table, namespaces, isConfined }: Workspace): readonly Segment[] {
	if (table === undefined || !table.kind.namespaced || table.target.selection !== undefined) return [];
	const all = isConfined ? [] : [segmentFor("0", messages.views.all, PRIORITY)];
	return [
		...all,
		...namespaces.recent.map((namespace, place) => segmentFor(String(place + 1), namespace, PRIORITY + 1 + place)),
	];
}

function segmentFor(key: string, name: string, priority: number): Segment {
	const text = truncate(safeText(name), NAME_COLUMNS, "middle");
	return {
		pieces: [
			{ text: safeText(`${key} `), token: "key" },
			{ text: safeText(text), token: "keyTitle" },
		],
		priority,
	};
}
