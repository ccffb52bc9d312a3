/**
 * Text as a header carries it: Go sends its UTF-8 bytes, and Node takes a string of one character a
 * byte. `undefined` if it has a control character, which no header can carry.
 */
export function headerValue(text: string): string | undefined {
	const bytes = Buffer.from(text, "utf8");
	const carried = bytes.every((byte) => (byte >= 0x20 || byte === 0x09) && byte !== 0x7f);
	return carried ? bytes.toString("latin1") : undefined;
}
