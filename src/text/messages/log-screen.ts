/** What is said on and about the screen of logs. */
export const logScreenMessages = {
	logs: "logs",
	opening: (title: string) => `Opening the logs of ${title} …`,
	mayNotRead: (title: string, reason: string) => `No logs of ${title}: ${reason}`,
	selected: {
		title: (selector: string, namespace: string | undefined) =>
			namespace === undefined ? `pods -l ${selector}` : `pods ${namespace} -l ${selector}`,
		answer: (namespace: string | undefined) => `the logs of all that it selects · ${namespace ?? "all namespaces"}`,
		unreadable: (part: string) => `not a label selector: ${part}`,
	},
	previous: " PREVIOUS ",
	serviceOf: (service: string, node: string) => `${service} of Node ${node}`,
	marked: (kind: string, count: number) => `${group(count)} marked ${kind}`,
	headings: { level: "LEVEL", message: "MESSAGE" },
	cut: (bytes: number) => `… ${group(bytes)} bytes more`,
	following: "● following",
	stopped: "○ stopped",
	ended: "all ended",
	newBelow: (count: number) => `▼ ${group(count)} new`,
	reading: (lines: number) => `reading … ${group(lines)} lines`,
	counts: (matching: number, lines: number) =>
		matching === lines
			? lines === 1
				? "1 line"
				: `${group(lines)} lines`
			: `${group(matching)} of ${group(lines)} lines`,
	skipped: (count: number) => `${group(count)} skipped`,
	found: (count: number) => (count === 0 ? "not found" : `${group(count)} found`),
	inverted: "inverted",
	context: (lines: number) => `±${lines}`,
	pods: (there: number, gone: number) =>
		(there === 1 ? "1 pod" : `${group(there)} pods`) + (gone === 0 ? "" : `, ${group(gone)} gone`),
	marks: (count: number) => `${group(count)} marked`,
	ranges: {
		tail: (lines: number) => `last ${group(lines)} lines`,
		head: (lines: number) => `first ${group(lines)} lines`,
		last: (duration: string) => `last ${duration}`,
		time: "a stretch of time",
		all: "all there is",
	},
	lineForms: { fields: "", columns: "columns", raw: "raw" },
	histogram: {
		most: (count: number) => group(count),
		step: (duration: string) => `a bar is ${duration}`,
	},
	states: {
		opening: "opening",
		waiting: (why: string) => `waiting: ${why}`,
		following: "following",
		reconnecting: (age: string, reason: string) => `reconnecting ${age}: ${reason}`,
		ended: "ended",
		endedHow: (how: string) => `ended, ${how}`,
		ghost: (age: string) => `its pod is gone since ${age}`,
		failed: (reason: string) => `not to be had: ${reason}`,
		paused: "paused",
		unread: (pods: number) => (pods === 1 ? "1 more pod is not read" : `${group(pods)} more pods are not read`),
		more: (count: number) => `and ${group(count)} more, C lists them`,
		lines: (count: number) => (count === 1 ? "1 line" : `${group(count)} lines`),
	},
	containers: {
		all: "all containers",
		everything: (sources: number) => (sources === 1 ? "1 source" : `${group(sources)} sources`),
		only: (name: string) => `container ${name}`,
		of: (container: string, whose: string) => `Container ${container} of ${whose}`,
		in: (pods: number) => (pods === 1 ? "in 1 pod" : `in ${group(pods)} pods`),
		service: (service: string) => `service ${service}`,
		ofTheNode: "what the node itself has written",
	},
	empty: {
		noPods: (where: string) => `There is no pod of ${where} to read from.`,
		joinsLater: "As soon as one comes its log is joined.",
		trouble: "The pods cannot be listed.",
		nothingYet: "Nothing has come yet.",
		nothingWritten: (range: string) => `Nothing was written (${range}).`,
		readMore: "Press 6 to read all there is.",
		noMatch: (filter: string, lines: number) =>
			`None of ${group(lines)} lines match “${filter}”. Press esc to see them all.`,
		allMatch: (filter: string, lines: number) =>
			`All of ${group(lines)} lines match “${filter}”, and these are not shown. Press ! to see them.`,
		noPrevious: "No container has run here before. Press p for the present ones.",
	},
	record: {
		title: "line",
		time: "Time",
		source: "Source",
		format: "Format",
		formats: { json: "JSON", logfmt: "logfmt", klog: "klog", text: "text" },
		cut: "Not kept",
		fields: "Fields",
		whole: "Line",
	},
	copiedLines: (count: number) => (count === 1 ? "Copied the line" : `Copied ${group(count)} lines`),
	saving: (path: string) => `Saving to ${path} …`,
	saved: (lines: number, path: string) =>
		lines === 1 ? `Saved 1 line to ${path}` : `Saved ${group(lines)} lines to ${path}`,
	disabled: {
		noLine: "there is no line",
		noFilter: "nothing is filtered; & filters",
		sameRange: "this is what is shown",
		ofNode: "a node's own log has neither",
		noPods: "no pods belong to this",
		unlockable: "lines are wrapped; w changes that",
	},
};

/** Digits in groups of three, as in `9,812`. */
function group(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
