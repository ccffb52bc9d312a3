import { describe, expect, it } from "vitest";
import { controllerOf, labelText, type Metadata, metadataRow } from "../../../src/kube/wire/metadata.ts";

const pod: Metadata = {
	name: "cart-5d8f",
	namespace: "shop",
	uid: "u1",
	resourceVersion: "17",
	creationTimestamp: 1000,
	deletionTimestamp: undefined,
	labels: { tier: "front", app: "cart" },
	ownerReferences: [
		{ uid: "o1", kind: "Node", name: "n", controller: false },
		{ uid: "o2", kind: "ReplicaSet", name: "cart", controller: true },
	],
};

describe("metadataRow", () => {
	it("keeps what every row has", () => {
		expect(metadataRow(pod)).toStrictEqual({
			uid: "u1",
			namespace: "shop",
			name: "cart-5d8f",
			createdAtMs: 1000,
			deletedAtMs: undefined,
			labels: "app=cart,tier=front",
			ownerUid: "o2",
		});
	});

	it("names no owner where none controls", () => {
		const orphan = { ...pod, ownerReferences: pod.ownerReferences.slice(0, 1) };
		expect(metadataRow(orphan).ownerUid).toBe("");
		expect(controllerOf(orphan)).toBeUndefined();
	});
});

describe("labelText", () => {
	it.each([
		["no labels", {}, ""],
		["a label without a value", { edge: "" }, "edge="],
		["any order", { b: "2", a: "1", "a.b/c": "3" }, "a.b/c=3,a=1,b=2"],
	])("writes %s", (_case, labels, text) => {
		expect(labelText(labels)).toBe(text);
	});
});
