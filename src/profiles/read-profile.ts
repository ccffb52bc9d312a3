import { gunzipSync } from "node:zlib";
import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, failure } from "../kube/failure.ts";
import { Malformed } from "../kube/wire/malformed.ts";
import { WireReader } from "../kube/wire/wire-reader.ts";
import { messages } from "../text/messages/messages.ts";

/** What was counted or measured, e.g. `inuse_space` in `bytes`. */
interface SampleKind {
	readonly type: string;
	readonly unit: string;
}

/** One stack and what was measured of it. */
interface Sample {
	/** Indices into {@link Profile.functions}, what was running first and who called it after. */
	readonly stack: readonly number[];
	/** One a {@link SampleKind}. */
	readonly values: readonly number[];
}

/** A profile as Go's pprof and its kin write it. */
export interface Profile {
	readonly kinds: readonly SampleKind[];
	/** Index of the kind to look at first. */
	readonly firstKind: number;
	readonly samples: readonly Sample[];
	/** Names of functions; each stands there once. */
	readonly functions: readonly string[];
	/** How long was measured, in milliseconds; 0 for what is a state. */
	readonly durationMs: number;
}

/** A profile that unpacks to more than this is not read. */
const largestBytes = 256 * 2 ** 20;
const gzipMagic = 0x1f8b;

/**
 * Read a profile, gzipped or not. What is none fails as `invalid`.
 *
 * @see https://github.com/google/pprof/blob/main/proto/profile.proto
 */
export function readProfile(bytes: Uint8Array): Result<Profile, Failure> {
	try {
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const isPacked = buffer.length > 2 && buffer.readUInt16BE(0) === gzipMagic;
		const raw = readMessage(isPacked ? gunzipSync(buffer, { maxOutputLength: largestBytes }) : buffer);
		// Every profile has them, so what is no profile at all is found out here.
		if (raw.texts[0] !== "" || raw.kinds.length === 0) throw new Malformed("no string table, or no sample type");
		return ok(resolve(raw));
	} catch (thrown) {
		if (thrown instanceof Malformed || (thrown instanceof Error && "code" in thrown))
			return fail(failure("invalid", messages.profiles.notAProfile(thrown.message)));
		throw thrown;
	}
}

interface RawProfile {
	readonly kinds: { type: number; unit: number }[];
	readonly samples: { locations: number[]; values: number[] }[];
	/** Function ids of each location, what was inlined last first. */
	readonly locations: Map<number, number[]>;
	/** Text index of each function's name. */
	readonly functions: Map<number, number>;
	readonly texts: string[];
	durationNanos: number;
	defaultType: number;
}

function readMessage(bytes: Buffer): RawProfile {
	const raw: RawProfile = {
		kinds: [],
		samples: [],
		locations: new Map(),
		functions: new Map(),
		texts: [],
		durationNanos: 0,
		defaultType: 0,
	};
	const reader = new WireReader(bytes);
	fields(reader, (field, type) => {
		if (field === 1) {
			const [of = 0, unit = 0] = integersOf(reader, type, 1, 2);
			raw.kinds.push({ type: of, unit });
		} else if (field === 2) raw.samples.push(readSample(reader, type));
		else if (field === 4) readLocation(reader, type, raw.locations);
		else if (field === 5) {
			const [id = 0, name = 0] = integersOf(reader, type, 1, 2);
			raw.functions.set(id, name);
		} else if (field === 6) raw.texts.push(reader.text(type));
		else if (field === 10) raw.durationNanos = reader.int(type);
		else if (field === 14) raw.defaultType = reader.int(type);
		else reader.skip(type);
	});
	return raw;
}

/** Go through the fields of the message being read; `take` consumes each. */
function fields(reader: WireReader, take: (field: number, type: number) => void): void {
	while (reader.position < reader.limit) {
		const tag = reader.tag();
		take(tag >>> 3, tag & 7);
	}
}

function nested(reader: WireReader, type: number, take: (field: number, type: number) => void): void {
	const outer = reader.enter(type);
	fields(reader, take);
	reader.limit = outer;
}

/** A message of which only these integer fields are wanted, in this order; what is not there is 0. */
function integersOf(reader: WireReader, type: number, ...wanted: readonly number[]): readonly number[] {
	const numbers = wanted.map(() => 0);
	nested(reader, type, (field, of) => {
		const place = wanted.indexOf(field);
		if (place < 0) reader.skip(of);
		else numbers[place] = reader.int(of);
	});
	return numbers;
}

function readSample(reader: WireReader, type: number): RawProfile["samples"][number] {
	const sample: RawProfile["samples"][number] = { locations: [], values: [] };
	nested(reader, type, (field, of) => {
		if (field === 1) integers(reader, of, sample.locations);
		else if (field === 2) integers(reader, of, sample.values);
		else reader.skip(of);
	});
	return sample;
}

/** Repeated integers, packed or one by one. */
function integers(reader: WireReader, type: number, into: number[]): void {
	if (type === 0) {
		into.push(reader.int(type));
		return;
	}
	const outer = reader.enter(type);
	while (reader.position < reader.limit) into.push(reader.signed());
	reader.limit = outer;
}

function readLocation(reader: WireReader, type: number, into: RawProfile["locations"]): void {
	const functions: number[] = [];
	let id = 0;
	nested(reader, type, (field, of) => {
		if (field === 1) id = reader.int(of);
		else if (field === 4) functions.push(...integersOf(reader, of, 1));
		else reader.skip(of);
	});
	into.set(id, functions);
}

/** Names in place of ids. What nobody has named goes by no address: that would say nothing. */
function resolve({ kinds, samples, locations, functions, texts, durationNanos, defaultType }: RawProfile): Profile {
	const text = (index: number): string => {
		const found = texts[index];
		if (found === undefined) throw new Malformed("a text beyond the string table");
		return found;
	};
	const names = new Map<string, number>();
	const indexOf = (name: string): number => {
		const known = names.get(name) ?? names.size;
		names.set(name, known);
		return known;
	};
	const byFunction = new Map([...functions].map(([id, name]) => [id, indexOf(text(name) || UNKNOWN)]));
	const byLocation = new Map(
		[...locations].map(([id, ids]) => [
			id,
			ids.length === 0 ? [indexOf(UNKNOWN)] : ids.map((one) => byFunction.get(one) ?? indexOf(UNKNOWN)),
		]),
	);
	const first = text(defaultType);
	const named = kinds.map(({ type, unit }) => ({ type: text(type), unit: text(unit) }));
	const chosen = named.findIndex(({ type }) => first !== "" && type === first);
	return {
		kinds: named,
		firstKind: chosen >= 0 ? chosen : named.length - 1,
		samples: samples.map((sample) => ({
			stack: sample.locations.flatMap((id) => byLocation.get(id) ?? [indexOf(UNKNOWN)]),
			values: named.map((_, index) => sample.values[index] ?? 0),
		})),
		functions: [...names.keys()],
		durationMs: durationNanos / 1e6,
	};
}

/** As pprof calls it. */
const UNKNOWN = "<unknown>";
