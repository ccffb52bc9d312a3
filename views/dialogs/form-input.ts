import type { InputEvent } from "../../src/terminal/key.ts";
import { editText } from "../input/prompt-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type Form, type FormAbout, type FormField, problemOf, valuesOf } from "./form.ts";

/** Lines that page keys move a preview by. */
const PAGE_LINES = 5;

/**
 * Open a form. What changes the cluster begins on its button to cancel; what only chooses, on its first field.
 *
 * @param first - which field has the keys; the button to cancel when left out
 */
export function openForm({ dialog, options }: Workspace, about: FormAbout, first = about.fields.length): void {
	dialog.set({ kind: "form", ...about, focus: first, offset: 0, openedAtMs: options.clock.monotonic() });
}

/** Keys and pastes while a form is open, once it can have been read. */
export function formInput({ dialog }: Workspace, form: Form, event: InputEvent): void {
	const cancel = form.fields.length;
	const go = cancel + 1;
	const field = form.fields[form.focus];
	const chord = event.type === "key" ? event.chord : undefined;
	const moveTo = (focus: number): void => dialog.set({ ...form, focus: (focus + go + 1) % (go + 1) });
	const isList = field?.kind === "choice" && field.asList === true;
	if (chord === "enter") enter();
	else if (chord === "tab") moveTo(form.focus + 1);
	else if (chord === "shift-tab") moveTo(form.focus - 1);
	else if (chord === "pgup" || chord === "pgdn") {
		const offset = Math.max(0, form.offset + (chord === "pgdn" ? PAGE_LINES : -PAGE_LINES));
		dialog.set({ ...form, offset });
	} else if (isList && (chord === "up" || chord === "k")) choose(-1);
	else if (isList && (chord === "down" || chord === "j")) choose(1);
	else if (chord === "down") moveTo(form.focus + 1);
	else if (chord === "up") moveTo(form.focus - 1);
	else if (field === undefined && (chord === "left" || chord === "right")) moveTo(form.focus === go ? cancel : go);
	else if (field?.kind === "choice" && (chord === "left" || chord === "right")) choose(chord === "right" ? 1 : -1);
	else if (field?.kind === "text") {
		const edited = editText({ text: field.value, at: field.value.length }, event);
		if (edited !== undefined) become({ ...field, value: edited.text });
	}

	function enter(): void {
		if (form.focus === cancel) dialog.set(undefined);
		else if (form.focus !== go && !(isList && form.fields.length === 1))
			moveTo(form.focus + 1 === cancel ? go : form.focus + 1);
		else if (problemOf(form) === undefined) {
			dialog.set(undefined);
			form.accept(valuesOf(form));
		}
	}
	function choose(step: number): void {
		if (field?.kind !== "choice") return;
		const { length } = field.options;
		become({ ...field, chosen: (field.chosen + step + length) % length });
	}
	function become(changed: FormField): void {
		dialog.set({ ...form, fields: form.fields.map((one) => (one === field ? changed : one)) });
	}
}
