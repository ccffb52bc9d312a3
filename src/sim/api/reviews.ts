import { type AccessRequest, allows, type User } from "./access.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { badRequest, noSuchResource } from "./status.ts";

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a path is one of the reviews that a user may make of themselves. */
export function isReview(pathname: string): boolean {
	return REVIEW_PATH.test(pathname);
}

const REVIEW_PATH = /^\/apis\/(authorization|authentication)\.k8s\.io\/v1\/(selfsubject\w*reviews)$/;

/** Answer SelfSubjectAccessReview, SelfSubjectRulesReview and SelfSubjectReview. @throws StatusError 400, 404 */
export function review(pathname: string, body: unknown, user: User): Reply {
	const [, api = "", plural = ""] = REVIEW_PATH.exec(pathname) ?? [];
	const spec = specOf(body);
	const answer = (kind: string, fields: JsonObject): Reply =>
		jsonReply({ kind, apiVersion: `${api}.k8s.io/v1`, metadata: { creationTimestamp: null }, ...fields }, 201);
	switch (plural) {
		case "selfsubjectaccessreviews":
			return answer("SelfSubjectAccessReview", { spec, status: accessStatus(spec, user) });
		case "selfsubjectrulesreviews":
			return answer("SelfSubjectRulesReview", { spec: {}, status: rulesStatus(spec, user) });
		case "selfsubjectreviews":
			return answer("SelfSubjectReview", { status: { userInfo: { username: user.name, groups: user.groups } } });
		default:
			throw noSuchResource();
	}
}

function specOf(body: unknown): JsonObject {
	if (typeof body !== "object" || body === null) throw badRequest("the body of the request is not an object");
	const spec = "spec" in body ? body.spec : {};
	return (spec ?? {}) as JsonObject;
}

function accessStatus(spec: JsonObject, user: User): JsonObject {
	const asked = spec["resourceAttributes"] as Readonly<Record<string, string>> | undefined;
	if (asked === undefined) return { allowed: user.groups.includes("system:authenticated") };
	const request: AccessRequest = {
		verb: asked["verb"] ?? "",
		group: asked["group"] ?? "",
		resource: asked["resource"] ?? "",
		...(asked["subresource"] ? { subresource: asked["subresource"] } : {}),
		...(asked["namespace"] ? { namespace: asked["namespace"] } : {}),
	};
	return allows(user, request)
		? { allowed: true, reason: `RBAC: allowed by the rules of "${user.name}"` }
		: { allowed: false };
}

function rulesStatus(spec: JsonObject, user: User): JsonObject {
	const resourceRules = user.rules
		.filter((rule) => rule.namespace === undefined || rule.namespace === spec["namespace"])
		.map((rule) => ({ verbs: rule.verbs, apiGroups: rule.groups, resources: rule.resources }));
	const nonResourceURLs = ["/api", "/api/*", "/apis", "/apis/*", "/healthz", "/livez", "/readyz", "/version"];
	return { resourceRules, nonResourceRules: [{ verbs: ["get"], nonResourceURLs }], incomplete: false };
}
