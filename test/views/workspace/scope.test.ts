import { expect, it } from "vitest";
import { createStore } from "../../../src/base/store.ts";
import type { Freshness } from "../../../src/cluster/freshness.ts";
import { CurrentScope, type Scope } from "../../../views/workspace/scope.ts";

/** Scopes that say what becomes of them. */
function world() {
	const said: string[] = [];
	const usage = createStore(0);
	const pods = createStore<Pick<Freshness, "state">>({ state: "live" });
	const open = (namespace: string | undefined): Scope => {
		const name = namespace ?? "all";
		said.push(`open ${name}`);
		return {
			namespace,
			get isTooWide() {
				return namespace === undefined && pods.get().state === "forbidden";
			},
			usage: { version: usage },
			pods: { freshness: pods },
			[Symbol.asyncDispose]: async () => {
				await Promise.resolve();
				said.push(`closed ${name}`);
			},
		} as unknown as Scope;
	};
	const listener = { onUsage: () => said.push("usage"), onTooWide: () => said.push("too wide") };
	return { said, usage, pods, open: (namespace?: string) => new CurrentScope(open, namespace, listener) };
}

it("watches one namespace at a time, the next before the last is let go", async () => {
	const { said, open } = world();
	await using scope = open("payments");
	scope.enter("catalog");
	scope.enter("catalog");
	expect(scope.get().namespace).toBe("catalog");
	await Promise.resolve();
	await Promise.resolve();
	expect(said).toEqual(["open payments", "open catalog", "closed payments"]);
});

it("stays with all namespaces, among which is every one", () => {
	const { said, open } = world();
	const scope = open();
	scope.enter("payments");
	expect(said).toEqual(["open all"]);
});

it("tells when all is too much, and then watches one", () => {
	const { said, pods, open } = world();
	const scope = open();
	pods.set({ state: "forbidden" });
	scope.enter("payments");
	pods.set({ state: "live" });
	expect(said).toEqual(["open all", "too wide", "open payments"]);
	expect(scope.get().namespace).toBe("payments");
});

it("tells of usage once, whatever was watched before, and of nothing when it has ended", async () => {
	const { said, usage, open } = world();
	const scope = open("payments");
	scope.enter("catalog");
	said.length = 0;
	usage.set(1);
	expect(said.filter((word) => word === "usage")).toEqual(["usage"]);
	await scope[Symbol.asyncDispose]();
	usage.set(2);
	expect(said).toEqual(["usage", "closed payments", "closed catalog"]);
});
