import { messages } from "../../text/messages/messages.ts";
import { type FrameHead, frameHeadBytes, frameType, readHead, streamOf } from "./spdy-frames.ts";

/** What a client is told by a server's frames. */
export interface SpdyListener {
	/** Some bytes of a stream, as they come: a frame may be told in pieces, of which the last may be empty. `ends`: no more follow. */
	data(stream: number, bytes: Buffer, ends: boolean): void;
	/** A stream of ours is open. */
	replied(stream: number): void;
	/** The other side sends no more on a stream. */
	ended(stream: number): void;
	reset(stream: number): void;
	/** The other side opens a stream, for which we have no use. */
	offered(stream: number): void;
	ping(id: number): void;
	/** The other side takes no more streams. */
	goAway(): void;
	/** What comes in makes no sense: nothing more is told. */
	broken(why: string): void;
}

/** Longer control frames make no sense: the largest that is of use to us has 18 bytes. */
const longestControlBytes = 64 * 1024;

/** Bytes of a control frame's payload: exactly, at least, or any number of them. */
const lengths: Readonly<Record<number, (length: number) => boolean>> = {
	[frameType.synStream]: (length) => length >= 10,
	[frameType.synReply]: (length) => length >= 4,
	[frameType.rstStream]: (length) => length === 8,
	[frameType.settings]: (length) => length >= 4 && length % 8 === 4,
	[frameType.ping]: (length) => length === 4,
	[frameType.goAway]: (length) => length === 8,
	[frameType.headers]: (length) => length >= 4,
	[frameType.windowUpdate]: (length) => length === 8,
};

/**
 * Read a server's frames out of bytes that come cut anywhere.
 *
 * Headers are left compressed: those of a reply say nothing that a client of Kubernetes needs, so that no
 * compressed byte of a server's is ever unpacked. Settings and window updates are read over: Kubernetes' own
 * SPDY has no windows, and waiting for one would be waiting for ever.
 *
 * @see https://github.com/moby/spdystream/blob/main/connection.go
 */
export function createSpdyReader(listener: SpdyListener): (bytes: Buffer) => void {
	const collected = Buffer.allocUnsafe(longestControlBytes);
	let collectedBytes = 0;
	/** The frame that is being read; undefined while its head is collected. */
	let head: FrameHead | undefined;
	/** Bytes of its payload that have yet to come. */
	let missing = frameHeadBytes;
	let isBroken = false;

	const breakOff = (why: string): void => {
		isBroken = true;
		listener.broken(why);
	};
	const begin = (next: FrameHead): void => {
		head = next;
		missing = next.length;
		collectedBytes = 0;
		if (next.kind === "data") return;
		const { version, type, length } = next;
		if (version !== 3) breakOff(messages.streams.otherVersion(version));
		else if (length > longestControlBytes || lengths[type]?.(length) === false) {
			breakOff(messages.streams.wrongLength(type, length));
		}
	};
	const finish = (): void => {
		if (head?.kind === "control") tell(head.type, head.ends, collected.subarray(0, collectedBytes));
		head = undefined;
		missing = frameHeadBytes;
		collectedBytes = 0;
	};
	const tell = (type: number, ends: boolean, payload: Buffer): void => {
		if (type === frameType.synReply) listener.replied(streamOf(payload));
		else if (type === frameType.rstStream) listener.reset(streamOf(payload));
		else if (type === frameType.synStream) listener.offered(streamOf(payload));
		else if (type === frameType.ping) listener.ping(payload.readUInt32BE(0));
		else if (type === frameType.goAway) listener.goAway();
		if (ends && (type === frameType.synReply || type === frameType.headers)) listener.ended(streamOf(payload));
	};

	/** Read up to the end of a head or a payload; gives back what follows, or nothing when more has to come. */
	const step = (bytes: Buffer): Buffer | undefined => {
		const isDue = bytes.length > 0 || (head !== undefined && missing === 0);
		if (isBroken || !isDue) return undefined;
		const part = bytes.subarray(0, missing);
		missing -= part.length;
		if (head?.kind === "data") listener.data(head.stream, part, head.ends && missing === 0);
		else {
			collected.set(part, collectedBytes);
			collectedBytes += part.length;
		}
		if (missing > 0) return undefined;
		if (head === undefined) begin(readHead(collected));
		else finish();
		return bytes.subarray(part.length);
	};

	return (bytes) => {
		for (let rest: Buffer | undefined = bytes; rest !== undefined; ) rest = step(rest);
	};
}
