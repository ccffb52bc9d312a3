/**
 * Bytes or JSON that are not what they claim to be. Thrown and caught inside this folder only, where
 * it becomes a `Failure` of one object or the end of one body; nothing else may look like it.
 */
export class Malformed extends Error {
	constructor(detail: string) {
		super(detail);
		this.name = "Malformed";
	}
}
