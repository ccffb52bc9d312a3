import { expect, it } from "vitest";
import { namespaceOf } from "../../src/cli/kubeconfig-contexts.ts";

it.each([
	["the context names none, nor the command line: all", {}, false, "", undefined],
	["the context names one", {}, false, "team", "team"],
	["-n", { namespace: "web" }, false, "", "web"],
	["another context that names one, entered later", { namespace: "web" }, false, "team", "team"],
	["-A, whatever anything names", { namespace: "web" }, true, "team", undefined],
])("%s", (_what, flags, allNamespaces, chosenNamespace, namespace) => {
	expect(namespaceOf({ flags, allNamespaces }, { chosenNamespace })).toBe(namespace);
});
