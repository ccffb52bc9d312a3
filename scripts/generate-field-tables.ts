/**
 * Writes `src/kube/wire/fields.generated.ts`: which number and type each field of the built-in kinds
 * has in protobuf. Two public sources are read together, because neither says everything:
 * `generated.proto` has numbers and types, `types.go` beside it has the JSON names, which structs are
 * inlined into their parent's JSON, and which fields are pointers (absent is not zero).
 *
 *     node scripts/generate-field-tables.ts [--protos DIR] [--check]
 *
 * DIR holds the modules as `api`, `apimachinery` and `metrics` (a version after `@` is fine); without
 * it Go is asked for the modules that `testbed/go.mod` pins.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type GoField, type ProtoField, parseGoStructs, parseProtoMessages } from "./schema-source.ts";

const target = new URL("../src/kube/wire/fields.generated.ts", import.meta.url);
const meta = "k8s.io.apimachinery.pkg.apis.meta.v1";
const roots = [
	...["Pod", "Node", "Namespace", "Service", "Event", "ConfigMap", "Secret", "PersistentVolume"].map(core),
	...["PersistentVolumeClaim", "ResourceQuota", "LimitRange", "ServiceAccount", "ReplicationController"].map(core),
	...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"].map((kind) => `k8s.io.api.apps.v1.${kind}`),
	...["Job", "CronJob"].map((kind) => `k8s.io.api.batch.v1.${kind}`),
	...["Ingress", "IngressClass", "NetworkPolicy"].map((kind) => `k8s.io.api.networking.v1.${kind}`),
	...["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map((kind) => `k8s.io.api.rbac.v1.${kind}`),
	"k8s.io.api.discovery.v1.EndpointSlice",
	"k8s.io.api.autoscaling.v2.HorizontalPodAutoscaler",
	"k8s.io.api.policy.v1.PodDisruptionBudget",
	"k8s.io.api.storage.v1.StorageClass",
	"k8s.io.api.coordination.v1.Lease",
	...["PodMetrics", "NodeMetrics"].map((kind) => `k8s.io.metrics.pkg.apis.metrics.v1beta1.${kind}`),
	`${meta}.Status`,
	`${meta}.ListMeta`,
];

/** Messages that are one value in JSON. */
const leaves: Readonly<Record<string, string>> = {
	[`${meta}.Time`]: "time",
	[`${meta}.MicroTime`]: "micro",
	"k8s.io.apimachinery.pkg.api.resource.Quantity": "quantity",
	"k8s.io.apimachinery.pkg.util.intstr.IntOrString": "intstr",
	// Free-form JSON, or a JSON form that differs from the fields: only their number can be asked for.
	[`${meta}.Duration`]: "opaque",
	[`${meta}.FieldsV1`]: "opaque",
	"k8s.io.apimachinery.pkg.runtime.RawExtension": "opaque",
	// Its fields may be split by a byte limit, and no row needs them.
	[`${meta}.ManagedFieldsEntry`]: "opaque",
};
const scalars: Readonly<Record<string, string>> = {
	string: "string",
	bytes: "bytes",
	bool: "bool",
	int32: "int",
	int64: "int",
};

function core(kind: string): string {
	return `k8s.io.api.core.v1.${kind}`;
}

function moduleDirectories(protos: string | undefined): readonly string[] {
	const names = ["api", "apimachinery", "metrics"];
	if (protos === undefined) {
		const cwd = new URL("../testbed/", import.meta.url);
		const ask = (name: string) => execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", `k8s.io/${name}`], { cwd });
		return names.map((name) => ask(name).toString().trim());
	}
	return names.map((name) => {
		const found = readdirSync(protos).filter((entry) => entry.replace(/@.*/, "") === name);
		const newest = found.sort((a, b) => a.localeCompare(b, "en", { numeric: true })).at(-1);
		if (newest === undefined) throw new Error(`no ${name} in ${protos}`);
		return join(protos, newest);
	});
}

