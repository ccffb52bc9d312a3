import { fail, type Result } from "../../base/result.ts";
import { orInvalid } from "../discovery/or-invalid.ts";
import type { Failure } from "../failure.ts";
import { fetchJson } from "../transport/fetch-json.ts";
import type { Transport } from "../transport/transport.ts";
import { pickJson } from "../wire/json-picker.ts";
import type { Picked } from "../wire/shape.ts";
import type { AccessQuestion } from "./access-review.ts";

const shape = {
	status: {
		resourceRules: [{ verbs: ["string"], apiGroups: ["string"], resources: ["string"], resourceNames: ["string"] }],
	},
} as const;

/** What the user may do in one namespace, as far as the server can tell. */
export type Rules = Picked<typeof shape>["status"]["resourceRules"];

/** Ask for the rules of a namespace (SelfSubjectRulesReview). They may be incomplete. */
export async function askRules(
	transport: Pick<Transport, "request">,
	namespace: string,
): Promise<Result<Rules, Failure>> {
	const answer = await fetchJson(transport, {
		method: "POST",
		path: "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
		body: JSON.stringify({
			apiVersion: "authorization.k8s.io/v1",
			kind: "SelfSubjectRulesReview",
			spec: { namespace },
		}),
		purpose: "access",
	});
	if (!answer.ok) return fail(answer.failure);
	return orInvalid(() => pickJson(shape, answer.value.json).status.resourceRules);
}

/**
 * Whether a rule allows what is asked for, as RBAC matches them.
 *
 * @see k8s.io/kubernetes/pkg/apis/rbac/v1/evaluation_helpers.go
 */
export function allows(rules: Rules, question: AccessQuestion): boolean {
	const { verb, group, resource, subresource = "", name = "" } = question;
	const matches = (values: readonly string[], value: string): boolean => values.includes("*") || values.includes(value);
	return rules.some((rule) => {
		if (!matches(rule.verbs, verb) || !matches(rule.apiGroups, group)) return false;
		if (rule.resourceNames.length > 0 && !rule.resourceNames.includes(name)) return false;
		if (subresource === "") return matches(rule.resources, resource);
		return matches(rule.resources, `${resource}/${subresource}`) || rule.resources.includes(`*/${subresource}`);
	});
}
