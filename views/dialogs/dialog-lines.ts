import { objectName } from "../../src/session/object-reference.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { aliveCommands } from "../commands/catalogue.ts";
import type { Piece } from "../theme/styled-text.ts";
import type { Token } from "../theme/theme.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { ActionMenu, Confirmation } from "./dialog.ts";
import { mayConfirm } from "./dialog-input.ts";

type Lines = readonly (readonly Piece[])[];

const LABEL_COLUMNS = 11;

/** What the open dialog shows, line by line; nothing when none is open. The first and the last line matter most. */
export function dialogLines(workspace: Workspace): Lines {
	const dialog = workspace.dialog.get();
	if (dialog === undefined) return [];
	return dialog.kind === "menu" ? menuLines(workspace, dialog) : confirmationLines(workspace, dialog);
}

function piece(text: string, token: Token = "plain"): Piece {
	return { text: safeText(text), token };
}

function menuLines(workspace: Workspace, { reference }: ActionMenu): Lines {
	const title = `${reference.resource.kind} ${objectName(reference)}`;
	return [
		[piece(` ${messages.views.dialog.actions}  `, "title"), piece(title)],
		...aliveCommands("menu").map((command) => {
			const reason = command.disabled?.(workspace);
			const { title: name, doc } = messages.commands[command.id];
			const text = name.padEnd(LABEL_COLUMNS);
			if (reason !== undefined) return [piece(`  ${command.keys[0]}  ${text} ${reason}`, "muted")];
			return [piece(`  ${command.keys[0]}  `, "key"), piece(`${text} `), piece(doc, "muted")];
		}),
		[piece(`  esc  `, "key"), piece(messages.views.dialog.close, "muted")],
	];
}

function confirmationLines({ cluster }: Workspace, dialog: Confirmation): Lines {
	const { reference, production, typed, focus, consequence } = dialog;
	const { resource, namespace, name } = reference;
	const said = messages.views.dialog;
	const { context } = cluster.target;
	const fact = (label: string, value: string, token: Token = "plain"): readonly Piece[] => [
		piece(`   ${label.padEnd(LABEL_COLUMNS)}`, "muted"),
		piece(value, token),
	];
	const button = (text: string, chosen: boolean, token: Token): Piece =>
		piece(chosen ? `▸[ ${text} ]` : ` [ ${text} ]`, chosen ? "cursor" : token);
	return [
		[piece(` ${said.deleteTitle(resource.kind, objectName(reference), context)}`, "broken")],
		[...fact(said.context, context), ...(production ? [piece("  "), piece(messages.views.production, "badge")] : [])],
		...(namespace === "" ? [] : [fact(said.namespace, namespace)]),
		fact(resource.kind, name),
		fact("", consequence, "attention"),
		...(production ? [[...fact(said.typeName, ""), piece(`${typed}▏`, mayConfirm(dialog) ? "ok" : "prompt")]] : []),
		[
			piece("   "),
			button(said.cancel, focus === "cancel", "plain"),
			piece("  "),
			button(said.delete, focus === "delete", mayConfirm(dialog) ? "broken" : "muted"),
			piece(`   ${said.choose}`, "muted"),
		],
	];
}
