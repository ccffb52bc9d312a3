import { Duplex, type Transform } from "node:stream";

/**
 * A socket whose bytes to the client go through something that a fault makes of them. The first write is the answer that
 * the protocol is changed: it passes as heads of answers do, whose bodies alone are shaped.
 */
export function shapeSocket(socket: Duplex, shape: Transform): Duplex {
	let isHead = true;
	shape.pipe(socket);
	const shaped = new Duplex({
		read: () => void socket.resume(),
		write(bytes: Buffer, _encoding, callback) {
			const to = isHead ? socket : shape;
			isHead = false;
			to.write(bytes, callback);
		},
		final: (callback) => void shape.end(callback),
		destroy(error, callback) {
			shape.destroy();
			socket.destroy();
			callback(error);
		},
	});
	socket.on("data", (bytes: Buffer) => {
		if (!shaped.push(bytes)) socket.pause();
	});
	socket.once("end", () => shaped.push(null));
	socket.once("close", () => shaped.destroy());
	return shaped;
}
