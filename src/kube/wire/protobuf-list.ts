import { messages } from "../../text/messages/messages.ts";
import { ByteQueue } from "./byte-queue.ts";
import { envelopeMagic, readKind, unknownField } from "./envelope.ts";
import { Malformed } from "./malformed.ts";
import { compilePlan, readMessage } from "./protobuf-plan.ts";
import { BrokenOff, type ListEnd, type ListReader, largestObjectBytes, type ObjectSink } from "./stream-reader.ts";
import { WireReader, wireType } from "./wire-reader.ts";

/** Every list message of Kubernetes has these two fields. */
const listField = { metadata: 1, items: 2 } as const;
const listMetaShape = { resourceVersion: "string", continue: "string" } as const;
const listMetaPlan = compilePlan("k8s.io.apimachinery.pkg.apis.meta.v1.ListMeta", listMetaShape);

/** A tag and a varint of ten bytes. */
const longestHeadBytes = 15;

interface Field {
	readonly number: number;
	readonly sizeBytes: number;
}

/**
 * Cuts a list in protobuf - `k8s\0`, `runtime.Unknown`, in its `raw` the list - into items as they
 * arrive. Holds one item at most, whatever the order of the fields.
 */
export class ProtobufListReader implements ListReader {
	readonly #sink: ObjectSink;
	readonly #queue = new ByteQueue();
	#isMagicRead = false;
	#isRawRead = false;
	/** Bytes of the list still to come; undefined while outside `raw`. */
	#listBytes: number | undefined;
	/** The field whose bytes are awaited. */
	#awaited: Field | undefined;
	#end: ListEnd = { resourceVersion: "", continueToken: "" };

	constructor(sink: ObjectSink) {
		this.#sink = sink;
	}

	push(slice: Uint8Array): void {
		this.#queue.push(slice);
		if (!this.#isMagicRead) {
			const magic = this.#queue.take(envelopeMagic.length);
			if (magic === undefined) return;
			if (!magic.equals(envelopeMagic)) throw new Malformed(messages.wire.notProtobuf);
			this.#isMagicRead = true;
		}
		for (;;) {
			this.#awaited ??= this.#nextField();
			if (this.#awaited === undefined) return;
			const bytes = this.#queue.take(this.#awaited.sizeBytes);
			if (bytes === undefined) return;
			if (this.#listBytes === undefined) this.#checkKind(bytes);
			else if (this.#awaited.number === listField.items) this.#sink.object(bytes, "");
			else this.#readListMeta(bytes);
			this.#awaited = undefined;
		}
	}

	finish(): ListEnd {
		if (!this.#isRawRead || !this.#queue.isEmpty || this.#awaited !== undefined || (this.#listBytes ?? 0) > 0)
			throw new BrokenOff();
		return this.#end;
	}

	/** Step to the next field that is wanted whole. Undefined until its head has come. */
	#nextField(): Field | undefined {
		for (;;) {
			if (this.#listBytes === 0) this.#listBytes = undefined;
			const field = this.#readHead();
			if (field === undefined) return undefined;
			const isInList = this.#listBytes !== undefined;
			if (!isInList && field.number === unknownField.raw) {
				this.#isRawRead = true;
				this.#listBytes = field.sizeBytes;
				continue;
			}
			if (isInList) this.#spend(field.sizeBytes);
			const isWanted = isInList
				? field.number === listField.metadata || field.number === listField.items
				: field.number === unknownField.typeMeta;
			if (isWanted && field.sizeBytes <= largestObjectBytes) return field;
			this.#queue.skip(field.sizeBytes);
			if (isInList && field.number === listField.items) this.#sink.tooLarge();
		}
	}

	/** The tag of the next field and the size of what follows it. Undefined until all of that has come. */
	#readHead(): Field | undefined {
		const tag = this.#queue.at(0);
		if (tag === undefined) return undefined;
		// A small number and bytes of less than 256 MB, as nearly every field is: read where they are.
		if (tag < 0x80 && tag > 7 && (tag & 7) === wireType.bytes) {
			let sizeBytes = 0;
			for (let at = 1; at <= 4; at++) {
				const byte = this.#queue.at(at);
				if (byte === undefined) return undefined;
				sizeBytes += (byte & 0x7f) << (7 * (at - 1));
				if (byte < 0x80) return this.#afterHead(at + 1, tag, sizeBytes);
			}
		}
		return this.#readAnyHead();
	}

	#readAnyHead(): Field | undefined {
		const head = Buffer.from(
			Array.from({ length: longestHeadBytes }, (_, index) => this.#queue.at(index)).filter(
				(byte) => byte !== undefined,
			),
		);
		const tagEnd = varintEnd(head, 0);
		if (tagEnd === undefined) return undefined;
		const reader = new WireReader(head);
		const tag = reader.tag();
		let sizeBytes = { [wireType.fixed64]: 8, [wireType.fixed32]: 4 }[tag & 7] ?? 0;
		if ((tag & 7) === wireType.bytes || (tag & 7) === wireType.varint) {
			if (varintEnd(head, tagEnd) === undefined) return undefined;
			const value = reader.unsigned();
			if ((tag & 7) === wireType.bytes) sizeBytes = value;
		} else if (sizeBytes === 0) throw new Malformed(`unexpected wire type ${tag & 7}`);
		return this.#afterHead(reader.position, tag, sizeBytes);
	}

	#afterHead(headBytes: number, tag: number, sizeBytes: number): Field {
		if (this.#listBytes !== undefined) this.#spend(headBytes);
		this.#queue.skip(headBytes);
		return { number: tag >>> 3, sizeBytes };
	}

	#spend(count: number): void {
		this.#listBytes = (this.#listBytes ?? 0) - count;
		if (this.#listBytes < 0) throw new Malformed("field reaches beyond its list");
	}

	#checkKind(typeMeta: Buffer): void {
		const kind = readKind(new WireReader(typeMeta));
		if (!kind.endsWith("List")) throw new Malformed(messages.wire.notAList(kind));
	}

	#readListMeta(bytes: Buffer): void {
		const meta = readMessage(listMetaPlan, new WireReader(bytes));
		this.#end = { resourceVersion: String(meta["resourceVersion"]), continueToken: String(meta["continue"]) };
	}
}

/** Where the varint at `start` ends; undefined when it is not all there. Over-long ones end somewhere. */
function varintEnd(bytes: Buffer, start: number): number | undefined {
	for (let at = start; at < bytes.length; at++) {
		if ((bytes[at] as number) < 0x80 || at - start >= 10) return at + 1;
	}
	return undefined;
}
