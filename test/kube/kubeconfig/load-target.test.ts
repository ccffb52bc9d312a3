import { chmod, rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listContexts } from "../../../src/kube/kubeconfig/list-contexts.ts";
import { loadTarget, type TargetOptions } from "../../../src/kube/kubeconfig/load-target.ts";
import { CertificateAuthority } from "../../support/certificates.ts";
import { type LaidOut, layOut } from "./lay-out.ts";
import { machineOf } from "./our-verdict.ts";

const text = (clusterFields: string, userFields: string, current = "c"): string => `
current-context: ${current}
clusters:
- name: k
  cluster: {${clusterFields}}
users:
- name: u
  user: {${userFields}}
contexts:
- {name: c, context: {cluster: k, user: u}}
- {name: b, context: {cluster: k, user: u, namespace: prod}}
- {name: broken, context: {cluster: gone, user: u}}
`;
const good = text("server: https://k:6443", "token: t");

async function load(laidOut: LaidOut, options: TargetOptions = {}, env: Readonly<Record<string, string>> = {}) {
	return await loadTarget(options, machineOf(laidOut, env));
}

async function loadText(kubeconfig: string, options: TargetOptions = {}) {
	await using laidOut = await layOut({ files: { "home/.kube/config": kubeconfig } });
	const target = await load(laidOut, options);
	if (target.ok) return { target: target.value };
	return { failure: { ...target.failure, message: laidOut.blank(target.failure.message) } };
}

/** What is wrong, and the failure that says so. */
const refusals: readonly (readonly [string, string, TargetOptions, object])[] = [
	[
		"broken YAML is shown with its line",
		"clusters:\n- name: k\n  cluster: {server: [}\n",
		{},
		{ kind: "invalid", line: 3, message: expect.stringMatching(/^\$DIR\/home\/\.kube\/config, line 3: /) },
	],
	[
		"a value of the wrong kind is shown with its field and line",
		text("server: https://k:6443", "token: 123"),
		{},
		{
			kind: "invalid",
			line: 8,
			message:
				"$DIR/home/.kube/config, line 8: users.0.user.token: expected a string, found a number (put it in quotes)",
		},
	],
	[
		"bad base64 is shown with its field and line",
		text("server: https://k:6443, certificate-authority-data: a b", "token: t"),
		{},
		{
			kind: "invalid",
			line: 5,
			message: "$DIR/home/.kube/config, line 5: clusters.0.cluster.certificate-authority-data: is not valid base64",
		},
	],
	[
		"a repeated name is shown with its line",
		`${good}- {name: c, context: {}}\n`,
		{},
		{ kind: "invalid", line: 13, message: expect.stringContaining('"c" occurs twice') },
	],
	[
		"no current context: the contexts there are",
		text("server: https://k:6443", "token: t", '""'),
		{},
		{ kind: "no-context", available: ["b", "broken", "c"] },
	],
	[
		"a context that is not there: the contexts there are",
		good,
		{ context: "x" },
		{ kind: "not-found", message: 'there is no context "x" in the kubeconfig', available: ["b", "broken", "c"] },
	],
	[
		"a cluster that is not there: who names it",
		good,
		{ context: "broken" },
		{
			kind: "not-found",
			message: 'context "broken" names the cluster "gone", which is not in the kubeconfig',
			available: ["k"],
		},
	],
	["a user that is not there", good, { user: "x" }, { kind: "not-found", available: ["u"] }],
	[
		"a cluster without a server",
		text("tls-server-name: name", "token: t"),
		{},
		{ kind: "unusable", message: 'cluster "k": no server is given' },
	],
	[
		"an address that is none, without the password in it",
		text("server: 'ftp://jane:s3cret@k'", "token: t"),
		{},
		{ kind: "unusable", message: 'cluster "k": "ftp://***@k" is not an address of a server' },
	],
	[
		"an address with a password in it",
		text("server: 'https://jane:s3cret@k'", "token: t"),
		{},
		{ kind: "unusable", message: expect.stringMatching(/^cluster "k": (?!.*s3cret).*user entry$/) },
	],
	[
		"a proxy that is none, without the password in it",
		text("server: https://k, proxy-url: 'ftp://jane:s3cret@p'", "token: t"),
		{},
		{ kind: "unusable", message: 'cluster "k": "ftp://***@p" is not a proxy (http, https or socks5)' },
	],
	[
		"a proxy whose login no URL may have, without the login in it",
		text("server: https://k, proxy-url: 'http://jane:100%@p'", "token: t"),
		{},
		{ kind: "unusable", message: 'cluster "k": "http://***@p" is not a proxy (http, https or socks5)' },
	],
	[
		"an auth provider: what to use instead",
		text("server: https://k:6443", "auth-provider: {name: gcp}"),
		{},
		{ kind: "unusable", message: expect.stringContaining("exec credential plugin") },
	],
	[
		"every problem of a user at once",
		text("server: https://k:6443", "token: t, username: name, as-groups: [a]"),
		{},
		{ kind: "unusable", message: expect.stringMatching(/more than one way.*; .*need a user to act as/) },
	],
	[
		"an extra that is not KEY=VALUE",
		good,
		{ as: "jane", asUserExtra: ["scopes"] },
		{ kind: "unusable", message: '--as-user-extra "scopes" is not of the form KEY=VALUE' },
	],
	[
		"a file that --kubeconfig names and is not there",
		good,
		{ kubeconfig: "none" },
		{ kind: "unreadable", message: "cannot read $DIR/work/none: no such file" },
	],
];

