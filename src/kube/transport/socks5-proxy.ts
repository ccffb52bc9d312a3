import type { Socket } from "node:net";
import { isIPv4, isIPv6 } from "node:net";
import { messages } from "../../text/messages/messages.ts";
import { failure } from "../failure.ts";
import { FailureError } from "./connection-failure.ts";
import { closedEarly } from "./socket-event.ts";

const version = 5;
const noLogin = 0;
const passwordLogin = 2;

/**
 * Ask a SOCKS 5 proxy, to which `socket` is open, for a connection to `host:port`. Names are left
 * for the proxy to resolve, as kubectl does. Destroys the socket when the proxy says no.
 *
 * @see RFC 1928, RFC 1929
 */
export async function openSocks(
	socket: Socket,
	proxy: URL,
	host: string,
	port: number,
	signal: AbortSignal,
): Promise<void> {
	const refuse = (detail: string): FailureError =>
		new FailureError(
			failure("unreachable", messages.transport.socksRefused(proxy.host, detail), { code: "PROXY_REFUSED" }),
		);
	const reader = new ExactReader(socket, signal);
	try {
		const hasLogin = proxy.username !== "" || proxy.password !== "";
		socket.write(Buffer.from(hasLogin ? [version, 2, noLogin, passwordLogin] : [version, 1, noLogin]));
		const [spoken, method] = await reader.take(2);
		if (spoken !== version) throw refuse(messages.transport.socksWrongBytes);
		if (method === passwordLogin && hasLogin) {
			socket.write(Buffer.concat([Buffer.from([1]), counted(proxy.username), counted(proxy.password)]));
			const [, verdict] = await reader.take(2);
			if (verdict !== 0) throw refuse(messages.transport.socksLogin);
		} else if (method !== noLogin) {
			throw refuse(messages.transport.socksMethod);
		}
		const portBytes = Buffer.from([port >> 8, port & 0xff]);
		socket.write(Buffer.concat([Buffer.from([version, 1, 0]), address(host), portBytes]));
		const [, reply = 0, , kind] = await reader.take(4);
		if (reply !== 0) throw refuse(messages.transport.socksReply[reply] ?? String(reply));
		const addressLength = kind === 1 ? 4 : kind === 4 ? 16 : ((await reader.take(1))[0] ?? 0);
		await reader.take(addressLength + 2);
	} catch (error) {
		socket.destroy();
		throw error;
	} finally {
		reader.end();
	}
}

function counted(encoded: string): Buffer {
	const bytes = Buffer.from(decodeURIComponent(encoded)).subarray(0, 255);
	return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

function address(host: string): Buffer {
	if (isIPv4(host)) return Buffer.from([1, ...host.split(".").map(Number)]);
	if (isIPv6(host)) return Buffer.concat([Buffer.from([4]), ipv6Bytes(host)]);
	return Buffer.concat([Buffer.from([3]), counted(encodeURIComponent(host))]);
}

function ipv6Bytes(host: string): Buffer {
	const [head = "", tail] = host.split("::");
	const groups = (part: string): number[] =>
		part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
	const left = groups(head);
	const right = groups(tail ?? "");
	const words =
		tail === undefined ? left : [...left, ...Array.from({ length: 8 - left.length - right.length }, () => 0), ...right];
	return Buffer.from(words.flatMap((word) => [word >> 8, word & 0xff]));
}

/** Reads exactly so many bytes and leaves the rest in the socket. */
class ExactReader {
	readonly #socket: Socket;
	readonly #signal: AbortSignal;
	#wake: () => void = () => undefined;
	#problem: Error | undefined;
	readonly #onReadable = (): void => this.#wake();
	readonly #onError = (error: Error): void => {
		this.#problem ??= error;
		this.#wake();
	};
	readonly #onEnd = (): void => this.#onError(closedEarly());
	readonly #onAbort = (): void => this.#onError(this.#signal.reason as Error);

	constructor(socket: Socket, signal: AbortSignal) {
		this.#socket = socket;
		this.#signal = signal;
		socket.on("readable", this.#onReadable).on("error", this.#onError).on("end", this.#onEnd).on("close", this.#onEnd);
		signal.addEventListener("abort", this.#onAbort, { once: true });
		if (signal.aborted) this.#onAbort();
	}

	async take(count: number): Promise<Buffer> {
		for (;;) {
			if (this.#problem !== undefined) throw this.#problem;
			const bytes = this.#socket.read(count) as Buffer | null;
			if (bytes !== null) return bytes;
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	end(): void {
		this.#socket.off("readable", this.#onReadable).off("error", this.#onError);
		this.#socket.off("end", this.#onEnd).off("close", this.#onEnd);
		this.#signal.removeEventListener("abort", this.#onAbort);
	}
}
