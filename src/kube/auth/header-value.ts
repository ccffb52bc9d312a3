/**
 * Text as a header carries it: Go sends its UTF-8 bytes, and Node takes a string of one character a
 * byte. `undefined` if it has a control character, which no header can carry.
 */
export function headerValue(text: string): string | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
	if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) return undefined;
	return Buffer.from(text, "utf8").toString("latin1");
}
