import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";
import { inject } from "vitest";

/** The API server without kubectl in between, for what has to be done by the thousand. As admin. */
export interface Api extends Disposable {
	/** Create an object below a path; anything but 201 fails. */
	create(path: string, body: object): Promise<void>;
	/** Delete what is at a path, at once; anything but 200 fails. */
	remove(path: string): Promise<void>;
}

/** Up to `parallel` connections, kept open. A request without an answer within `timeoutMs` fails. */
export function openApi(parallel: number, timeoutMs = 60_000): Api {
	const { runDirectory, kubeconfigs } = inject("testbed");
	const pem = (name: string): string => readFileSync(join(runDirectory, "pki", name), "utf8");
	const server = /server: "(.*)"/.exec(readFileSync(kubeconfigs.admin, "utf8"))?.[1];
	const agent = new Agent({
		keepAlive: true,
		maxSockets: parallel,
		ca: pem("ca.crt"),
		cert: pem("admin.crt"),
		key: pem("admin.key"),
	});
	const send = (method: string, path: string, expected: number, body: object): Promise<void> =>
		new Promise((done, failed) => {
			const headers = { "content-type": "application/json", accept: "application/json" };
			const outgoing = request(`${server}${path}`, { agent, method, headers }, (response) => {
				const chunks: Buffer[] = [];
				response.on("data", (chunk: Buffer) => chunks.push(chunk));
				response.on("error", failed);
				response.on("end", () => {
					if (response.statusCode === expected) done();
					else failed(new Error(`${method} ${path}: ${response.statusCode} ${Buffer.concat(chunks).toString()}`));
				});
			});
			outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
			outgoing.on("error", failed);
			outgoing.end(JSON.stringify(body));
		});
	return {
		create: (path, body) => send("POST", path, 201, body),
		remove: (path) => send("DELETE", path, 200, { gracePeriodSeconds: 0 }),
		[Symbol.dispose]: () => agent.destroy(),
	};
}
