import type { Chord, InputEvent } from "../../src/terminal/key.ts";
import { commandFor } from "../commands/catalogue.ts";
import { runCommand } from "../commands/run-command.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { runDeletion } from "./delete-action.ts";
import type { Confirmation, Question } from "./dialog.ts";
import type { Form } from "./form.ts";
import { formInput } from "./form-input.ts";

/** Keys that come so soon were meant for something else, or are the rest of a torn escape sequence. */
const DEAF_MS = 500;

/** Keys while a dialog is open: nothing else hears them. */
export function dialogInput(workspace: Workspace, event: InputEvent): void {
	const dialog = workspace.dialog.get();
	if (dialog?.kind === "form") fill(workspace, dialog, event);
	if (dialog === undefined || dialog.kind === "form" || event.type !== "key") return;
	const { chord } = event;
	if (chord === "esc" || chord === "ctrl-c") workspace.dialog.set(undefined);
	else if (dialog.kind === "waiting") return;
	else if (dialog.kind === "confirm") confirm(workspace, dialog, event);
	else if (dialog.kind === "question") decide(workspace, dialog, event.chord);
	else if (chord === "q" || chord === ".") workspace.dialog.set(undefined);
	else {
		const command = commandFor("menu", chord);
		if (command !== undefined) runCommand(workspace, command, { chord });
	}
}

function fill(workspace: Workspace, form: Form, event: InputEvent): void {
	const isGivenUp = event.type === "key" && (event.chord === "esc" || event.chord === "ctrl-c");
	if (isGivenUp) workspace.dialog.set(undefined);
	else if (form.isHarmless === true || workspace.options.clock.monotonic() - form.openedAtMs >= DEAF_MS)
		formInput(workspace, form, event);
}

/** Whether the button that deletes may be chosen: in production the name, or the count, has to stand there. */
export function mayConfirm({ expected, typed }: Confirmation): boolean {
	return expected === undefined || typed === expected;
}

const scrollSteps: Readonly<Record<string, number>> = { up: -1, down: 1, pgup: -8, pgdn: 8 };

function confirm(workspace: Workspace, dialog: Confirmation, event: Extract<InputEvent, { type: "key" }>): void {
	if (workspace.options.clock.monotonic() - dialog.openedAtMs < DEAF_MS) return;
	const { chord, text } = event;
	const other = dialog.focus === "cancel" && mayConfirm(dialog) ? "delete" : "cancel";
	if (chord === "tab" || chord === "shift-tab" || chord === "left" || chord === "right")
		workspace.dialog.set({ ...dialog, focus: other });
	else if (chord === "enter") {
		workspace.dialog.set(undefined);
		if (dialog.focus === "delete" && mayConfirm(dialog)) runDeletion(workspace, dialog);
	} else if (scrollSteps[chord] !== undefined) {
		const last = dialog.subject.about === "marks" ? dialog.subject.objects.length - 1 : 0;
		const offset = Math.max(0, Math.min(dialog.offset + scrollSteps[chord], last));
		workspace.dialog.set({ ...dialog, offset });
	} else if (dialog.expected !== undefined) {
		const typed = chord === "backspace" ? dialog.typed.slice(0, -1) : dialog.typed + (text ?? "");
		// Another name again: the choice made for the one before does not hold.
		if (typed !== dialog.typed) workspace.dialog.set({ ...dialog, typed, focus: "cancel" });
	}
}

function decide(workspace: Workspace, dialog: Question, chord: Chord): void {
	if (workspace.options.clock.monotonic() - dialog.openedAtMs < DEAF_MS) return;
	if (chord === "tab" || chord === "shift-tab" || chord === "left" || chord === "right")
		workspace.dialog.set({ ...dialog, focus: dialog.focus === "no" ? "yes" : "no" });
	else if (chord === "enter") {
		if (dialog.focus === "yes") dialog.accept();
		workspace.dialog.set(undefined);
	}
}
