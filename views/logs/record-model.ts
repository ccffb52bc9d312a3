import type { LogRecord, LogSource } from "../../src/logs/log-view.ts";
import { fact, heading } from "../../src/session/text-line.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { type PaneLine, TextPane } from "../screens/text-pane.ts";
import { sourceToken } from "./log-text.ts";

const said = messages.logScreen.record;

/** One line of a log in full, laid out to be read. */
export class RecordModel implements Disposable {
	readonly type = "record";
	readonly title: SafeText;
	readonly pane = new TextPane();
	/** The line as it came. */
	readonly line: SafeText;

	constructor(record: LogRecord) {
		const { row, source } = record;
		this.title = safeText(nameOf(source));
		this.line = safeText(row.segments.map(({ text }) => text).join(""));
		this.pane.set(recordLines(record));
		this.pane.toggleWrap();
	}

	[Symbol.dispose](): void {
		this.pane.set([]);
	}
}

/** `payments/api-0 app`; of a file its name. */
function nameOf({ namespace, pod, container }: LogSource): string {
	return [namespace === "" ? pod : `${namespace}/${pod}`, container].filter((part) => part !== "").join(" ");
}

function recordLines({ row, source, format, fields, pretty }: LogRecord): readonly PaneLine[] {
	const whose = fact(said.source, nameOf(source));
	const from = (whose.labelLength ?? 0) + 1;
	const token = sourceToken(source.index);
	return [
		...(Number.isNaN(row.timeMs) ? [] : [fact(said.time, new Date(row.timeMs).toISOString())]),
		{ ...whose, spans: [{ from, length: whose.text.length - from, token }] },
		fact(said.format, said.formats[format]),
		...(row.cutBytes === 0 ? [] : [fact(said.cut, messages.logScreen.cut(row.cutBytes), 0, "attention")]),
		...(fields.length === 0 ? [] : [...heading(said.fields), ...fields.map(({ name, value }) => fact(name, value, 2))]),
		...heading(said.whole),
		...pretty.map((text): PaneLine => ({ text: `  ${text}`, tone: "plain" })),
	];
}
