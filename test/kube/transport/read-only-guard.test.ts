import fc from "fast-check";
import { expect, test } from "vitest";
import { readOnlyGuard } from "../../../src/kube/transport/read-only-guard.ts";
import { fuzz } from "../../support/fuzz.ts";

function isAllowed(method: string, path: string, upgrade = false): boolean {
	const outcome = readOnlyGuard({ method, path, upgrade });
	if (!outcome.ok) expect(outcome.failure.kind).toBe("refused");
	return outcome.ok;
}

const verbs = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;
const collections = [
	"/api/v1/pods",
	"/api/v1/namespaces/shop/pods",
	"/api/v1/nodes",
	"/api/v1/namespaces/shop/services",
	"/api/v1/namespaces",
	"/apis/apps/v1/namespaces/shop/deployments",
	"/apis/example.com/v1/namespaces/shop/widgets",
];
const named = [
	"/api/v1/namespaces/shop/pods/web-1",
	"/api/v1/nodes/node-1",
	"/api/v1/namespaces/shop/services/web",
	"/api/v1/namespaces/shop",
	"/apis/apps/v1/namespaces/shop/deployments/web",
	"/apis/example.com/v1/namespaces/shop/widgets/w",
	"/apis/rbac.authorization.k8s.io/v1/clusterroles/system%3Anode",
];
const readable = ["status", "scale", "log", "ephemeralcontainers"];
const reaching = ["exec", "attach", "portforward", "proxy"];

test("every verb on every collection and object: reads pass, changes do not", () => {
	for (const verb of verbs) {
		const reads = verb === "GET" || verb === "HEAD";
		for (const path of [...collections, ...named]) {
			expect([verb, path, isAllowed(verb, path)]).toEqual([verb, path, reads]);
			expect([verb, path, isAllowed(verb, path, true)]).toEqual([verb, path, false]);
		}
		for (const object of named) {
			for (const subresource of readable) {
				const path = `${object}/${subresource}`;
				expect([verb, path, isAllowed(verb, path)]).toEqual([verb, path, reads]);
			}
		}
	}
});

test("what runs or reaches something is refused on every verb, with and without Upgrade, in every spelling", () => {
	let tried = 0;
	for (const verb of verbs) {
		for (const object of named) {
			for (const subresource of reaching) {
				// In a namespace `proxy` and the like would be a kind, which no server has.
				if (object === "/api/v1/namespaces/shop" && subresource !== "proxy") continue;
				const capital = subresource.charAt(0).toUpperCase() + subresource.slice(1);
				const encoded = `%${subresource.charCodeAt(0).toString(16)}${subresource.slice(1)}`;
				for (const spelt of [subresource, capital, subresource.toUpperCase(), encoded]) {
					for (const tail of ["", "/", "/anything", "/metrics/../run", "//", "/%2e%2e/log", "/."]) {
						const path = `${object}/${spelt}${tail}`;
						for (const upgrade of [false, true]) {
							tried++;
							expect([verb, path, upgrade, isAllowed(verb, path, upgrade)]).toEqual([verb, path, upgrade, false]);
						}
					}
				}
			}
		}
	}
	expect(tried).toBeGreaterThan(5_000);
});

test.each([
	"/api/v1/namespaces/shop/pods//web-1",
	"//api/v1/pods",
	"/api/v1/pods/",
	"/api/v1/./pods",
	"/api/v1/namespaces/shop/pods/web-1/log/../exec",
	"/api/v1/namespaces/shop/pods/web-1/log/%2e%2e/exec",
	"/api/v1/namespaces/shop/pods/web-1%2fexec",
	"/api/v1/namespaces/shop/pods/web-1%2Fexec",
	"/api/v1/namespaces/shop/pods/web-1%252Fexec",
	"/api/v1/namespaces/shop/pods/web-1/exec?command=sh",
	"/api/v1/namespaces/shop/pods/web-1/exec%3Fcommand=sh",
	"/api/v1/namespaces/shop/pods/web-1/e%78ec",
	"/api/v1/namespaces/shop/pods/web-1/exec%00",
	"/api/v1/namespaces/shop/pods/web-1/exec#",
	"/api/v1/namespaces/shop/pods/web-1\\exec",
	"/api/v1/namespaces/shop/pods/web-1/log\n/exec",
	"/api/v1/proxy/namespaces/shop/pods/web-1/",
	"/api/v1/proxy/nodes/node-1/run",
	"/api/v1/watch/proxy/nodes/node-1/run",
	"/api/v1/Proxy/nodes/node-1",
	"/API/v1/namespaces/shop/pods/web-1/exec",
	"/api/v1/Namespaces/shop/Pods/web-1/exec",
	"/api/v1/namespaces/shop/pods/web-1/log/exec",
	"/apis/apps/v1/namespaces/shop/deployments/web/scale/proxy",
	"",
	"api/v1/pods",
	"https://evil.example/api/v1/pods",
	"/%",
])("the path %j is refused", (path) => {
	for (const verb of verbs) expect(isAllowed(verb, path)).toBe(false);
});

