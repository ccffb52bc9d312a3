import { describe, expect, test } from "vitest";
import { services } from "../../src/resources/services.ts";
import { live } from "./live.ts";
import { printed, rowOf } from "./printed.ts";

const service = (spec: object, ingress: readonly object[] = []) => ({
	metadata: { name: "api", namespace: "payments", uid: "uid-1" },
	spec: {
		type: "ClusterIP",
		clusterIP: "10.96.0.7",
		ports: [{ port: 80, protocol: "TCP" }],
		selector: { app: "api" },
		...spec,
	},
	status: { loadBalancer: { ingress } },
});
const balanced = { type: "LoadBalancer" };

describe("services", () => {
	test("print as kubectl does", () => {
		const ports = [
			{ port: 443, nodePort: 30_443, protocol: "TCP" },
			{ port: 53, protocol: "UDP" },
		];
		expect(printed(services, service({ type: "NodePort", ports }))).toEqual({
			NAMESPACE: "payments",
			NAME: "api",
			TYPE: "NodePort",
			"CLUSTER-IP": "10.96.0.7",
			"EXTERNAL-IP": "<none>",
			"PORT(S)": "443:30443/TCP,53/UDP",
			AGE: "<unknown>",
			SELECTOR: "app=api",
		});
	});

	test.each([
		["cluster IP with external IPs", service({ externalIPs: ["1.2.3.4", "1.2.3.5"] }), "1.2.3.4,1.2.3.5"],
		["load balancer without an address", service(balanced), "<pending>"],
		[
			"load balancer, sorted, no doubles",
			service(balanced, [{ ip: "9.9.9.9" }, { hostname: "lb.example.com" }, { ip: "1.1.1.1" }, { ip: "9.9.9.9" }]),
			"1.1.1.1,9.9.9.9,lb.example.com",
		],
		[
			"load balancer with external IPs",
			service({ ...balanced, externalIPs: ["1.2.3.4"] }, [{ ip: "9.9.9.9" }]),
			"9.9.9.9,1.2.3.4",
		],
		["load balancer with external IPs only", service({ ...balanced, externalIPs: ["1.2.3.4"] }), "1.2.3.4"],
		[
			"external name",
			service({ type: "ExternalName", externalName: "db.example.com", clusterIP: undefined }),
			"db.example.com",
		],
		["a type from the future", service({ type: "Quantum" }), "<unknown>"],
	])("EXTERNAL-IP: %s", (_what, json, text) => {
		expect(printed(services, json)["EXTERNAL-IP"]).toBe(text);
	});

	test("headless, without ports and selector", () => {
		const headless = service({ clusterIP: "None", ports: [], selector: {} });
		expect(printed(services, headless)).toMatchObject({
			"CLUSTER-IP": "None",
			"PORT(S)": "<none>",
			SELECTOR: "<none>",
		});
		expect(services.drillDown?.(rowOf(services, headless))).toBeUndefined();
	});

	test("lead to the pods they select; a pending load balancer calls for attention", () => {
		const row = rowOf(services, service(balanced));
		expect(services.drillDown?.(row)).toEqual({
			to: "pods",
			select: { by: "selector", namespace: "payments", selector: "app=api" },
		});
		expect(services.health(row, live())).toBe("attention");
		expect(services.health(rowOf(services, service({})), live())).toBe("ok");
	});
});
