/**
 * Stands before a simulated API, in a thread of its own: logs that are followed are written by us, so many lines a second for as
 * long as somebody reads; what else is asked for, the server behind answers. Without one, there is nothing else.
 */
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream";
import { parentPort, workerData } from "node:worker_threads";

/** What the thread is started with. */
export interface LogFrontOptions {
	readonly linesPerSecond: number;
	/** `http://127.0.0.1:PORT` of the server behind. */
	readonly behind?: string;
}

const { linesPerSecond, behind } = workerData as LogFrontOptions;
const turnMs = 10;

const server = createServer((request, response) => {
	if (request.url?.includes("/log?") === true) writeLog(request.url, response);
	else if (behind === undefined) response.writeHead(404).end();
	else handOn(behind, request, response);
});
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
server.listen(0, "127.0.0.1", () => parentPort?.postMessage((server.address() as AddressInfo).port));

function writeLog(url: string, response: ServerResponse): void {
	response.writeHead(200, { "content-type": "text/plain" });
	if (!url.includes("follow=true")) {
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
		if (text !== "") response.write(text);
	}, turnMs);
	response.on("close", () => clearInterval(timer));
}

function handOn(to: string, request: IncomingMessage, response: ServerResponse): void {
	const { method, headers, url = "/" } = request;
	const onward = httpRequest(new URL(url, to), { method, headers }, (answer) => {
		response.writeHead(answer.statusCode ?? 502, answer.headers);
		// Whoever goes away in mid-answer ends it for both.
		pipeline(answer, response, () => undefined);
	});
	onward.on("error", () => response.destroy());
	request.pipe(onward);
}
