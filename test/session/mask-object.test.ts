import { expect, test } from "vitest";
import { maskObject } from "../../src/session/mask-object.ts";
import { yamlLines } from "../../src/session/yaml-lines.ts";

const CANARY = "canary-4f8a2c";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const jwt = `eyJhbGciOiJSUzI1NiJ9.${base64(CANARY).replaceAll("=", "")}.c2lnbmF0dXJl`;
const applied = "kubectl.kubernetes.io/last-applied-configuration";

const secret = {
	apiVersion: "v1",
	kind: "Secret",
	data: { password: base64(CANARY), empty: "" },
	stringData: { token: CANARY },
};

test.each<[string, object]>([
	["the values of a secret", secret],
	[
		"the copy that kubectl apply keeps",
		{ ...secret, metadata: { annotations: { [applied]: JSON.stringify(secret) } } },
	],
	["a copy that is no JSON", { kind: "ConfigMap", metadata: { annotations: { [applied]: `{"data": ${CANARY}` } } }],
	[
		"literal environment variables with the name of a secret",
		{ kind: "Pod", spec: { containers: [{ env: [{ name: "DB_PASSWORD", value: CANARY }] }] } },
	],
	["passwords in URLs", { kind: "ConfigMap", data: { dsn: `postgres://app:${CANARY}@db:5432/x` } }],
	["tokens in URLs", { kind: "Application", spec: { repoURL: `https://${CANARY}@git.example/x.git` } }],
	["secrets within other objects", { kind: "Template", objects: [secret, { spec: { manifests: [secret] } }] }],
	[
		"copies within other objects",
		{ kind: "List", items: [{ metadata: { annotations: { [applied]: JSON.stringify(secret) } } }] },
	],
	["bearer tokens", { kind: "ConfigMap", data: { header: `Authorization: Bearer ${CANARY}` } }],
	["web tokens", { kind: "ConfigMap", data: { token: `x ${jwt} y` } }],
])("%s are masked", (_what, object) => {
	const text = yamlLines({ ...object })
		.map((line) => line.text)
		.join("\n");
	for (const shown of [CANARY, base64(CANARY).slice(0, 16)]) expect(text).not.toContain(shown);
	expect(text).toContain("••••••");
});

test("what is no secret stays as it is; keys and sizes of a secret stay visible", () => {
	const urls = ["ssh://git@git.example/x.git", "https://a.example/@b", "https://a.example?to=b@c"];
	const pod = {
		kind: "Pod",
		spec: { containers: [{ env: [{ name: "LOG_LEVEL", value: "debug" }] }] },
		data: ["a@b", ...urls],
	};
	expect(maskObject(pod)).toEqual(pod);
	expect(maskObject(secret)["data"]).toEqual({
		password: `•••••• (${CANARY.length} bytes)`,
		empty: "•••••• (0 bytes)",
	});
});

test("who managed which field is folded into one line", () => {
	const object = {
		kind: "Pod",
		metadata: { name: "a", managedFields: [{ manager: "kubelet" }, { manager: "kubectl" }] },
	};
	expect(yamlLines(object).map(({ text }) => text)).toEqual([
		"kind: Pod",
		"metadata:",
		"  name: a",
		"  managedFields: 2 entries folded",
	]);
});
