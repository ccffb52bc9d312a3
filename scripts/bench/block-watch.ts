/**
 * Preloaded into the measured program: follows how much CPU its main thread takes between two turns of the event
 * loop, and answers each byte from a socket with the most so far, in milliseconds, and begins anew. CPU and not
 * time: what other processes take is no block of ours.
 */
import { createConnection } from "node:net";

let longestMs = 0;
let last = process.threadCpuUsage();

const turn = (): void => {
	const { user, system } = process.threadCpuUsage(last);
	longestMs = Math.max(longestMs, (user + system) / 1000);
	last = process.threadCpuUsage();
	setTimeout(turn, 1).unref();
};
turn();

const socket = createConnection(process.env["YAGURA_BENCH_SOCKET"] ?? "");
socket.unref();
socket.on("data", () => {
	socket.write(`${longestMs}\n`);
	longestMs = 0;
});
