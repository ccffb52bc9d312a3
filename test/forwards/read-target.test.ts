import { expect, test } from "vitest";
import { podFacts } from "../../src/forwards/read-target.ts";

test("the ports of a pod are those of all its containers, or of the one that is meant", () => {
	const port = (containerPort: number) => ({ containerPort, name: "", protocol: "TCP" });
	const json = {
		spec: {
			initContainers: [{ name: "proxy", ports: [port(15_000)] }],
			containers: [{ name: "app", ports: [port(8080), port(6060)] }, { name: "helper" }],
		},
	};
	const portsOf = (container?: string): readonly number[] => {
		const facts = podFacts(json, container);
		return facts.ok ? facts.value.ports.map((one) => one.port) : [];
	};
	expect(portsOf()).toEqual([8080, 6060, 15_000]);
	expect(portsOf("app")).toEqual([8080, 6060]);
	expect(portsOf("proxy")).toEqual([15_000]);
	expect(portsOf("helper")).toEqual([]);
});
