import type { Generation } from "./generation.ts";
import { sourceName } from "./log-sources.ts";
import { withoutLooks } from "./text-segments.ts";

/** Lines that are written between two turns of the loop. */
const batchLines = 500;

// oxlint-disable-next-line no-control-regex -- these are what must not get into a file that somebody prints
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/** The shown lines as text: without colours and, but for tabs, without control characters. */
export async function* saveLines(
	{ store, selection, rows, sources }: Generation,
	options: { readonly times: boolean; readonly sources: boolean },
): AsyncGenerator<string> {
	const end = store.end;
	let text = "";
	let lines = 0;
	for (let line = selection.lineAt(0); line !== undefined && line < end; ) {
		const raw = rows.text(line);
		if (raw !== undefined) {
			const place = store.find(line);
			const { block, index } = place ?? { block: undefined, index: 0 };
			const origin = sources.origin(block?.source(index) ?? 0);
			const atUs = block?.atUs(index) ?? 0;
			const time = options.times && !Number.isNaN(atUs) ? `${new Date(atUs / 1e3).toISOString()} ` : "";
			const source = options.sources ? `${sourceName(origin)} ` : "";
			const isMark = block?.isMark(index) === true;
			text += `${time}${source}${isMark ? "-- " : ""}${withoutLooks(raw).replace(controls, shown)}\n`;
		}
		if (++lines % batchLines === 0) {
			yield text;
			text = "";
		}
		const next: number | undefined = selection.lineAt(selection.positionOf(line + 1));
		line = next;
	}
	if (text !== "") yield text;
}

function shown(control: string): string {
	const code = control.charCodeAt(0);
	return code < 0x20 ? String.fromCharCode(0x2400 + code) : `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`;
}
