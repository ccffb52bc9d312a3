import { expect, test } from "vitest";
import { safeText } from "../../../src/text/safe-text.ts";
import { shortNames, sourceLabels } from "../../../views/logs/source-labels.ts";
import { logSource } from "../../support/scripted-logs.ts";

test.each([
	["pods of one replica set", ["api-7d9f-x2x4z", "api-7d9f-p9k2v"], ["x2x4z", "p9k2v"]],
	["pods of two replica sets", ["api-7d9f-x2x4z", "api-5c4b-p9k2v"], ["7d9f-x2x4z", "5c4b-p9k2v"]],
	["pods of a deployment that is rolled out", ["api-7d9f8b6c5-x2x4z", "api-5c4b9z7d2-p9k2v"], ["x2x4z", "p9k2v"]],
	["pods of two deployments", ["api-7d9f8b6c5-x2x4z", "web-5c4b9z7d2-p9k2v"], ["api-x2x4z", "web-p9k2v"]],
	[
		"pods that only the hash tells apart",
		["api-7d9f8b6c5-x2x4z", "api-5c4b9z7d2-x2x4z"],
		["7d9f8b6c5-x2x4z", "5c4b9z7d2-x2x4z"],
	],
	["pods of a stateful set keep its name", ["postgres-0", "postgres-1"], ["postgres-0", "postgres-1"]],
	["pods of several workloads", ["api-7d9f-x2x4z", "web-7d9f-p9k2v"], ["api-7d9f-x2x4z", "web-7d9f-p9k2v"]],
	["one name is not shortened", ["api-7d9f-x2x4z"], ["api-7d9f-x2x4z"]],
	["a name that another begins with", ["api", "api-canary"], ["api", "api-canary"]],
])("%s", (_, names, short) => {
	expect([...shortNames(names).values()]).toEqual(short);
});

function labels(...sources: readonly ReturnType<typeof logSource>[]) {
	const { texts, width } = sourceLabels(sources, 40);
	return { texts: [...texts.values()], width };
}

test("one source needs no label; of one pod only the containers are named", () => {
	expect(labels(logSource(0, "api-1", "api"))).toEqual({ texts: [""], width: 0 });
	expect(labels(logSource(0, "api-1", "api"), logSource(1, "api-1", "mesh"))).toEqual({
		texts: ["api ", "mesh"],
		width: 4,
	});
});

test("pods of one container each are called by their names alone, whatever the containers are called", () => {
	expect(labels(logSource(0, "api-1", "api"), logSource(1, "web-1", "web")).texts).toEqual(["api-1", "web-1"]);
	const both = [logSource(0, "api-1", "api"), logSource(1, "api-1", "mesh"), logSource(2, "web-1", "web")];
	expect(labels(...both).texts).toEqual(["api-1/api ", "api-1/mesh", "web-1/web "]);
});

test("labels are of one width, and say the namespace only where there are several", () => {
	expect(labels(logSource(0, "api-x", "api"), logSource(1, "api-yyy", "api")).texts).toEqual(["x  ", "yyy"]);
	const other = logSource(1, "api-y", "api", { namespace: safeText("checkout") });
	expect(labels(logSource(0, "api-x", "api"), other).texts).toEqual(["payments/x", "checkout/y"]);
});

test("a long label keeps its end, which tells more", () => {
	const long = "a-very-long-name-of-a-workload-that-nobody-can-remember";
	const { texts, width } = labels(logSource(0, "x", "api"), logSource(1, long, "api"));
	expect(width).toBe(26);
	expect(texts[1]).toBe("…oad-that-nobody-can-remember".slice(-26).replace(/^./, "…"));
});
