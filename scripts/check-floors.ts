import { globSync } from "node:fs";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { cruiseOptions, forbidden } from "./floors.ts";

/**
 * Fails when an import goes upward (rules in floors.ts), and when the cruiser read
 * fewer of our modules than there are: without a parser that understands TypeScript it reads none
 * and passes everything.
 */
const roots = ["src", "views", "bin"];
const { output } = await cruise(roots, { ...cruiseOptions, validate: true, ruleSet: { forbidden } });
const { summary, modules } = output as ICruiseResult;
for (const { rule, from, to } of summary.violations)
	process.stderr.write(`${rule.severity}: ${from} -> ${to}: ${rule.name}\n`);

const files = globSync(`{${roots.join(",")}}/**/*.{ts,tsx}`);
const read = modules.filter(({ source, dependencies }) => files.includes(source) && dependencies !== undefined);
const arrows = modules.reduce((total, { dependencies }) => total + dependencies.length, 0);
if (read.length < files.length || arrows === 0) {
	process.stderr.write(`error: only ${read.length} of ${files.length} modules were read, with ${arrows} imports\n`);
	process.exitCode = 1;
}
if (summary.error > 0) process.exitCode = 1;
if (process.exitCode === undefined)
	process.stdout.write(`floors: ${read.length} modules, ${arrows} imports, none upward\n`);
