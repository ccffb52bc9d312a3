/**
 * Makes `src/sim/schema.generated.json`: a protobufjs descriptor of the messages the simulated API
 * serves, from the public `generated.proto` files of k8s.io. What a proto file does not say is read
 * from the Go struct tags beside it: fields that Go inlines in JSON, fields whose JSON name differs,
 * and non-pointer fields, which Go's encoder writes even when they are empty.
 *
 *     node scripts/generate-sim-schema.ts [--protos DIR] [--check]
 *
 * DIR holds `k8s.io/api...`, `k8s.io/apimachinery...` and `k8s.io/metrics...` (a Go module cache);
 * without it the directories come from `go list -m` in `testbed/`.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import protobuf from "protobufjs";

const OUTPUT = path.join(import.meta.dirname, "../src/sim/schema.generated.json");
const MODULES = ["k8s.io/api", "k8s.io/apimachinery", "k8s.io/metrics"] as const;

const API = "k8s.io.api.";
const META = "k8s.io.apimachinery.pkg.apis.meta.v1.";
const RUNTIME = "k8s.io.apimachinery.pkg.runtime.";

/** Messages that a request can be answered with; what they reach is kept, the rest is dropped. */
const ROOTS = [
	...["Pod", "Node", "Namespace", "Service", "Event", "ConfigMap", "Secret"].map((kind) => `${API}core.v1.${kind}`),
	...["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"].map((kind) => `${API}apps.v1.${kind}`),
	...["Job", "CronJob"].map((kind) => `${API}batch.v1.${kind}`),
	`${API}coordination.v1.Lease`,
	`${API}policy.v1.PodDisruptionBudget`,
	...["PodMetrics", "NodeMetrics"].map((kind) => `k8s.io.metrics.pkg.apis.metrics.v1beta1.${kind}`),
].flatMap((name) => [name, `${name}List`]);
const ENVELOPES = [
	...["Status", "WatchEvent", "DeleteOptions"].map((name) => `${META}${name}`),
	`${RUNTIME}Unknown`,
	`${API}authentication.v1.SelfSubjectReview`,
	`${API}authorization.v1.SelfSubjectAccessReview`,
	`${API}authorization.v1.SelfSubjectRulesReview`,
	`${API}autoscaling.v1.Scale`,
	`${API}policy.v1.Eviction`,
];

/** Times, quantities and the like have no struct tags; their encoders are written by hand. */
const SPECIAL = new Set([
	`${META}Time`,
	`${META}MicroTime`,
	`${META}FieldsV1`,
	"k8s.io.apimachinery.pkg.api.resource.Quantity",
	`${API}authentication.v1.ExtraValue`,
]);

const { values: flags } = parseArgs({ options: { protos: { type: "string" }, check: { type: "boolean" } } });
const directories = moduleDirectories(flags.protos);
const root = parseProtos(directories);
const reached = reachable(root, [...ROOTS, ...ENVELOPES]);
annotate(root, reached, directories);
prune(root, reached);
const text = `${JSON.stringify(root.toJSON())}\n`;

if (flags.check === true) {
	if (readFileSync(OUTPUT, "utf8") !== text) {
		console.error("src/sim/schema.generated.json is stale: run node scripts/generate-sim-schema.ts");
		process.exitCode = 1;
	}
} else {
	writeFileSync(OUTPUT, text);
	console.log(`${reached.size} messages, ${text.length} bytes`);
}

/** Directory of each module, by module path. */
function moduleDirectories(protos: string | undefined): Map<string, string> {
	if (protos === undefined) {
		const cwd = path.join(import.meta.dirname, "../testbed");
		const list = (name: string): string =>
			execFileSync("go", ["list", "-m", "-f", "{{.Dir}}", name], { cwd, encoding: "utf8" }).trim();
		return new Map(MODULES.map((name) => [name, list(name)]));
	}
	return new Map(
		MODULES.map((name) => {
			const parent = path.join(protos, path.dirname(name));
			const base = path.basename(name);
			const found = readdirSync(parent)
				.filter((entry) => entry === base || entry.startsWith(`${base}@`))
				.sort()
				.at(-1);
			if (found === undefined) throw new Error(`${name} is not in ${protos}`);
			return [name, path.join(parent, found)];
		}),
	);
}

/** Where the files of a module path such as `k8s.io/api/core/v1` are. */
function locate(found: ReadonlyMap<string, string>, target: string): string {
	const name = MODULES.find((candidate) => target.startsWith(`${candidate}/`));
	const directory = name === undefined ? undefined : found.get(name);
	if (name === undefined || directory === undefined) throw new Error(`no module holds ${target}`);
	return path.join(directory, target.slice(name.length));
}