describe("a kubeconfig that cannot be used", () => {
	it.each(refusals)("%s", async (_name, kubeconfig, options, expected) => {
		expect((await loadText(kubeconfig, options)).failure).toMatchObject(expected);
	});

	it("is told apart from none at all, which says where it looked", async () => {
		await using laidOut = await layOut({ files: {} });
		expect(await load(laidOut)).toMatchObject({
			failure: { kind: "no-kubeconfig", lookedFor: [laidOut.fill("$DIR/home/.kube/config")] },
		});
		expect(await load(laidOut, {}, { KUBECONFIG: "$DIR/a:b" })).toMatchObject({
			failure: { kind: "no-kubeconfig", lookedFor: [laidOut.fill("$DIR/a"), laidOut.fill("$DIR/work/b")] },
		});
		expect(await load(laidOut, { context: "x" })).toMatchObject({ failure: { kind: "no-kubeconfig" } });
	});
});

describe("a target", () => {
	it("names context, cluster, user and namespace", async () => {
		const { target } = await loadText(good, { context: "b", as: "jane" });
		expect(target).toMatchObject({
			context: "b",
			cluster: "k",
			user: "u",
			namespace: "prod",
			impersonatedUser: "jane",
		});
	});

	it("has a name even without a context", async () => {
		const { target } = await loadText(good.replace("current-context: c", ""), { cluster: "k", user: "u" });
		expect(target).toMatchObject({ context: "u@k", cluster: "k", namespace: "default" });
		expect((await loadText("", { server: "https://k:1" })).target).toMatchObject({ context: "k:1", cluster: "k:1" });
	});

	it("uses data over a file, and says that kubectl would not", async () => {
		const data = Buffer.from(new CertificateAuthority().cert).toString("base64");
		const { target } = await loadText(
			text(`server: https://k, certificate-authority: none, certificate-authority-data: ${data}`, "token: t"),
		);
		expect(target?.endpoint.ca).toContain("BEGIN CERTIFICATE");
		expect(target?.warnings).toEqual([expect.stringContaining("certificate-authority-data")]);
	});

	it.each([
		["http://k:8080", "is not https"],
		["https://k:6443, insecure-skip-tls-verify: true", "is not verified"],
	])("warns of server %s", async (server, warning) => {
		const { target } = await loadText(
			text(`server: '${server.replace(",", "',")}${server.includes(",") ? "" : "'"}`, "token: t"),
		);
		expect(target?.warnings).toEqual([expect.stringContaining(warning)]);
	});

	it.runIf(process.platform !== "win32").each([
		[0o600, 0],
		[0o400, 0],
		[0o640, 1],
		[0o644, 1],
	])("of a kubeconfig with mode %o has %i warnings", async (mode, count) => {
		await using laidOut = await layOut({ files: { "home/.kube/config": good } });
		await chmod(join(laidOut.directory, "home/.kube/config"), mode);
		const target = await load(laidOut);
		expect(target.ok && target.value.warnings).toHaveLength(count);
	});
});

