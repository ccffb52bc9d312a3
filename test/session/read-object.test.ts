import { expect, test } from "vitest";
import { ok } from "../../src/base/result.ts";
import type { KubeResponse } from "../../src/kube/transport/transport.ts";
import { pods } from "../../src/resources/pods.ts";
import { describeObject } from "../../src/session/describe-object.ts";
import type { JsonObject } from "../../src/session/json-value.ts";
import { readObject } from "../../src/session/read-object.ts";
import { yamlLines } from "../../src/session/yaml-lines.ts";

const reference = { resource: pods, namespace: "shop", name: "cart", uid: "1" };

/** Read what a server answers with. */
async function read(json: string): Promise<JsonObject> {
	async function* body(): AsyncGenerator<Uint8Array> {
		yield Buffer.from(json);
	}
	const response: KubeResponse = { status: 200, headers: { "content-type": "application/json" }, body: body() };
	const object = await readObject({ request: async () => ok(response) }, reference, new AbortController().signal);
	if (!object.ok) throw new Error(object.failure.message);
	return object.value;
}

const nested = (levels: number): string =>
	`{"metadata": {"uid": "1"}, "spec": ${'{"a": ['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}}`;

test("an object nested by the thousands is shown as far as it can be, and what is left out is said", async () => {
	const object = await read(nested(9_000));
	const lines = yamlLines(object).map(({ text }) => text);
	expect(lines.join("\n")).toContain("… nested deeper than 200 levels, not shown");
	expect(describeObject(object, { events: [], nowMs: 0 }).length).toBeGreaterThan(0);
});

test("any other is shown whole", async () => {
	expect(await read(nested(190))).toStrictEqual(JSON.parse(nested(190)));
});