function parseProtos(found: ReadonlyMap<string, string>): protobuf.Root {
	const parsed = new protobuf.Root();
	parsed.resolvePath = (_origin, target) => (path.isAbsolute(target) ? target : locate(found, target));
	const packages = new Set([...ROOTS, ...ENVELOPES].map(packageOf));
	parsed.loadSync(
		[...packages].map((name) => path.join(locate(found, goPath(name)), "generated.proto")),
		{
			keepCase: true,
		},
	);
	parsed.resolveAll();
	return parsed;
}

/** `k8s.io.api.core.v1.Pod` -> `k8s.io.api.core.v1` */
function packageOf(message: string): string {
	return message.slice(0, message.lastIndexOf("."));
}

/** `k8s.io.api.core.v1` -> `k8s.io/api/core/v1` */
function goPath(name: string): string {
	return name.replace("k8s.io.", "k8s.io/").replaceAll(/(?<=k8s\.io\/.*)\./g, "/");
}

function fullName(type: protobuf.ReflectionObject): string {
	return type.fullName.slice(1);
}

function reachable(parsed: protobuf.Root, names: readonly string[]): Set<string> {
	const seen = new Set<string>();
	const visit = (type: protobuf.Type): void => {
		if (seen.has(fullName(type))) return;
		seen.add(fullName(type));
		for (const field of type.fieldsArray) if (field.resolvedType instanceof protobuf.Type) visit(field.resolvedType);
	};
	for (const name of names) visit(parsed.lookupType(name));
	return seen;
}

interface GoField {
	readonly pointer: boolean;
	readonly inline: boolean;
	readonly json: string;
}

/** Tagged fields of every struct in a Go package: struct name -> protobuf name -> field. */
function goStructs(directory: string): Map<string, Map<string, GoField>> {
	const structs = new Map<string, Map<string, GoField>>();
	for (const file of readdirSync(directory)) {
		if (!file.endsWith(".go") || file.endsWith("_test.go") || file.includes("generated")) continue;
		const source = readFileSync(path.join(directory, file), "utf8");
		for (const [, name, body] of source.matchAll(/^type (\w+) struct \{\n(.*?)^\}/gms)) {
			const fields = new Map<string, GoField>();
			for (const [, member, type, tags] of (body ?? "").matchAll(/^\t(?:(\w+)\s+)?(\S+)\s+`([^`]*)`/gm)) {
				const json = /json:"([^"]*)"/.exec(tags ?? "")?.[1]?.split(",") ?? [];
				const embedded = member === undefined ? lowerFirst(type ?? "") : undefined;
				const proto = /protobuf:"[^"]*name=(\w+)/.exec(tags ?? "")?.[1] ?? embedded;
				if (proto === undefined) continue;
				fields.set(proto, {
					pointer: (type ?? "").startsWith("*"),
					inline: json.includes("inline"),
					json: json[0] || proto,
				});
			}
			structs.set(name ?? "", fields);
		}
	}
	return structs;
}

function lowerFirst(name: string): string {
	return name.slice(0, 1).toLowerCase() + name.slice(1);
}

/** Write what the Go structs say onto the fields, as options. */
function annotate(parsed: protobuf.Root, names: ReadonlySet<string>, found: ReadonlyMap<string, string>): void {
	const packages = new Map<string, Map<string, Map<string, GoField>>>();
	for (const name of names) {
		const type = parsed.lookupType(name);
		const owner = packageOf(name);
		let structs = packages.get(owner);
		if (structs === undefined) {
			structs = goStructs(locate(found, goPath(owner)));
			packages.set(owner, structs);
		}
		for (const field of type.fieldsArray) {
			const go = structs.get(type.name)?.get(field.name);
			if (go === undefined) {
				if (!SPECIAL.has(name)) console.error(`no Go field for ${name}.${field.name}`);
				continue;
			}
			const options: Record<string, boolean | string> = {};
			if (!go.pointer && !field.repeated && !field.map && field.type !== "bytes") options["always"] = true;
			if (go.inline) options["inline"] = true;
			if (go.json !== field.name && !go.inline) options["json"] = go.json;
			if (Object.keys(options).length === 0) delete (field as { options?: unknown }).options;
			else field.options = options;
		}
	}
}

/** Drop unreached messages, comments and file names, so that the output is small and stable. */
function prune(namespace: protobuf.NamespaceBase, names: ReadonlySet<string>): void {
	for (const nested of namespace.nestedArray.slice()) {
		nested.comment = null;
		nested.filename = null;
		if (nested instanceof protobuf.Type) {
			if (names.has(fullName(nested))) {
				for (const field of nested.fieldsArray) {
					field.comment = null;
					if (field.resolvedType !== null) field.type = field.resolvedType.fullName;
				}
			} else namespace.remove(nested);
		} else if (nested instanceof protobuf.Namespace) {
			prune(nested, names);
			delete (nested as { options?: unknown }).options;
			if (nested.nestedArray.length === 0) namespace.remove(nested);
		}
	}
}
