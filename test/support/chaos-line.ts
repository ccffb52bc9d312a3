import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import type { Clock } from "../../src/base/clock.ts";

/** How a line treats the bytes that go over it. */
type LineTemper =
	| "well"
	/** Bytes vanish into it, and nobody is told. Connections may be opened, and get nowhere. */
	| "blackhole"
	/** Some bytes each second, either way. */
	| "drip";

/** A line to a server on this machine that can be made to misbehave. */
export interface ChaosLine extends AsyncDisposable {
	readonly url: string;
	temper: LineTemper;
	/** Reset every connection. */
	reset(): void;
	/** End every connection after so many more bytes from the server, be it in the middle of a frame. */
	truncate(afterBytes: number): void;
}

/** Bytes a second of a line that drips. */
const dripBytes = 200;

/** Open a line; what it holds back goes on when it is well again, as TCP sends it again. */
export async function openChaosLine(server: string, clock: Clock): Promise<ChaosLine> {
	const sockets = new Set<Socket>();
	const held: { readonly to: Socket; bytes: Buffer }[] = [];
	let left = Number.POSITIVE_INFINITY;
	let temper: LineTemper = "well";
	let isOpen = true;

	const release = (limit: number): void => {
		const budgets = new Map<Socket, number>();
		for (const part of held.splice(0)) {
			const budget = budgets.get(part.to) ?? limit;
			const now = part.bytes.subarray(0, budget);
			budgets.set(part.to, budget - now.length);
			if (now.length > 0 && !part.to.destroyed) part.to.write(now);
			if (now.length < part.bytes.length) held.push({ to: part.to, bytes: part.bytes.subarray(now.length) });
		}
	};
	const drip = (): void => {
		if (!isOpen) return;
		if (temper === "drip") release(dripBytes);
		clock.after(1_000, drip);
	};
	clock.after(1_000, drip);
	const carry = (from: Socket, to: Socket, isAnswer: boolean): void => {
		sockets.add(from);
		from.on("data", (bytes: Buffer) => {
			const kept = isAnswer ? bytes.subarray(0, left) : bytes;
			if (isAnswer) left -= kept.length;
			if (temper === "well") to.write(kept);
			else held.push({ to, bytes: kept });
			if (left <= 0) {
				left = Number.POSITIVE_INFINITY;
				to.end();
				from.destroy();
			}
		});
		from.on("error", () => to.destroy());
		from.on("close", () => {
			sockets.delete(from);
			if (temper === "well") to.destroy();
		});
	};
	const { hostname, port } = new URL(server);
	const listener = createServer({ noDelay: true }, (near) => {
		const far = connect({ host: hostname, port: Number(port), noDelay: true });
		carry(near, far, false);
		carry(far, near, true);
	});
	await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
	return {
		url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
		get temper() {
			return temper;
		},
		set temper(next) {
			temper = next;
			if (next === "well") release(Number.POSITIVE_INFINITY);
		},
		reset() {
			for (const socket of sockets) socket.resetAndDestroy();
		},
		truncate(afterBytes) {
			left = afterBytes;
		},
		async [Symbol.asyncDispose]() {
			isOpen = false;
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => listener.close(resolve));
		},
	};
}
