import { fail, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import { type SafeText, safeText } from "../../text/safe-text.ts";
import { orInvalid } from "../discovery/or-invalid.ts";
import type { Failure } from "../failure.ts";
import { fetchJson } from "../transport/fetch-json.ts";
import type { Transport } from "../transport/transport.ts";
import { pickJson } from "../wire/json-picker.ts";

/** Something the user might do. */
export interface AccessQuestion {
	/** `get`, `list`, `watch`, `create`, `delete`, `patch` ... */
	readonly verb: string;
	/** API group; empty for the core group. */
	readonly group: string;
	/** Plural, e.g. `pods`. */
	readonly resource: string;
	/** Left out or empty: in all namespaces, or of a kind that is in none. */
	readonly namespace?: string;
	readonly subresource?: string;
	/** Left out or empty: any. */
	readonly name?: string;
}

/** Whether it may be done. */
export type Verdict =
	| { readonly state: "allowed" }
	/** `verb` is what is missing; `message` a sentence that says so. */
	| { readonly state: "denied"; readonly verb: string; readonly message: SafeText }
	/** The server could not be asked. */
	| { readonly state: "unknown"; readonly failure: Failure };

/** A no, with the sentence that a greyed action shows. */
export function denied(question: AccessQuestion): Verdict {
	return { state: "denied", verb: question.verb, message: denial(question) };
}

/** The sentence that says no. */
export function denial(question: AccessQuestion): SafeText {
	const { verb, group, resource, namespace = "", subresource = "", name = "" } = question;
	const kind = (group === "" ? resource : `${resource}.${group}`) + (subresource === "" ? "" : `/${subresource}`);
	const what = name === "" ? kind : `${kind} ${name}`;
	return safeText(messages.transport.mayNot(verb, what, namespace));
}

/** The same for the same question. */
export function questionKey(question: AccessQuestion): string {
	const { verb, group, resource, namespace = "", subresource = "", name = "" } = question;
	return JSON.stringify([verb, group, resource, subresource, namespace, name]);
}

/** Ask the server this one question (SelfSubjectAccessReview). */
export async function askAccess(
	transport: Pick<Transport, "request">,
	question: AccessQuestion,
): Promise<Result<boolean, Failure>> {
	const spec = { resourceAttributes: { ...question } };
	const answer = await fetchJson(transport, {
		method: "POST",
		path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
		body: JSON.stringify({ apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec }),
		purpose: "access",
	});
	if (!answer.ok) return fail(answer.failure);
	return orInvalid(() => pickJson({ status: { allowed: "bool" } } as const, answer.value.json).status.allowed);
}
