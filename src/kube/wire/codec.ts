import type { Failure } from "../failure.ts";
import type { KubeResponse } from "../transport/transport.ts";

/** One event of a watch, its object already turned into a row. */
export type WatchEvent<R> =
	| { readonly type: "ADDED" | "MODIFIED" | "DELETED"; readonly row: R; readonly resourceVersion: string }
	/** `initialEventsEnd` marks the end of a streaming list (`k8s.io/initial-events-end`). */
	| { readonly type: "BOOKMARK"; readonly resourceVersion: string; readonly initialEventsEnd: boolean }
	/** An in-stream Status; what to do depends on the failure (410 is `gone`). */
	| { readonly type: "ERROR"; readonly failure: Failure }
	/** One object that could not be read; the stream goes on. `gone` names it where it was deleted. */
	| { readonly type: "MALFORMED"; readonly failure: Failure; readonly gone?: ObjectName };

/** Where an object is; `namespace` is empty for what is not namespaced. */
export interface ObjectName {
	readonly namespace: string;
	readonly name: string;
}

/** A part of a list: rows as they were parsed, then the list's own metadata with the last part. */
export interface ListPart<R> {
	readonly rows: readonly R[];
	/** Objects that could not be read. */
	readonly malformed: number;
	/** Present on the last part only. */
	readonly end?: { readonly resourceVersion: string; readonly continueToken: string };
}

/**
 * Turns response bodies into rows, a batch a network chunk, obeying the response's own content type
 * (protobuf or JSON), never holding more than one object of input that is not yet a row.
 */
export interface ObjectCodec<R> {
	/** Value for `Accept`, most wanted first. */
	readonly accept: string;
	/** @throws BodyError when the body breaks off, or is not what its content type says. */
	list(response: KubeResponse): AsyncIterable<ListPart<R>>;
	/** Ends without an error when the server ended the stream at an object boundary. @throws BodyError */
	watch(response: KubeResponse): AsyncIterable<readonly WatchEvent<R>[]>;
}
