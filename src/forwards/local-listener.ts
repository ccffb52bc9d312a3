import { createServer, type Server, type Socket } from "node:net";
import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { messages } from "../text/messages/messages.ts";
import { loopback } from "./forward-spec.ts";

/** Where programs of this machine connect to. */
export interface LocalListener {
	readonly port: number;
	/** Listen no more. Connections that are open stay so. */
	close(): void;
}

/** What a local socket may owe its program before the pod has to wait. */
const socketBytes = 64 * 1024;
/** Tries of a free port that has to be free on two addresses. */
const freePortTries = 5;

/** Listen on an address; on {@link loopback} both of them, where the machine has both. Port 0 is any that is free. */
export async function listenLocally(
	address: string,
	port: number,
	accept: (socket: Socket) => void,
): Promise<Result<LocalListener, Failure>> {
	if (address !== loopback) return one(address, port, accept);
	for (let attempt = 1; ; attempt++) {
		const first = await one("127.0.0.1", port, accept);
		if (!first.ok) return first;
		const second = await one("::1", first.value.port, accept);
		if (second.ok) {
			return ok({
				port: first.value.port,
				close() {
					first.value.close();
					second.value.close();
				},
			});
		}
		// A machine without IPv6 has one loopback address, and that is enough.
		if (second.failure.code !== "EADDRINUSE") return first;
		first.value.close();
		if (port !== 0 || attempt === freePortTries) return second;
	}
}

async function one(
	address: string,
	port: number,
	accept: (socket: Socket) => void,
): Promise<Result<LocalListener, Failure>> {
	// Half-open: what one side ends the other may go on with.
	const server = createServer(
		{ allowHalfOpen: true, pauseOnConnect: true, noDelay: true, highWaterMark: socketBytes },
		accept,
	);
	try {
		await new Promise<void>((resolve, reject) => {
			server.once("error", reject);
			server.listen({ host: address, port, ipv6Only: true }, resolve);
		});
	} catch (error) {
		return fail(listenFailure(error as NodeJS.ErrnoException, address, port));
	}
	// A connection that could not be accepted is the affair of who wanted it.
	server.on("error", () => undefined);
	return ok({ port: boundPort(server), close: () => void server.close() });
}

function boundPort(server: Server): number {
	const bound = server.address();
	return bound !== null && typeof bound === "object" ? bound.port : 0;
}

function listenFailure({ code = "", message }: NodeJS.ErrnoException, address: string, port: number): Failure {
	const said = messages.forwards;
	const words =
		code === "EADDRINUSE"
			? said.portTaken(address, port)
			: code === "EACCES"
				? said.portNotAllowed(address, port)
				: code === "EADDRNOTAVAIL" || code === "ENOTFOUND"
					? said.noSuchAddress(address)
					: said.cannotListen(address, port, message);
	return failure("invalid", words, { code });
}