function readSchemas(directories: readonly string[]) {
	const messages = new Map<string, readonly ProtoField[]>();
	const structs = new Map<string, readonly GoField[]>();
	for (const directory of directories) {
		for (const entry of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
			if (basename(entry) !== "generated.proto") continue;
			const folder = join(directory, dirname(entry));
			const { packageName, messages: found } = parseProtoMessages(readFileSync(join(directory, entry), "utf8"));
			for (const [name, fields] of found) messages.set(`${packageName}.${name}`, fields);
			for (const file of readdirSync(folder)) {
				if (!file.endsWith(".go") || file.endsWith("_test.go") || file.includes("generated")) continue;
				for (const [name, fields] of parseGoStructs(readFileSync(join(folder, file), "utf8")))
					structs.set(`${packageName}.${name}`, fields);
			}
		}
	}
	return { messages, structs };
}

function fieldText(message: string, field: ProtoField, go: GoField | undefined, reach: (message: string) => void) {
	if (go === undefined) throw new Error(`${message}.${field.name}: no field ${field.number} in types.go`);
	const dot = message.lastIndexOf(".");
	const full = field.type.startsWith(".") ? field.type.slice(1) : `${message.slice(0, dot)}.${field.type}`;
	let type = scalars[field.type] ?? leaves[full];
	if (type === undefined) {
		reach(full);
		type = full.startsWith(`${message.slice(0, dot)}.`)
			? full.slice(dot + 1)
			: full.startsWith(meta)
				? `^${full.slice(meta.length + 1)}`
				: full;
	}
	const form = { singular: go.inline ? "<" : go.pointer ? "*" : "", repeated: "+", map: "%" }[field.form];
	return `${go.inline ? field.name : go.jsonName}=${field.number}${form}:${type}`;
}

function generate(directories: readonly string[]): string {
	const { messages, structs } = readSchemas(directories);
	const tables = new Map<string, Map<string, string>>();
	const waiting = [...roots];
	const seen = new Set(roots);
	const reach = (message: string): void => {
		if (seen.has(message)) return;
		seen.add(message);
		waiting.push(message);
	};
	for (let message = waiting.shift(); message !== undefined; message = waiting.shift()) {
		const fields = messages.get(message);
		if (fields === undefined) throw new Error(`${message}: not in any generated.proto`);
		const go = structs.get(message) ?? [];
		const name = message;
		const texts = fields.map((field) =>
			fieldText(
				name,
				field,
				go.find((one) => one.number === field.number),
				reach,
			),
		);
		const dot = message.lastIndexOf(".");
		const inPackage = tables.get(message.slice(0, dot)) ?? new Map<string, string>();
		tables.set(message.slice(0, dot), inPackage.set(message.slice(dot + 1), texts.join(" ")));
	}
	const body = [...tables]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([packageName, inPackage]) => {
			const lines = [...inPackage].sort(([a], [b]) => (a < b ? -1 : 1));
			return `\t"${packageName}": {\n${lines.map(([name, text]) => `\t\t${name}: "${text}",\n`).join("")}\t},\n`;
		});
	const versions = new Intl.ListFormat("en-GB").format(directories.map((directory) => basename(directory)));
	return `// Generated by scripts/generate-field-tables.ts from k8s.io/${versions}. Do not edit.

/**
 * Field tables by package and message. Each entry is \`jsonName=number[form]:type\`; the form is \`*\` a
 * pointer, \`+\` repeated, \`%\` a map from string, \`<\` inlined into the parent's JSON. A type that is no
 * scalar names a message of the same package, of meta.v1 (\`^\`), or in full.
 */
export const fieldTables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${body.join("")}};
`;
}

const { values } = parseArgs({ options: { protos: { type: "string" }, check: { type: "boolean", default: false } } });
const text = generate(moduleDirectories(values.protos));
if (!values.check) writeFileSync(target, text);
else if (readFileSync(target, "utf8") !== text) {
	console.error("src/kube/wire/fields.generated.ts is not what scripts/generate-field-tables.ts writes; run it.");
	process.exitCode = 1;
}
