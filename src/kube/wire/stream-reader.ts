/** An object larger than this is stepped over, not held. */
export const largestObjectBytes = 8 * 1024 * 1024;

/** Where the objects of a body go, as their last byte arrives. */
export interface ObjectSink {
	/**
	 * One whole object in its bytes, valid only during the call.
	 *
	 * @param field name of the list's field that holds it, where the format has names
	 */
	object(bytes: Buffer, field: string): void;
	/** One object was larger than {@link largestObjectBytes}. */
	tooLarge(): void;
}

/** A list's own metadata. */
export interface ListEnd {
	readonly resourceVersion: string;
	readonly continueToken: string;
}

/** Cuts the body of a list into objects. Both methods throw `Malformed`, `finish` also `BrokenOff`. */
export interface ListReader {
	push(slice: Uint8Array): void;
	/** The body has ended. */
	finish(): ListEnd;
}

/** Cuts the body of a watch into events; see {@link ListReader}. */
export interface EventReader {
	push(slice: Uint8Array): void;
	finish(): void;
}

/** A body that ended in the middle of something. */
export class BrokenOff extends Error {
	constructor() {
		super("body ended early");
		this.name = "BrokenOff";
	}
}
