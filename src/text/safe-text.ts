declare const safe: unique symbol;

/** Text that may reach the terminal. Made only by this folder; see `docs/architecture.md`, rule 5. */
export type SafeText = string & { readonly [safe]: true };

/** Placeholder to be made whole with the terminal's gate. */
export function safeText(raw: string): SafeText {
	return raw as SafeText;
}
