import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { headerValue } from "../auth/header-value.ts";
import type { UserEntry } from "./kubeconfig.ts";
import { type KubeconfigFailure, kubeconfigFailure } from "./kubeconfig-failure.ts";

/** A header's name and value. */
export type Header = readonly [name: string, value: string];

/**
 * The headers that make a request act as somebody else: all that the user entry asks for, or a
 * failure; never some of them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
export function impersonationHeaders(user: UserEntry): Result<readonly Header[], KubeconfigFailure> {
	if (user.impersonate === "") return ok([]);
	const wanted: Header[] = [["Impersonate-User", user.impersonate]];
	if (user.impersonateUid !== "") wanted.push(["Impersonate-Uid", user.impersonateUid]);
	for (const group of user.impersonateGroups) wanted.push(["Impersonate-Group", group]);
	for (const [key, values] of user.impersonateUserExtra) {
		for (const value of values) wanted.push([`Impersonate-Extra-${escapeKey(key)}`, value]);
	}
	const headers: Header[] = [];
	for (const [name, value] of wanted) {
		const sendable = headerValue(value);
		if (sendable === undefined) return fail(kubeconfigFailure("unusable", messages.kubeconfig.badHeader(name)));
		headers.push([name, sendable]);
	}
	return ok(headers);
}

/** Percent-encode every byte of an extra's key that a header's name cannot have, and `%` itself. */
function escapeKey(key: string): string {
	return [...Buffer.from(key, "utf8")]
		.map((byte) => {
			const character = String.fromCharCode(byte);
			if (/[A-Za-z0-9!#$&'*+.^_`|~-]/.test(character)) return character;
			return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
		})
		.join("");
}
