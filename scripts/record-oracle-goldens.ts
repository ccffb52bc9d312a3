import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { builtOracle } from "../test/oracle/built-oracle.ts";
import { generated } from "../test/oracle/generated-objects.ts";
import { durationMs, durationText, quantity, timeText } from "../test/oracle/generated-texts.ts";
import type { Goldens } from "../test/oracle/goldens.ts";
import { Oracle, type Question } from "../test/oracle/oracle.ts";

/** Record what Kubernetes' own code says of some cases, for `npm test`: `node scripts/record-oracle-goldens.ts`. Needs Go. */
await using oracle = new Oracle(builtOracle());

/** Some of what is generated; the same each time, but for the times in objects. */
function sample<T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] {
	return fc.sample(arbitrary, { numRuns: count, seed: 1 });
}

/** Ask about each, as it is after a way through JSON. */
function answered<T>(all: readonly T[], question: (asked: T) => Question) {
	return Promise.all(
		all.map(async (one) => {
			const asked = JSON.parse(JSON.stringify(one)) as T;
			return { asked, answer: await oracle.ask(question(asked)) };
		}),
	);
}

const objects: Goldens["objects"][number][] = [];
for (const [plural, arbitrary] of Object.entries(generated)) {
	const some = sample(arbitrary, plural === "pods" ? 40 : 8);
	const all = await answered(some, (object) => ({ object }));
	objects.push(...all.map((one) => ({ plural, ...one })));
}
const goldens: Goldens = {
	kubernetes: execFileSync("go", ["list", "-m", "-f", "{{.Version}}", "k8s.io/kubernetes"], {
		cwd: fileURLToPath(new URL("../testbed", import.meta.url)),
		encoding: "utf8",
	}).trim(),
	quantities: await answered(sample(quantity, 150), (text) => ({ quantity: text })),
	milliseconds: await answered(sample(durationMs, 80), (ms) => ({ humanDuration: `${ms}000000` })),
	durations: await answered(sample(durationText, 60), (text) => ({ duration: text })),
	times: await answered(sample(timeText, 60), (text) => ({ time: text })),
	objects,
};
const file = fileURLToPath(new URL("../test/oracle/goldens.json", import.meta.url));
writeFileSync(file, JSON.stringify(goldens, null, "\t"));
const biome = fileURLToPath(new URL("../node_modules/.bin/biome", import.meta.url));
execFileSync(biome, ["format", "--write", file], { stdio: "ignore" });
const count = Object.values(goldens).reduce((sum, all) => sum + (Array.isArray(all) ? all.length : 0), 0);
process.stdout.write(`${count} answers of Kubernetes ${goldens.kubernetes} recorded\n`);
