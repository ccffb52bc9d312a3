import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";

/**
 * Wait for a socket to be open; an error, an early close or the signal's abort destroys it and
 * rejects. From then on the socket may fail at any moment, also while nobody listens: that destroys
 * it, and whoever takes it next finds it so.
 */
export function opened(
	socket: Socket | TLSSocket,
	event: "connect" | "secureConnect",
	signal: AbortSignal,
): Promise<void> {
	socket.on("error", () => undefined);
	return new Promise((resolve, reject) => {
		const settle = (outcome: () => void): void => {
			socket.off(event, onOpen).off("error", onError).off("close", onClose);
			signal.removeEventListener("abort", onAbort);
			outcome();
		};
		const onOpen = (): void => settle(resolve);
		const onError = (error: Error): void => {
			socket.destroy();
			settle(() => reject(error));
		};
		const onClose = (): void => settle(() => reject(closedEarly()));
		const onAbort = (): void => onError(signal.reason as Error);
		socket.on(event, onOpen).on("error", onError).on("close", onClose);
		signal.addEventListener("abort", onAbort, { once: true });
		if (signal.aborted) onAbort();
	});
}

/** The error of a peer that closed before it had said what it must. */
export function closedEarly(): Error {
	return Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
}
