import { readFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { inject } from "vitest";

/** Have etcd forget all history up to now. */
export async function compactEtcd(): Promise<void> {
	const { header } = (await ask("/v3/maintenance/status", {})) as { readonly header: { readonly revision: string } };
	await ask("/v3/kv/compaction", { revision: header.revision, physical: true });
}

/** etcd's API in JSON. */
function ask(path: string, body: object): Promise<unknown> {
	const { runDirectory } = inject("testbed");
	const pem = (name: string): string => readFileSync(join(runDirectory, "pki", name), "utf8");
	const command = readFileSync(join(runDirectory, "processes", "etcd", "command"), "utf8");
	const url = /--listen-client-urls (https:\S+)/.exec(command)?.[1];
	const tls = { ca: pem("etcd-ca.crt"), cert: pem("etcd-client.crt"), key: pem("etcd-client.key") };
	return new Promise((done, failed) => {
		const outgoing = request(`${url}${path}`, { method: "POST", agent: false, ...tls }, (response) => {
			const chunks: Buffer[] = [];
			response.on("data", (chunk: Buffer) => chunks.push(chunk));
			response.on("error", failed);
			response.on("end", () => {
				const text = Buffer.concat(chunks).toString();
				if (response.statusCode === 200) done(JSON.parse(text));
				else failed(new Error(`etcd ${path}: ${response.statusCode} ${text}`));
			});
		});
		outgoing.on("error", failed);
		outgoing.end(JSON.stringify(body));
	});
}
