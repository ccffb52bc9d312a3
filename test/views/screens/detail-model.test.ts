import { expect, test } from "vitest";
import { TableStore } from "../../../src/cluster/table-store.ts";
import { pods } from "../../../src/resources/pods.ts";
import { DetailModel } from "../../../views/screens/detail-model.ts";
import type { ThingRow } from "../../support/fake-api.ts";
import { JsonApi } from "../../support/json-api.ts";
import { ManualClock, settle } from "../../support/manual-clock.ts";
import { thing } from "../../support/thing.ts";

const path = "/api/v1/namespaces/default/pods/a";

test("an object that changes while it is being read is said to have changed", async () => {
	const clock = new ManualClock();
	const source = new TableStore<ThingRow>();
	source.apply((draft) => draft.put(thing("a")));
	const api = new JsonApi();
	const has = (resourceVersion: string): unknown =>
		api.answers.set(path, { json: { kind: "Pod", metadata: { uid: "uid-a", resourceVersion } } });
	has("1");
	const { promise: arrival, resolve: arrives } = Promise.withResolvers<void>();
	using detail = new DetailModel({
		mode: "yaml",
		reference: { resource: pods, namespace: "default", name: "a", uid: "uid-a" },
		row: { uid: "uid-a", source },
		transport: {
			async request(request) {
				const answer = await api.request(request);
				await arrival;
				return answer;
			},
		},
		clock,
		nowMs: () => 0,
	});
	await settle();
	has("2");
	source.apply((draft) => draft.put(thing("a", { text: "changed" })));
	arrives();
	await settle();
	expect(detail.state.get()).toEqual({ state: "current" });
	await clock.advance(1_000);
	expect(detail.state.get()).toEqual({ state: "changed" });
	expect(api.count(path)).toBe(2);
});
