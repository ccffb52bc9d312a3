import { messages } from "../../text/messages/messages.ts";
import { type SafeText, safeText } from "../../text/safe-text.ts";

/**
 * Every way in which finding out where to connect is expected to fail.
 *
 * - `no-kubeconfig` there is none at all, nor a service account: time to offer the demo
 * - `unreadable` a file is there (or was asked for) and cannot be read
 * - `invalid` a file's text makes no sense; `line` says where
 * - `no-context` none is current and none was asked for
 * - `not-found` a context, cluster or user that is named does not exist
 * - `unusable` the entries are there and cannot work: contradictory, incomplete, or refused by us
 */
export type KubeconfigFailureKind =
	| "no-kubeconfig"
	| "unreadable"
	| "invalid"
	| "no-context"
	| "not-found"
	| "unusable";

/** One expected failure, safe to draw. */
export interface KubeconfigFailure {
	readonly kind: KubeconfigFailureKind;
	/** One sentence that names the file, the line where there is one, and what is wrong. */
	readonly message: SafeText;
	/** The file concerned. */
	readonly file?: string;
	/** Counted from 1. */
	readonly line?: number;
	/** For `no-context` and `not-found`: the names there are, sorted. */
	readonly available?: readonly string[];
	/** For `no-kubeconfig`: the files that were looked for. */
	readonly lookedFor?: readonly string[];
}

/** Make a failure; the message may quote a file and is made safe here. */
export function kubeconfigFailure(
	kind: KubeconfigFailureKind,
	message: string,
	detail: Omit<KubeconfigFailure, "kind" | "message"> = {},
): KubeconfigFailure {
	return { kind, message: safeText(message), ...detail };
}

/** What the system said when a file could not be read, for a message. */
export function fileProblem(error: unknown): string {
	const code = (error as { readonly code?: unknown } | null)?.code;
	const said = messages.kubeconfig;
	if (code === "ENOENT") return said.fileMissing;
	if (code === "EACCES" || code === "EPERM") return said.fileForbidden;
	if (code === "EISDIR") return said.fileIsDirectory;
	return error instanceof Error ? error.message : String(error);
}
