/**
 * Bytes or JSON that are not what they claim to be. Whoever calls a picker or reader that throws it
 * catches it close by and makes it a `Failure` - of one object, or of one body; nothing else may look
 * like it.
 */
export class Malformed extends Error {
	constructor(detail: string) {
		super(detail);
		this.name = "Malformed";
	}
}