describe("inside a pod", () => {
	const authority = new CertificateAuthority().cert;
	const env = { KUBERNETES_SERVICE_HOST: "10.0.0.1", KUBERNETES_SERVICE_PORT: "443" };
	const files = {
		"service-account/token": "from-kubelet\n",
		"service-account/ca.crt": authority,
		"service-account/namespace": "team\n",
	};

	it("the service account is used when there is no kubeconfig", async () => {
		await using laidOut = await layOut({ files });
		const target = await load(laidOut, {}, env);
		if (!target.ok) throw new Error(target.failure.message);
		expect(target.value).toMatchObject({ context: "in-cluster", namespace: "team", endpoint: { ca: authority } });
		expect(target.value.endpoint.server.href).toBe("https://10.0.0.1/");
		expect(await target.value.credentials.current()).toMatchObject({ value: { authorization: "Bearer from-kubelet" } });
	});

	it("an IPv6 host is bracketed, POD_NAMESPACE comes first, overrides count", async () => {
		await using laidOut = await layOut({ files });
		const six = { ...env, KUBERNETES_SERVICE_HOST: "fd00::1", POD_NAMESPACE: "pod" };
		const target = await load(laidOut, { as: "jane" }, six);
		if (!target.ok) throw new Error(target.failure.message);
		expect(target.value.endpoint.server.href).toBe("https://[fd00::1]/");
		expect(target.value).toMatchObject({ namespace: "pod", impersonatedUser: "jane" });
		expect(await load(laidOut, { namespace: "flag" }, six)).toMatchObject({ value: { namespace: "flag" } });
	});

	it("a kubeconfig is used before the service account, but in the pod's namespace", async () => {
		await using laidOut = await layOut({ files: { ...files, "home/.kube/config": good } });
		expect(await load(laidOut, {}, env)).toMatchObject({ value: { context: "c", namespace: "team" } });
		expect(await load(laidOut, { context: "b" }, env)).toMatchObject({ value: { context: "b", namespace: "prod" } });
	});

	it.each(["KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT"])("we are in no pod without %s", async (name) => {
		await using laidOut = await layOut({ files });
		expect(await load(laidOut, {}, { ...env, [name]: "" })).toMatchObject({ failure: { kind: "no-kubeconfig" } });
	});

	it("we are in no pod without a token", async () => {
		await using laidOut = await layOut({ files });
		await rm(join(laidOut.directory, "service-account/token"));
		expect(await load(laidOut, {}, env)).toMatchObject({ failure: { kind: "no-kubeconfig" } });
	});
});

describe("the list of contexts", () => {
	it("is by name, and says what is wrong with each", async () => {
		await using laidOut = await layOut({ files: { "home/.kube/config": good } });
		const listed = await listContexts(undefined, machineOf(laidOut));
		const same = { cluster: "k", server: "k:6443", user: "u", namespace: "", problem: undefined };
		expect(listed).toEqual({
			ok: true,
			value: [
				{ ...same, name: "b", namespace: "prod" },
				{ ...same, name: "broken", cluster: "gone", server: "", problem: expect.stringContaining('cluster "gone"') },
				{ ...same, name: "c" },
			],
		});
	});

	it("is empty without a kubeconfig", async () => {
		await using laidOut = await layOut({ files: {} });
		expect(await listContexts(undefined, machineOf(laidOut))).toEqual({ ok: true, value: [] });
	});
});
