import { apply, kubectl } from "./kubectl.ts";

/** Where a web server with a small page and 1 GiB of random bytes runs. */
export const forwardedWeb = { namespace: "forwards", name: "web" } as const;

/** How often the part that can be fetched by itself is repeated in the whole. */
export const partsOfBig = 64;

const page = [
	"mkdir -p /srv/cgi-bin; hostname > /srv/hello; dd if=/dev/urandom of=/srv/part bs=1M count=16",
	String.raw`printf '#!/bin/sh\nprintf "Content-Type: application/octet-stream\\r\\n\\r\\n"\ni=0; while [ $i -lt ${partsOfBig} ]; do cat /srv/part; i=$((i+1)); done\n' > /srv/cgi-bin/big`,
	"chmod +x /srv/cgi-bin/big; exec httpd -f -p 8080 -h /srv",
].join("\n");

/** Run the web server on the real node, one pod of it; comes back when it is ready. */
export async function deployForwardedWeb(): Promise<void> {
	const { namespace, name } = forwardedWeb;
	const labels = { app: name };
	await apply(
		{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
		{
			apiVersion: "apps/v1",
			kind: "Deployment",
			metadata: { name, namespace },
			spec: {
				replicas: 1,
				selector: { matchLabels: labels },
				template: {
					metadata: { labels },
					spec: {
						nodeSelector: { "kubernetes.io/hostname": "real-1" },
						terminationGracePeriodSeconds: 1,
						containers: [
							{
								name: "web",
								image: "localhost/busybox:1",
								imagePullPolicy: "Never",
								command: ["sh", "-c", page],
								ports: [{ containerPort: 8080, name: "http" }],
								readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 1 },
							},
						],
					},
				},
			},
		},
		{
			apiVersion: "v1",
			kind: "Service",
			metadata: { name, namespace },
			spec: { selector: labels, ports: [{ name: "www", port: 80, targetPort: "http" }] },
		},
	);
	await kubectl(["rollout", "status", `deployment/${name}`, "--namespace", namespace, "--timeout=90s"]);
}

export async function removeForwardedWeb(): Promise<void> {
	await kubectl(["delete", "namespace", forwardedWeb.namespace, "--wait=false"]);
}
