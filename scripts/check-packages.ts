import { readFileSync } from "node:fs";

/** Fails on a licence that a bundle under Apache-2.0 may not carry, and on a lock file that names a host. */
const allowed = new Set([
	"Apache-2.0",
	"MIT",
	"ISC",
	"BSD-2-Clause",
	"BSD-3-Clause",
	"0BSD",
	"MIT-0",
	"BlueOak-1.0.0",
	"Python-2.0",
	"PSF-2.0",
	"Apache-2.0 AND MIT",
	"CC0-1.0",
	"Unlicense",
	"(MIT OR CC0-1.0)",
	"(MIT OR Apache-2.0)",
	"MIT OR Apache-2.0",
	"(BSD-2-Clause OR MIT OR Apache-2.0)",
]);
/** Development only, never in the bundle. */
const allowedInDevelopment = new Set([...allowed, "MPL-2.0", "CC-BY-4.0"]);

interface LockedPackage {
	readonly license?: string;
	readonly dev?: boolean;
	readonly resolved?: string;
	readonly integrity?: string;
	readonly link?: boolean;
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, LockedPackage> };
const problems: string[] = [];
let counted = 0;
for (const [path, entry] of Object.entries(lock.packages)) {
	if (path === "" || entry.link === true) continue;
	counted++;
	const licence = entry.license ?? "none stated";
	const fits = entry.dev === true ? allowedInDevelopment : allowed;
	if (!fits.has(licence)) problems.push(`${path}: licence ${licence} is not on the list`);
	if (entry.resolved !== undefined) problems.push(`${path}: the lock file names where it was downloaded`);
	if (entry.integrity === undefined) problems.push(`${path}: no integrity`);
}
if (counted === 0) problems.push("package-lock.json lists no packages");
for (const problem of problems) process.stderr.write(`error: ${problem}\n`);
if (problems.length > 0) process.exitCode = 1;
else process.stdout.write(`packages: ${counted} locked, licences and integrity as they should be\n`);
