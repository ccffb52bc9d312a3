import { expect, it } from "vitest";
import { ok } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import type { KubeRequest } from "../../src/kube/transport/transport.ts";
import type { LogCluster } from "../../src/logs/log-cluster.ts";
import { openLogs } from "../../src/logs/open-logs.ts";
import { ManualClock } from "../support/manual-clock.ts";

/** The log of a node's service, from a kubelet that answers with what a test says. */
async function stage(body: () => string) {
	const clock = new ManualClock(Date.UTC(2026, 0, 2, 4));
	const asked: NonNullable<KubeRequest["query"]>[] = [];
	async function* bytes(text: string): AsyncGenerator<Uint8Array> {
		yield new TextEncoder().encode(text);
	}
	const cluster = {
		transport: {
			request: async (request: KubeRequest) => {
				asked.push(request.query ?? {});
				return ok({ status: 200, headers: {}, body: bytes(body()) });
			},
		},
		clockSkewMs: createStore(0),
	} as unknown as LogCluster;
	const target = { of: "node", node: "node-1", service: "kubelet" } as const;
	const logs = openLogs({ cluster, clock, random: () => 0.5, target, range: { by: "all" } });
	await clock.advance(1_000);
	const shown = (): readonly string[] =>
		logs.window(0, 100).map(({ segments }) => segments.map(({ text }) => text).join(""));
	return { clock, asked, logs, shown, [Symbol.dispose]: () => logs[Symbol.dispose]() };
}

const entry = (second: number, text: string): string => `Jan 02 03:04:0${second}.000001 node-1 kubelet[7]: ${text}\n`;

it("a journal is asked again for what was written since, and no entry is shown twice", async () => {
	let body = entry(1, "one") + entry(5, "two\nof two lines");
	using node = await stage(() => body);
	expect(node.shown()).toEqual(["one", "two", "of two lines"]);
	body = entry(5, "two\nof two lines") + entry(6, "three");
	await node.clock.advance(6_000);
	expect(node.shown()).toEqual(["one", "two", "of two lines", "three"]);
	expect(node.asked.at(-1)).toMatchObject({ query: "kubelet", sinceTime: "2026-01-02T03:04:04.000Z" });
	expect(new Date(node.logs.window(0, 1)[0]?.timeMs ?? 0).toISOString()).toBe("2026-01-02T03:04:01.000Z");
});

it("a file is given whole each time; what is new in it is shown", async () => {
	let body = "one\ntwo\n";
	using node = await stage(() => body);
	body = "one\ntwo\nthree\n";
	await node.clock.advance(61_000);
	expect(node.shown()).toEqual(["one", "two", "three"]);
});

it.each([
	[
		"<!doctype html>\n<pre>\n",
		"the kubelet of this node does not give out its logs: NodeLogQuery and enableSystemLogQuery are off in its configuration",
	],
	["\nlog not found for kubelet\n", "this node has no log of kubelet"],
	["\nerror: journal output not available\n", "error: journal output not available"],
])("in the place of a log %j is said to be none", async (body, why) => {
	using node = await stage(() => body);
	expect(node.shown()).toEqual([]);
	expect(node.logs.sources.get()[0]?.state).toMatchObject({ state: "failed", failure: { message: why } });
});
