/**
 * Names a key press the way the keymap writes it.
 *
 * - A printable character is itself: `j`, `J` (not `shift-j`), `/`, `-`, `é`; the space bar is `space`.
 * - Named keys: `enter` `tab` `esc` `backspace` `delete` `insert` `up` `down` `left` `right` `home` `end`
 *   `pgup` `pgdn` `f1` ... `f24`.
 * - Modifiers come first, in this order: `ctrl-`, `alt-`, `shift-` (`shift-` only before a named key):
 *   `ctrl-d`, `alt-x`, `shift-tab`, `ctrl-space`, `ctrl-alt-shift-up`. Letters under `ctrl-` are lower case.
 * - What a terminal cannot tell apart has one name: `ctrl-i` is `tab`, `ctrl-m` is `enter`, `ctrl-[` is `esc`
 *   and `ctrl-@` is `ctrl-space`. A terminal that can tell them apart (CSI u) reports both names' own chords.
 */
export type Chord = string;

/** One press of one key. `jjj` in one read is three of these. */
export interface KeyEvent {
	readonly type: "key";
	readonly chord: Chord;
	/** What the key writes into a text field; absent for keys that write nothing. One grapheme's part at most. */
	readonly text?: string;
}

/** Pasted text, raw: it may hold anything and must pass `safeText` before it is drawn. */
interface PasteEvent {
	readonly type: "paste";
	readonly text: string;
}

/** What the mouse did. Column and row count from 0 at the top left cell. */
export interface MouseEvent {
	readonly type: "mouse";
	readonly action: "press" | "release" | "drag" | "wheel-up" | "wheel-down";
	readonly button: "left" | "middle" | "right" | "none";
	readonly column: number;
	readonly row: number;
	readonly ctrl: boolean;
	readonly alt: boolean;
	readonly shift: boolean;
}

/** The terminal's window got or lost the focus. */
interface FocusEvent {
	readonly type: "focus";
	readonly focused: boolean;
}

/** Everything that comes in from a terminal. */
export type InputEvent = KeyEvent | PasteEvent | MouseEvent | FocusEvent;
