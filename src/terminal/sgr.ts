/**
 * A style in canonical form: attributes in ascending order, then foreground, background and underline colour, as
 * the parameters of one SGR sequence. The empty string is the terminal's default. Equal styles are equal strings.
 */
export type Style = string;

const bold = 1;
const dim = 2;
const italic = 4;
const underline = 8;
const inverse = 16;
const strike = 32;
const overline = 64;

interface Parts {
	readonly flags: number;
	/** `31`, `38;5;3` or `38;2;1;2;3`; empty for the default. */
	readonly foreground: string;
	readonly background: string;
}

const none: Parts = { flags: 0, foreground: "", background: "" };
const codes: readonly [number, string, string][] = [
	[bold, "1", "22"],
	[dim, "2", "22"],
	[italic, "3", "23"],
	[underline, "4", "24"],
	[inverse, "7", "27"],
	[strike, "9", "29"],
	[overline, "53", "55"],
];
/** Blink (5, 6) and conceal (8) are left out: nothing on our screen blinks, nothing hides. */
const setters = new Map(codes.map(([flag, on]) => [Number(on), flag]));
const resetters = new Map<number, number>([
	[22, bold | dim],
	[23, italic],
	[24, underline],
	[27, inverse],
	[29, strike],
	[55, overline],
]);
/** Attributes and colours that are seen on a space. */
const seenOnBlank = underline | inverse | strike | overline;

const partsOf = new Map<Style, Parts>();
const transitions = new Map<string, string>();
const blanks = new Map<Style, Style>();
/** The caches start anew beyond this; a program of many gradients must not grow without end. */
const mostCached = 4096;

/**
 * Apply the parameters of one SGR sequence to a style.
 *
 * @see https://ecma-international.org/publications-and-standards/standards/ecma-48/ section 8.3.117
 */
export function applySgr(style: Style, parameters: string): Style {
	return canonical(read(parts(style), parameters));
}

function read(start: Parts, parameters: string): Parts {
	let { flags, foreground, background } = start;
	const fields = parameters.split(";").flatMap(subParameters);
	for (let at = 0; at < fields.length; at++) {
		const code = Number(fields[at] || "0");
		const flag = setters.get(code);
		const cleared = resetters.get(code);
		if (code === 0) ({ flags, foreground, background } = none);
		else if (flag !== undefined) flags |= flag;
		else if (cleared !== undefined) flags &= ~cleared;
		else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) foreground = String(code);
		else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) background = String(code);
		else if (code === 39) foreground = "";
		else if (code === 49) background = "";
		else if (code === 38 || code === 48 || code === 58) {
			const length = fields[at + 1] === "5" ? 3 : fields[at + 1] === "2" ? 5 : 1;
			const color = fields.slice(at, at + length).join(";");
			if (length > 1 && code === 38) foreground = color;
			if (length > 1 && code === 48) background = color;
			at += length - 1;
		}
	}
	return { flags, foreground, background };
}

/** Colon forms in the words of the plain ones: `4:3` is an underline, `38:2::1:2:3` a colour. */
function subParameters(field: string): string[] {
	const fields = field.split(":");
	if (fields.length === 1) return fields;
	if (fields[0] === "4") return [fields[1] === "0" ? "24" : "4"];
	return fields[1] === "2" && fields.length > 5 ? [...fields.slice(0, 2), ...fields.slice(-3)] : fields;
}

/** What of a style is seen on a space; the rest would only cost bytes. */
export function blankStyle(style: Style): Style {
	if (style === "") return "";
	const known = blanks.get(style);
	if (known !== undefined) return known;
	const { flags, foreground, background } = parts(style);
	const seen = flags & seenOnBlank;
	const blank = canonical({ flags: seen, foreground: seen === 0 ? "" : foreground, background });
	if (blanks.size >= mostCached) blanks.clear();
	blanks.set(style, blank);
	return blank;
}

/** The shortest sequence that turns one style into the other; empty when they are the same. */
export function sgrBetween(from: Style, to: Style): string {
	if (from === to) return "";
	if (to === "") return "\x1b[m";
	const key = `${from}>${to}`;
	let sequence = transitions.get(key);
	if (sequence === undefined) {
		const whole = from === "" ? to : `0;${to}`;
		const change = changeBetween(parts(from), parts(to));
		sequence = `\x1b[${change.length <= whole.length ? change : whole}m`;
		if (transitions.size >= mostCached) transitions.clear();
		transitions.set(key, sequence);
	}
	return sequence;
}

function changeBetween(from: Parts, to: Parts): string {
	const fields: string[] = [];
	let flags = from.flags;
	for (const [flag, , off] of codes) {
		if (!(flags & flag) || to.flags & flag) continue;
		fields.push(off);
		// Bold and dim are switched off together.
		flags &= off === "22" ? ~(bold | dim) : ~flag;
	}
	for (const [flag, on] of codes) if (to.flags & flag && !(flags & flag)) fields.push(on);
	if (to.foreground !== from.foreground) fields.push(to.foreground || "39");
	if (to.background !== from.background) fields.push(to.background || "49");
	return fields.join(";");
}

function canonical(style: Parts): Style {
	const fields: string[] = [];
	for (const [flag, on] of codes) if (style.flags & flag) fields.push(on);
	if (style.foreground !== "") fields.push(style.foreground);
	if (style.background !== "") fields.push(style.background);
	const text = fields.join(";");
	if (!partsOf.has(text)) {
		if (partsOf.size >= mostCached) partsOf.clear();
		partsOf.set(text, style);
	}
	return text;
}

function parts(style: Style): Parts {
	return partsOf.get(style) ?? read(none, style);
}
