import type { ICruiseOptions, IForbiddenRuleType } from "dependency-cruiser";

/**
 * The floors of the house. An arrow only ever points down; `scripts/check-floors.ts` runs this and
 * fails when fewer modules were read than there are files (a parser that reads nothing passes all).
 *
 * In src/, from the ground up. A floor may import itself and everything on the lines before it.
 */
const floors = [
	["base"],
	["text"],
	["config"],
	["table", "terminal", "kube"],
	["resources"],
	["cluster"],
	["metrics", "logs", "profiles", "shells", "forwards", "events", "audit", "traces", "backends", "history"],
	["capacity", "alerts", "session"],
	["cli"],
];

const upward: IForbiddenRuleType[] = floors.flatMap((floor, level) => {
	const allowed = new Set(floors.slice(0, level).flat());
	return floor.map((name) => {
		const forbidden = floors.flat().filter((other) => other !== name && !allowed.has(other));
		return {
			name: `src/${name} imports only what lies below it`,
			severity: "error",
			from: { path: `^src/${name}/` },
			to: { path: `^src/(${forbidden.join("|")})/` },
		};
	});
});

/** What no import may do. */
export const forbidden: IForbiddenRuleType[] = [
	...upward,
	{
		name: "src/sim stands apart: base, text and libraries only",
		severity: "error",
		from: { path: "^src/sim/" },
		to: { path: "^(src/(?!base/|text/|sim/)|views/|bin/)" },
	},
	{
		name: "nothing in the program imports src/sim but the demo's entry",
		severity: "error",
		from: { path: "^(src|views|bin)/", pathNot: "^(src/sim/|src/cli/demo\\.ts$)" },
		to: { path: "^src/sim/" },
	},
	{
		name: "src is headless: no views, no react, no ink",
		severity: "error",
		from: { path: "^src/" },
		to: { path: "^(views/|bin/)|node_modules/(react|ink|react-reconciler)/" },
	},
	{
		name: "only src/kube imports the stock Kubernetes client",
		severity: "error",
		from: { path: "^(src|views|bin)/", pathNot: "^src/kube/" },
		to: { path: "node_modules/@kubernetes/client-node/" },
	},
	{
		name: "the program does not import tests or scripts",
		severity: "error",
		from: { path: "^(src|views|bin)/" },
		to: { path: "^(test|scripts|testbed)/" },
	},
	{
		name: "no cycles",
		severity: "error",
		from: {},
		to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
	},
	{ name: "everything resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
	{
		name: "the program does not import development packages",
		severity: "error",
		from: { path: "^(src|views|bin)/" },
		to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
	},
];

/** How the cruiser reads TypeScript. */
export const cruiseOptions: ICruiseOptions = {
	parser: "swc",
	doNotFollow: { path: "node_modules" },
	tsPreCompilationDeps: true,
	moduleSystems: ["es6"],
	enhancedResolveOptions: {
		exportsFields: ["exports"],
		conditionNames: ["import", "node", "default", "types"],
		extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
	},
};
