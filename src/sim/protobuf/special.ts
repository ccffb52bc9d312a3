import type protobuf from "protobufjs/light.js";

/** Writes the inside of a message whose JSON form is not an object of the same fields. */
interface SpecialWriter {
	(writer: protobuf.Writer, value: unknown): void;
	/** What a non-pointer field of this type holds when JSON leaves it out. */
	readonly empty: unknown;
}

const META = "k8s.io.apimachinery.pkg.apis.meta.v1.";

/**
 * Types that marshal themselves, by message name.
 *
 * @see k8s.io/apimachinery `pkg/apis/meta/v1/time_proto.go` and `duration.go`, `pkg/util/intstr`, `pkg/api/resource`
 */
export const specialWriters: Readonly<Record<string, SpecialWriter>> = {
	[`${META}Time`]: special("", (writer, value) => writeTime(writer, String(value), false)),
	[`${META}MicroTime`]: special("", (writer, value) => writeTime(writer, String(value), true)),
	[`${META}Duration`]: special("0s", (writer, value) => writer.uint32(8).int64(nanosecondsOf(String(value)))),
	[`${META}FieldsV1`]: special({}, (writer, value) => writer.uint32(10).bytes(jsonBytes(value))),
	"k8s.io.apimachinery.pkg.runtime.RawExtension": special(undefined, (writer, value) =>
		writer.uint32(10).bytes(value instanceof Uint8Array ? value : jsonBytes(value)),
	),
	"k8s.io.apimachinery.pkg.api.resource.Quantity": special("0", (writer, value) =>
		writer.uint32(10).string(String(value)),
	),
	"k8s.io.apimachinery.pkg.util.intstr.IntOrString": special(0, (writer, value) => {
		const isText = typeof value === "string";
		writer
			.uint32(8)
			.int64(isText ? 1 : 0)
			.uint32(16)
			.int32(isText ? 0 : Number(value))
			.uint32(26)
			.string(isText ? value : "");
	}),
};

function special(empty: unknown, write: (writer: protobuf.Writer, value: unknown) => unknown): SpecialWriter {
	return Object.assign((writer: protobuf.Writer, value: unknown): void => void write(writer, value), { empty });
}

/** The zero time is an empty message; Time drops what is below a second, MicroTime below a microsecond. */
function writeTime(writer: protobuf.Writer, text: string, micro: boolean): void {
	if (text === "") return;
	const ms = Date.parse(text);
	const fraction = micro ? (/\.(\d+)/.exec(text)?.[1] ?? "") : "";
	writer
		.uint32(8)
		.int64(Math.floor(ms / 1000))
		.uint32(16)
		.int32(Number(fraction.slice(0, 6).padEnd(6, "0")) * 1000);
}

const NANOSECONDS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9, m: 6e10, h: 3.6e12 };

/** Go's text of a duration, e.g. `1m15.021s`, in nanoseconds. */
function nanosecondsOf(text: string): number {
	let total = 0;
	for (const [, count, unit = ""] of text.matchAll(/([\d.]+)([a-zµ]+)/g))
		total += Number(count) * (NANOSECONDS[unit] ?? 0);
	return Math.round(text.startsWith("-") ? -total : total);
}

function jsonBytes(value: unknown): Uint8Array {
	return Buffer.from(JSON.stringify(value));
}
