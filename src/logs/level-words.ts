import type { LogLevel } from "./log-view.ts";

/** From the least to the worst. */
export const levels: readonly LogLevel[] = ["trace", "debug", "info", "warn", "error", "fatal"];

const words: Readonly<Record<string, LogLevel>> = {
	trace: "trace",
	verbose: "trace",
	finest: "trace",
	debug: "debug",
	dbg: "debug",
	fine: "debug",
	info: "info",
	information: "info",
	informational: "info",
	notice: "info",
	inf: "info",
	log: "info",
	warn: "warn",
	warning: "warn",
	wrn: "warn",
	error: "error",
	err: "error",
	severe: "error",
	fatal: "fatal",
	critical: "fatal",
	crit: "fatal",
	panic: "fatal",
	dpanic: "fatal",
	alert: "fatal",
	emerg: "fatal",
	emergency: "fatal",
};

/** Words that are levels where they stand in capitals, in brackets, or first in a line. */
const inText = [
	/\b(TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|FATAL|CRITICAL|PANIC)\b/,
	/[[<(](trace|debug|info|notice|warn|warning|error|err|crit|critical|alert|emerg|fatal)[\]>)]/i,
	/^(panic|fatal|error|warning)(?: error)?: /i,
];

const beginning = 120;

/** The level that a program's word for it means; also pino's and bunyan's numbers. */
export function levelOf(value: string | number): LogLevel | undefined {
	if (typeof value === "number" || /^\d+$/.test(value)) {
		const number = Number(value);
		if (number < 10 || number > 60) return undefined;
		return levels[Math.floor(number / 10) - 1];
	}
	return words[value.toLowerCase()];
}

/** The level that a line in no known form names. */
export function levelInText(text: string): LogLevel | undefined {
	const start = text.slice(0, beginning);
	for (const pattern of inText) {
		const word = pattern.exec(start)?.[1];
		if (word !== undefined) return words[word.toLowerCase()];
	}
	return undefined;
}
