import { objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { bulkLines } from "./bulk-lines.ts";
import type { ActionMenu, Confirmation, MarkedObjects, OneObject } from "./dialog.ts";
import { mayConfirm } from "./dialog-input.ts";
import { formLines } from "./form-lines.ts";
import { button, fact, LABEL_COLUMNS, type Lines, piece } from "./lines.ts";
import { markedLines } from "./marked-lines.ts";
import { toDelete } from "./marked-objects.ts";
import { pluginLines, questionLines } from "./question-lines.ts";
import { waitingLines } from "./waiting.ts";

const said = messages.views.dialog;

/**
 * What the open dialog shows, line by line, in at most `rows` of them where it can help it; without a dialog, what a
 * credential plugin says, or how far a deletion has come; nothing when there is none. The first and the last line matter most.
 */
export function dialogLines(workspace: Workspace, rows: number): Lines {
	const dialog = workspace.dialog.get();
	const bulk = workspace.bulk.get();
	const words = workspace.pluginWords.get();
	if (dialog === undefined && words.length > 0) return pluginLines(words);
	if (dialog === undefined) return bulk === undefined ? [] : bulkLines(bulk, rows);
	if (dialog.kind === "question") return questionLines(dialog);
	if (dialog.kind === "form") return formLines(dialog, rows);
	if (dialog.kind === "waiting") return waitingLines(dialog);
	return dialog.kind === "menu" ? menuLines(workspace, dialog) : confirmationLines(workspace, dialog, rows);
}

function menuLines(workspace: Workspace, { subject }: ActionMenu): Lines {
	return [
		[piece(` ${said.actions}  `, "title"), piece(subjectTitle(subject))],
		...aliveCommands("menu").map((command) => {
			const reason = command.disabled?.(workspace);
			const { title: name, doc } = messages.commands[command.id];
			const text = name.padEnd(LABEL_COLUMNS);
			if (reason !== undefined) return [piece(`  ${command.keys[0]}  ${text} ${reason}`, "muted")];
			return [piece(`  ${command.keys[0]}  `, "key"), piece(`${text} `), piece(doc, "muted")];
		}),
		[piece(`  esc  `, "key"), piece(said.close, "muted")],
	];
}

function subjectTitle(subject: OneObject | MarkedObjects): string {
	if (subject.about === "row") return `${subject.reference.resource.kind} ${objectName(subject.reference)}`;
	const { objects, isGone, resource } = subject;
	const gone = objects.filter(({ reference }) => isGone(reference.uid)).length;
	const hidden = objects.filter(({ hidden: isHidden }) => isHidden).length;
	return `${resource.plural}: ${messages.views.counts.marked(objects.length, hidden, gone)}`;
}

function confirmationLines({ cluster }: Workspace, dialog: Confirmation, rows: number): Lines {
	const { subject, expected, typed } = dialog;
	const { context } = cluster.target;
	const badge = expected === undefined ? [] : [piece("  "), piece(` ${messages.views.production} `, "alarm")];
	const contextLine = [...fact(said.context, context), ...badge];
	const typing = subject.about === "marks" && toDelete(subject).length > 1 ? said.typeCount : said.typeName;
	const last = [
		fact("", subject.consequence, "attention"),
		...(expected === undefined
			? []
			: [[...fact(typing, ""), piece(`${typed}▏`, mayConfirm(dialog) ? "ok" : "prompt")]]),
		buttons(dialog),
	];
	if (subject.about === "marks") {
		const above = 2;
		const list = markedLines(subject, dialog.offset, rows - above - last.length);
		return [markedTitle(subject), contextLine, ...list, ...last];
	}
	const { resource, namespace, name } = subject.reference;
	return [
		[piece(` ${said.deleteTitle(resource.kind, objectName(subject.reference), context)}`, "broken")],
		contextLine,
		...(namespace === "" ? [] : [fact(said.namespace, namespace)]),
		fact(resource.kind, name),
		...last,
	];
}

function markedTitle(subject: MarkedObjects): readonly Piece[] {
	const { resource, objects, context } = subject;
	const what = messages.views.bulk.objects(toDelete(subject).length, resource.kind, resource.plural);
	const hidden = objects.filter((object) => object.hidden).length;
	const note = hidden === 0 ? [] : [piece(`   ${messages.views.dialog.someHidden(hidden)}`, "attention")];
	return [piece(` ${said.deleteAllTitle(what, context)}`, "broken"), ...note];
}

function buttons(dialog: Confirmation): readonly Piece[] {
	const { subject, focus } = dialog;
	const does = subject.about === "marks" ? said.deleteAll(toDelete(subject).length) : said.delete;
	return [
		piece("   "),
		button(said.cancel, focus === "cancel", "plain"),
		piece("  "),
		button(does, focus === "delete", mayConfirm(dialog) ? "broken" : "muted"),
		piece(`   ${said.choose}`, "muted"),
	];
}
