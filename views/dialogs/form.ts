import type { SafeText } from "../../src/text/safe-text.ts";
import type { Fact } from "./dialog.ts";

/** One of several that a field may be. */
interface FormOption {
	readonly value: string;
	readonly label: SafeText;
	/** What is to be known of it. */
	readonly note?: SafeText;
}

/** Something to be filled in. */
export type FormField =
	| { readonly kind: "text"; readonly id: string; readonly label: string; readonly value: string }
	| {
			readonly kind: "choice";
			readonly id: string;
			readonly label: string;
			readonly options: readonly FormOption[];
			readonly chosen: number;
			/** All options stand below each other, the label above. */
			readonly asList?: true;
	  };

/** What is filled in, by field. */
export type FormValues = Readonly<Record<string, string>>;

/** What a form is about, whoever shows it. */
export interface FormAbout {
	readonly title: SafeText;
	/** Names have to be typed here. */
	readonly isProduction: boolean;
	/** It only chooses: keys that come at once were meant for it. */
	readonly isHarmless?: boolean;
	readonly facts: readonly Fact[];
	readonly fields: readonly FormField[];
	/** What the button says that does it. */
	readonly go: SafeText;
	/** What will happen, as it is filled in. */
	preview?(values: FormValues): readonly SafeText[];
	/** Why it cannot be done as it is filled in; undefined when it can. */
	problem?(values: FormValues): SafeText | undefined;
	/** Do it; the dialog is closed by then. */
	accept(values: FormValues): void;
}

/** Something to be filled in before it is done. */
export interface Form extends FormAbout {
	readonly kind: "form";
	/** Index of the field with the keys; behind the last one come the buttons, cancel and go. */
	readonly focus: number;
	/** Monotonic milliseconds, as for a confirmation. */
	readonly openedAtMs: number;
	/** First line shown of a long preview. */
	readonly offset: number;
}

/** What is filled in now. */
export function valuesOf({ fields }: Pick<Form, "fields">): FormValues {
	return Object.fromEntries(
		fields.map((field) => [field.id, field.kind === "text" ? field.value : (field.options[field.chosen]?.value ?? "")]),
	);
}

/** Why it cannot be done yet. */
export function problemOf(form: Form): SafeText | undefined {
	return form.problem?.(valuesOf(form));
}
