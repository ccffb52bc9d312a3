import { messages } from "../../src/text/messages/messages.ts";
import { cellWidth, pad } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import { type Form, type FormField, problemOf, valuesOf } from "./form.ts";
import { boundedList, button, fact, LABEL_COLUMNS, type Lines, piece } from "./lines.ts";

const said = messages.views.dialog;

/** A form: what it is about, its fields, what will happen, and its buttons. */
export function formLines(form: Form, rows: number): Lines {
	const { title, facts, fields, isProduction } = form;
	const badge = isProduction ? [piece("  "), piece(` ${messages.views.production} `, "alarm")] : [];
	const problem = problemOf(form);
	const head: Lines = [
		[piece(` ${title}`, "title"), ...badge],
		...facts.map(([label, value]) => fact(label, value)),
		...fields.flatMap((field, index) => fieldLines(field, index === form.focus)),
	];
	const tail: Lines = [
		...(problem === undefined ? [] : [fact("", problem, "attention")]),
		isPick(form) ? [piece(`   ${said.pick}`, "muted")] : buttons(form, problem === undefined),
	];
	const preview = form.preview?.(valuesOf(form)) ?? [];
	if (preview.length === 0) return [...head, ...tail];
	const shown = boundedList(
		preview.map((line) => [piece(`     ${line}`, "muted")]),
		form.offset,
		rows - head.length - tail.length,
		(count) => [piece(`     ${said.more(count)}   ${said.scrollPages}`, "muted")],
	);
	return [...head, ...shown, ...tail];
}

/** Nothing but a list to choose from: enter takes what is under the cursor. */
function isPick({ fields }: Form): boolean {
	const [only, ...more] = fields;
	return only?.kind === "choice" && only.asList === true && more.length === 0;
}

function fieldLines(field: FormField, hasKeys: boolean): Lines {
	if (field.kind === "text") {
		const value = hasKeys ? piece(`${field.value}▏`, "prompt") : piece(field.value);
		return [[...label(field.label, hasKeys), value]];
	}
	if (field.asList === true) return optionLines(field, hasKeys);
	const option = field.options[field.chosen];
	const place = piece(`  ${field.chosen + 1}/${field.options.length}`, "muted");
	const note = option?.note === undefined ? [] : [piece(`  ${option.note}`, "muted")];
	const name = hasKeys ? piece(`◂ ${option?.label ?? ""} ▸`, "cursor") : piece(option?.label ?? "");
	return [[...label(field.label, hasKeys), name, place, ...note]];
}

function optionLines(
	{ options, chosen, label: text }: Extract<FormField, { kind: "choice" }>,
	hasKeys: boolean,
): Lines {
	const width = Math.max(...options.map((option) => cellWidth(option.label)));
	const heading: Lines = text === "" ? [] : [label(text, hasKeys)];
	const lines = options.map((option, index): readonly Piece[] => {
		const isChosen = index === chosen;
		const name = pad(option.label, width);
		return [
			piece(isChosen ? "   ▸ " : "     ", isChosen ? "key" : "plain"),
			piece(name, isChosen && hasKeys ? "cursor" : "plain"),
			...(option.note === undefined ? [] : [piece(`  ${option.note}`, "muted")]),
		];
	});
	return [...heading, ...lines];
}

function label(text: string, hasKeys: boolean): readonly Piece[] {
	return [piece(hasKeys ? " ▸ " : "   ", "key"), piece(text.padEnd(LABEL_COLUMNS), hasKeys ? "key" : "muted")];
}

function buttons({ focus, fields, go }: Form, mayGo: boolean): readonly Piece[] {
	return [
		piece("   "),
		button(said.cancel, focus === fields.length, "plain"),
		piece("  "),
		button(go, focus === fields.length + 1, mayGo ? "plain" : "muted"),
		piece(`   ${said.fill}`, "muted"),
	];
}
