import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { KubeRequest } from "../../src/kube/transport/transport.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl, tryKubectl } from "./kubectl.ts";
import { openKind, startProgram, tableLines } from "./on-screen.ts";
import { openTestbed } from "./open-testbed.ts";

/** People who may not do everything: they see what they may, and why not the rest; and nothing ends the program. */
const { runDirectory, devNamespace } = inject("testbed");
const said = messages.views.empty;

let program: PtyProgram | undefined;

beforeAll(async () => {
	const fields = { nodeSelector: { type: "kwok" }, tolerations: [{ operator: "Exists" }] };
	const containers = [{ name: "main", image: "example.invalid/till:1" }];
	const metadata = { name: "till", namespace: devNamespace };
	await apply(
		{ apiVersion: "v1", kind: "Pod", metadata, spec: { ...fields, containers } },
		{ apiVersion: "v1", kind: "Pod", metadata: { ...metadata, namespace: "default" }, spec: { ...fields, containers } },
	);
	for (const namespace of [devNamespace, "default"])
		await kubectl(["wait", "pod/till", "--namespace", namespace, "--for", "condition=Ready", "--timeout", "60s"]);
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
});

afterAll(async () => {
	for (const namespace of [devNamespace, "default"]) await kubectl(["delete", "pod/till", "--namespace", namespace]);
});

/** What the server says to the same user who asks by kubectl, without the words of kubectl's own. */
async function serversReason(person: "dev" | "viewer", what: readonly string[]): Promise<string> {
	const { stderr } = await tryKubectl(["get", ...what], { as: person });
	return stderr.trim().replace(/^Error from server \(Forbidden\): /, "");
}

/** The screen as one line: a long reason goes over several. */
function inOneLine(screen: PtyProgram): string {
	return screen.emulator
		.lines()
		.map((line) => line.trim())
		.join(" ");
}

async function expectForbidden(screen: PtyProgram, person: "dev" | "viewer", what: readonly string[]): Promise<void> {
	const reason = await serversReason(person, what);
	expect(reason).toContain(`User "${person}" cannot list`);
	await screen.until(`the reason: ${reason}`, () => inOneLine(screen).includes(reason));
	await screen.shows(messages.views.freshness.forbidden);
}

async function leave(screen: PtyProgram): Promise<void> {
	await screen.press("q");
	expect(await screen.exited()).toEqual({ exitCode: 0 });
}

describe("dev, who may enter one namespace", () => {
	test("is in the namespace of the context at once", async () => {
		const screen = startProgram("dev", []);
		program = screen;
		await screen.shows(new RegExp(`pods {2}${devNamespace}[^]*till +1/1 +Running`));
		await leave(screen);
	});

	test("who asks for all namespaces is shown that one, told why, and sees its pods", async () => {
		const screen = startProgram("dev", ["-A"]);
		program = screen;
		await screen.shows(messages.views.confined(devNamespace));
		await screen.shows(new RegExp(`pods {2}${devNamespace}[^]*till +1/1 +Running`));
		await screen.shows("watch live");
		expect(tableLines(screen)).toHaveLength(2);
		await openKind(screen, "deploy");
		await screen.shows(said.none("deployments", devNamespace));
		expect(screen.emulator.text()).not.toContain(said.elsewhere);
		await leave(screen);
	});

	test.each([
		["nodes", said.forbiddenKind("nodes")],
		["namespaces", said.forbiddenKind("namespaces")],
		["pods default", said.forbidden("pods", "default")],
	])("is told by the server's own words why there is nothing in :%s", async (words, sentence) => {
		const screen = startProgram("dev", []);
		program = screen;
		await screen.shows(/till +1\/1 +Running/);
		await openKind(screen, words);
		await screen.shows(sentence);
		const [kind = "", namespace] = words.split(" ");
		await expectForbidden(screen, "dev", namespace === undefined ? [kind] : [kind, "--namespace", namespace]);
		await openKind(screen, `pods ${devNamespace}`);
		await screen.shows(/till +1\/1 +Running/);
		await leave(screen);
	});

	test("who asks for another namespace is told why it shows nothing", async () => {
		const screen = startProgram("dev", ["-n", "default"]);
		program = screen;
		await screen.shows(said.forbidden("pods", "default"));
		await screen.shows(said.forbiddenHint);
		await expectForbidden(screen, "dev", ["pods", "--namespace", "default"]);
		expect(screen.emulator.text()).not.toMatch(/till +1\/1/);
		await leave(screen);
	});
});

describe("viewer, who signs in with a token", () => {
	test("sees the pods of all namespaces, but no nodes and no secrets", async () => {
		const screen = startProgram("viewer", ["-A"]);
		program = screen;
		await screen.shows("watch live");
		await screen.shows(/default +till +1\/1 +Running/);
		await screen.shows(new RegExp(`${devNamespace} +till +1/1 +Running`));
		await openKind(screen, "nodes");
		await screen.shows(said.forbiddenKind("nodes"));
		await expectForbidden(screen, "viewer", ["nodes"]);
		await openKind(screen, "secrets");
		await screen.shows(said.forbidden("secrets", messages.views.allNamespaces));
		await expectForbidden(screen, "viewer", ["secrets", "--all-namespaces"]);
		await leave(screen);
	});
});

describe("read-only", () => {
	const path = `/api/v1/namespaces/${devNamespace}/configmaps/guarded`;

	/** Who sent a request of a method to the path, by user agent, as the server has it on its books. */
	function sentTo(method: string): readonly string[] {
		return readFileSync(join(runDirectory, "audit.log"), "utf8")
			.split("\n")
			.filter((line) => line.includes(path))
			.map((line) => JSON.parse(line) as { readonly verb: string; readonly userAgent: string })
			.filter(({ verb }) => verb === method)
			.map(({ userAgent }) => userAgent);
	}

	test.each<[KubeRequest["method"], string]>([
		["DELETE", "delete"],
		["PATCH", "patch"],
		["PUT", "update"],
	])("refuses a %s before anything is sent, though the server would take it", async (method, verb) => {
		await kubectl(["create", "configmap", "guarded", "--namespace", devNamespace, "--from-literal", "a=1"]);
		try {
			const before = sentTo(verb).length;
			const request: KubeRequest = {
				method,
				path,
				contentType: method === "PATCH" ? "application/merge-patch+json" : "application/json",
				body: JSON.stringify({
					apiVersion: "v1",
					kind: method === "DELETE" ? "DeleteOptions" : "ConfigMap",
					...(method === "DELETE" ? {} : { metadata: { name: "guarded", namespace: devNamespace }, data: { a: "2" } }),
				}),
				purpose: "test",
			};
			await using guarded = await openTestbed("admin", true);
			expect(await guarded.transport.request(request)).toMatchObject({ ok: false, failure: { kind: "refused" } });
			expect(await kubectl(["get", "configmap/guarded", "--namespace", devNamespace])).toContain("guarded");

			await using open = await openTestbed("admin", false);
			const answer = await open.transport.request({ ...request, purpose: "control" });
			if (!answer.ok) throw new Error(answer.failure.message);
			for await (const _chunk of answer.value.body);
			const sent = await eventually("the one that was sent is in the audit log", () => {
				const all = sentTo(verb).slice(before);
				return all.length > 0 && all;
			});
			expect(sent).toEqual([expect.stringMatching(/^yagura\//)]);
		} finally {
			await kubectl(["delete", "configmap/guarded", "--namespace", devNamespace, "--ignore-not-found"]);
		}
	});
});
