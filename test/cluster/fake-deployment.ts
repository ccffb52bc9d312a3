/** A deployment `web` whose pods, of two containers each, the fake nodes play. */
export function fakeDeployment(namespace: string, replicas: number): object {
	const labels = { app: "web" };
	const containers = [
		{ name: "main", image: "example.invalid/web:1" },
		{ name: "proxy", image: "example.invalid/proxy:1" },
	];
	const spec = { nodeSelector: { type: "kwok" }, tolerations: [{ operator: "Exists" }], containers };
	return {
		apiVersion: "apps/v1",
		kind: "Deployment",
		metadata: { name: "web", namespace },
		spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec } },
	};
}