test.each([
	["/api/v1/nodes/node-1/proxy/stats/summary", true],
	["/api/v1/nodes/node-1/proxy/metrics", true],
	["/api/v1/nodes/node-1/proxy/metrics/cadvisor", true],
	["/api/v1/nodes/node-1/proxy/configz", true],
	["/api/v1/nodes/node-1/proxy/logs", true],
	["/api/v1/nodes/node-1/proxy/logs/", true],
	["/api/v1/nodes/node-1/proxy/logs//", false],
	["/api/v1/nodes/node-1/proxy/metrics/", false],
	["/api/v1/nodes/node-1:443/proxy/logs/", false],
	["/api/v1/nodes/node-1/proxy/logs/kubelet.log", true],
	["/api/v1/nodes/node-1/proxy", false],
	["/api/v1/nodes/node-1/proxy/run/shop/web/web", false],
	["/api/v1/nodes/node-1/proxy/exec/shop/web/web", false],
	["/api/v1/nodes/node-1/proxy/metrics/", false],
	["/api/v1/nodes/node-1/proxy/Metrics", false],
	["/api/v1/nodes/node-1/proxy/metrics%2Fcadvisor", false],
	["/api/v1/nodes/node-1/proxy/metrics/cadvisor/x", false],
	["/api/v1/nodes/node-1/proxy/logs/../run", false],
	["/api/v1/nodes/node-1/proxy/logs/%2e%2e/run", false],
	["/api/v1/nodes/https:node-1:10250/proxy/metrics", false],
	["/api/v1/nodes/node-1%3A2379/proxy/metrics", false],
	["/api/v1/Nodes/node-1/proxy/metrics", false],
	["/api/v2/nodes/node-1/proxy/metrics", false],
	["/api/v1/watch/nodes/node-1/proxy/metrics", false],
	["/api/v1/namespaces/shop/nodes/node-1/proxy/metrics", false],
	["/apis/example.com/v1/nodes/node-1/proxy/metrics", false],
	["/api/v1/namespaces/shop/pods/web-1/proxy/metrics", false],
	["/api/v1/namespaces/shop/services/prometheus/proxy/api/v1/query", false],
])("GET %s through the API server: %s", (path, allowed) => {
	expect(isAllowed("GET", path)).toBe(allowed);
	expect(isAllowed("GET", path, true)).toBe(false);
	for (const verb of verbs.slice(1)) expect(isAllowed(verb, path)).toBe(false);
});

test.each([
	["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", true],
	["/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", true],
	["/apis/authentication.k8s.io/v1/selfsubjectreviews", true],
	["/apis/authorization.k8s.io/v1/subjectaccessreviews", false],
	["/apis/authorization.k8s.io/v1/namespaces/shop/localsubjectaccessreviews", false],
	["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/", false],
	["/apis/authorization.k8s.io/v1/SelfSubjectAccessReviews", false],
	["/apis/authorization.k8s.io/v1/selfsubjectaccessreviews/x", false],
	["/apis/authentication.k8s.io/v1/tokenreviews", false],
	["/api/v1/namespaces/shop/serviceaccounts/default/token", false],
	["/api/v1/namespaces/shop/pods/web/eviction", false],
	["/api/v1/namespaces/shop/pods/web/binding", false],
	["/api/v1/namespaces/shop/bindings", false],
])("POST to %s: %s", (path, allowed) => {
	expect(isAllowed("POST", path)).toBe(allowed);
	expect(isAllowed("POST", path, true)).toBe(false);
});

test.each(["/version", "/healthz", "/readyz/etcd", "/api", "/apis", "/openapi/v3/apis/apps/v1", "/metrics"])(
	"GET %s, which is no resource",
	(path) => {
		expect(isAllowed("GET", path)).toBe(true);
		expect(isAllowed("POST", path)).toBe(false);
		expect(isAllowed("GET", path, true)).toBe(false);
	},
);

test.each([
	"/api/v1/namespaces/exec/pods",
	"/api/v1/namespaces/proxy/pods/attach",
	"/api/v1/namespaces/shop/configmaps/proxy",
	"/api/v1/namespaces/proxy",
	"/api/v1/namespaces/proxy/status",
	"/apis/proxy.example.com/v1/exec",
	"/api/v1/watch/namespaces/proxy/pods",
])("names that look like it are still only names: GET %s", (path) => {
	expect(isAllowed("GET", path)).toBe(true);
});

test("methods in another case, unknown ones and CONNECT are refused", () => {
	for (const method of ["get", "Get", "CONNECT", "OPTIONS", "TRACE", "LIST", ""]) {
		expect(isAllowed(method, "/api/v1/pods")).toBe(false);
	}
});

test("whatever passes has no reaching segment where a server would look for it, however it is decoded", async () => {
	const piece = fc.oneof(
		fc.constantFrom(
			"api",
			"apis",
			"v1",
			"namespaces",
			"pods",
			"nodes",
			"web",
			"watch",
			"proxy",
			"exec",
			"log",
			"metrics",
		),
		fc.constantFrom("%2f", "..", ".", "", "%65xec", "EXEC", "pro%78y", "logs", "stats", "summary", "a:1"),
		fc.string({ maxLength: 3 }),
	);
	await fuzz(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 9 }), (pieces) => {
			const path = `/${pieces.join("/")}`;
			if (!isAllowed("GET", path)) return;
			let decoded = path;
			for (let turn = 0; turn < 3; turn++) decoded = decodeURIComponent(decoded).toLowerCase();
			const url = new URL(`http://api${path}`);
			expect(url.pathname).toBe(path.replaceAll(/[^\x21-\x7e]/g, "?"));
			const parts = decoded.split("/").slice(1);
			const isKubeletRead =
				/^\/api\/v1\/nodes\/[^/:]+\/proxy\/(stats\/summary|metrics|metrics\/cadvisor|configz|logs(\/.*)?)$/;
			if (/^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)\//.test(decoded) && !isKubeletRead.test(path)) {
				const rest = parts.slice(parts[0] === "api" ? 2 : 3);
				// The last place where a server looks for a subresource; deeper there is nothing.
				if (rest[0] !== "namespaces" && rest[0] !== "watch") expect(reaching).not.toContain(rest[2]);
			}
		}),
		2_000_000,
	);
});
