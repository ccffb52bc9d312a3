import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A way to a server that can be cut, and mended, without the server knowing. */
export interface Line extends AsyncDisposable {
	readonly port: number;
	/** Break all that goes over it and take nothing new. */
	cut(): void;
	mend(): void;
}

/** Lead a port of 127.0.0.1 to another. */
export async function openLine(to: number): Promise<Line> {
	const sockets = new Set<Socket>();
	let isCut = false;
	const hold = (socket: Socket, other: Socket): void => {
		sockets.add(socket);
		socket.on("error", () => other.destroy());
		socket.on("close", () => {
			sockets.delete(socket);
			other.destroy();
		});
	};
	const server: Server = createServer((near) => {
		if (isCut) {
			near.destroy();
			return;
		}
		const far = connect(to, "127.0.0.1");
		hold(near, far);
		hold(far, near);
		near.pipe(far).pipe(near);
	});
	await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
	const breakAll = (): void => {
		for (const socket of sockets) socket.destroy();
	};
	return {
		port: (server.address() as AddressInfo).port,
		cut() {
			isCut = true;
			breakAll();
		},
		mend() {
			isCut = false;
		},
		async [Symbol.asyncDispose]() {
			breakAll();
			await new Promise((resolve) => void server.close(resolve));
		},
	};
}
