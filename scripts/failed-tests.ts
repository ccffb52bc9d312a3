/**
 * What failed, by name, with the first lines of why, also when it was met at a further try: the end of a log is what is seen
 * first, and often all that is kept.
 * `node scripts/failed-tests.ts REPORT.json...`, each as Vitest's JSON reporter writes it.
 */
import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";

interface Report {
	readonly testResults: readonly {
		readonly name: string;
		readonly status: string;
		readonly message: string;
		readonly assertionResults: readonly {
			readonly fullName: string;
			readonly status: string;
			readonly failureMessages?: readonly string[];
		}[];
	}[];
}

const linesOfWhy = 2;

function firstLines(text: string): readonly string[] {
	const lines = stripVTControlCharacters(text)
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "" && !/node_modules|node:internal|<anonymous>/.test(line));
	return lines.slice(0, linesOfWhy).map((line) => `      ${line.slice(0, 200)}`);
}

for (const report of process.argv.slice(2)) {
	const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
	for (const file of testResults) {
		const tests = file.assertionResults.filter(
			({ status, failureMessages = [] }) => status !== "passed" || failureMessages.length > 0,
		);
		if (tests.length === 0 && file.status === "passed") continue;
		console.log(`  ${relative(".", file.name)}`);
		for (const { fullName, status, failureMessages = [] } of tests) {
			const word = status === "passed" ? "passed at a further try" : status;
			console.log([`    ${word}: ${fullName}`, ...firstLines(failureMessages.join("\n"))].join("\n"));
		}
		if (tests.length === 0) console.log(firstLines(file.message).join("\n"));
	}
}
