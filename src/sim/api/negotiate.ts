import type { Kind } from "../world/kinds.ts";
import { notAcceptable } from "./status.ts";

/** Media type of the protobuf form. */
export const PROTOBUF = "application/vnd.kubernetes.protobuf";

/** What a response is to look like. */
export interface Form {
	readonly format: "json" | "protobuf";
	/** `table` and `metadata` are only made in JSON. */
	readonly as: "object" | "table" | "metadata";
	/** Version of `meta.k8s.io` that a table or metadata was asked in. */
	readonly metaVersion: string;
}

interface Clause {
	readonly type: string;
	readonly parameters: ReadonlyMap<string, string>;
	readonly quality: number;
}

/** The clauses of an `Accept` header, most wanted first. */
export function parseAccept(header: string | undefined): readonly Clause[] {
	return (header ?? "*/*")
		.split(",")
		.map((clause) => {
			const [type = "", ...rest] = clause.split(";").map((part) => part.trim());
			const parameters = new Map(
				rest.map((part) => {
					const [name = "", value = ""] = part.split("=");
					return [name, value] as const;
				}),
			);
			return { type, parameters, quality: Number(parameters.get("q") ?? 1) };
		})
		.sort((a, b) => b.quality - a.quality);
}

/**
 * Choose the form of a response. Custom resources and errors have no protobuf form; a table has
 * none either, so that asking for one in protobuf alone is a 406.
 *
 * @throws StatusError 406
 */
export function negotiate(header: string | undefined, kind: Pick<Kind, "message"> | undefined): Form {
	const hasProtobuf = kind === undefined || kind.message !== undefined;
	for (const clause of parseAccept(header)) {
		const format = formatOf(clause.type);
		if (format === undefined || (format === "protobuf" && !hasProtobuf)) continue;
		const as = transformOf(clause);
		if (as === undefined || (as !== "object" && format === "protobuf")) continue;
		return { format, as, metaVersion: clause.parameters.get("v") ?? "v1" };
	}
	throw notAcceptable(hasProtobuf ? ["application/json", PROTOBUF] : ["application/json"]);
}

function formatOf(type: string): Form["format"] | undefined {
	if (type === PROTOBUF) return "protobuf";
	return type === "application/json" || type === "application/*" || type === "*/*" ? "json" : undefined;
}

function transformOf(clause: Clause): Form["as"] | undefined {
	const as = clause.parameters.get("as");
	if (as === undefined) return "object";
	const version = clause.parameters.get("v");
	if (clause.parameters.get("g") !== "meta.k8s.io" || (version !== "v1" && version !== "v1beta1")) return undefined;
	if (as === "Table") return "table";
	return as === "PartialObjectMetadata" || as === "PartialObjectMetadataList" ? "metadata" : undefined;
}
