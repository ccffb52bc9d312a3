/** A kubelet in a thread of its own, as far as one log goes: so many lines a second, for as long as somebody reads. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { linesPerSecond } = workerData as { readonly linesPerSecond: number };
const turnMs = 10;

const server = createServer((request, response) => {
	if (!request.url?.includes("/log?")) {
		response.writeHead(404).end();
		return;
	}
	response.writeHead(200, { "content-type": "text/plain" });
	if (!request.url.includes("follow=true")) {
		response.end();
		return;
	}
	let written = 0;
	const startMs = performance.now();
	const timer = setInterval(() => {
		const due = Math.floor(((performance.now() - startMs) / 1e3) * linesPerSecond);
		const stamp = new Date().toISOString().slice(0, -1);
		let text = "";
		for (; written < due; written++) {
			const status = written % 50 === 0 ? 503 : 200;
			text += `${stamp}${String(written % 1e6).padStart(6, "0")}Z {"level":"info","msg":"request","path":"/v1/orders/${written}","status":${status},"ms":${written % 900},"trace":"4bf92f3577b34da6a3ce929d0e0e4736"}\n`;
		}
		response.write(text);
	}, turnMs);
	response.on("close", () => clearInterval(timer));
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
server.listen(0, "127.0.0.1", () => parentPort?.postMessage((server.address() as AddressInfo).port));
