import { gzipSync } from "node:zlib";
import protobuf from "protobufjs/light.js";

/** A profile to be written: stacks with what was measured of each. */
export interface ProfileText {
	/** `type/unit`, e.g. `cpu/nanoseconds`. */
	readonly kinds: readonly string[];
	/** Functions from who called first on, `main;serve;parse`, and one value a kind. */
	readonly stacks: readonly (readonly [functions: string, ...values: number[]])[];
	readonly durationMs?: number;
	readonly timeMs?: number;
}

/**
 * Write a profile as Go does: gzipped, a location and a function for each name.
 *
 * @see https://github.com/google/pprof/blob/main/proto/profile.proto
 */
export function pprofBytes({ kinds, stacks, durationMs = 0, timeMs = 0 }: ProfileText): Uint8Array {
	const texts = new Map([["", 0]]);
	const text = (name: string): number => {
		const known = texts.get(name) ?? texts.size;
		texts.set(name, known);
		return known;
	};
	const functions = new Map<string, number>();
	const functionId = (name: string): number => {
		const known = functions.get(name) ?? functions.size + 1;
		functions.set(name, known);
		return known;
	};
	const writer = protobuf.Writer.create();
	for (const kind of kinds) {
		const [type = "", unit = ""] = kind.split("/");
		writer.uint32(tag(1)).fork().uint32(8).int64(text(type)).uint32(16).int64(text(unit)).ldelim();
	}
	for (const [names, ...values] of stacks) {
		const ids = names.split(";").toReversed().map(functionId);
		writer.uint32(tag(2)).fork();
		packed(writer, 1, ids);
		packed(writer, 2, values);
		writer.ldelim();
	}
	for (const id of functions.values()) {
		writer.uint32(tag(4)).fork().uint32(8).uint64(id);
		writer.uint32(tag(4)).fork().uint32(8).uint64(id).ldelim().ldelim();
	}
	for (const [name, id] of functions) {
		writer.uint32(tag(5)).fork().uint32(8).uint64(id).uint32(16).int64(text(name)).ldelim();
	}
	for (const one of texts.keys()) writer.uint32(tag(6)).string(one);
	writer.uint32(9 << 3).int64(timeMs * 1e6);
	writer.uint32(10 << 3).int64(durationMs * 1e6);
	return gzipSync(writer.finish());
}

/** Of a length-delimited field. */
function tag(field: number): number {
	return (field << 3) | 2;
}

function packed(writer: protobuf.Writer, field: number, values: readonly number[]): void {
	writer.uint32(tag(field)).fork();
	for (const value of values) writer.int64(value);
	writer.ldelim();
}
