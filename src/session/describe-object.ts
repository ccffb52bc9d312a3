import { ageText } from "../text/duration.ts";
import { messages } from "../text/messages/messages.ts";
import { describeContainers } from "./describe-containers.ts";
import { type JsonObject, listAt, mapAt, textAt, timeAt } from "./json-value.ts";
import { LAST_APPLIED, maskObject } from "./mask-object.ts";
import { lastSeenAtMs } from "./read-object.ts";
import { fact, heading, type TextLine } from "./text-line.ts";

/** What is known of an object beside itself. */
export interface ObjectSurroundings {
	/** Its events, newest first; a sentence where they could not be read. */
	readonly events: readonly JsonObject[] | string;
	/** The server's time, milliseconds since the epoch. */
	readonly nowMs: number;
}

/** Describe any object: who it is, how it is, and what happened to it. Secrets are masked. */
export function describeObject(object: JsonObject, surroundings: ObjectSurroundings): readonly TextLine[] {
	const shown = maskObject(object);
	const { nowMs } = surroundings;
	return [
		...identity(shown, nowMs),
		...pairs("Labels", mapAt(shown, "metadata", "labels")),
		...pairs(
			"Annotations",
			mapAt(shown, "metadata", "annotations").filter(([key]) => key !== LAST_APPLIED),
		),
		...conditions(shown, nowMs),
		...describeContainers(shown, nowMs),
		...data(shown),
		...events(surroundings),
	];
}

/** Paths of what one asks first of the common kinds; those an object does not have are left out. */
const facts: readonly (readonly [name: string, ...path: string[]])[] = [
	["Phase", "status", "phase"],
	["Reason", "status", "reason"],
	["Message", "status", "message"],
	["Node", "spec", "nodeName"],
	["IP", "status", "podIP"],
	["QoS", "status", "qosClass"],
	["Account", "spec", "serviceAccountName"],
	["Priority", "spec", "priorityClassName"],
	["Schedule", "spec", "schedule"],
	["Suspended", "spec", "suspend"],
	["Replicas", "spec", "replicas"],
	["Ready", "status", "readyReplicas"],
	["Updated", "status", "updatedReplicas"],
	["Available", "status", "availableReplicas"],
	["Type", "type"],
	["Type", "spec", "type"],
	["Cluster IP", "spec", "clusterIP"],
	["Kubelet", "status", "nodeInfo", "kubeletVersion"],
	["Unschedulable", "spec", "unschedulable"],
];

function identity(object: JsonObject, nowMs: number): readonly TextLine[] {
	const moment = (...path: readonly string[]): string =>
		`${textAt(object, ...path)} (${ageText(timeAt(object, ...path), nowMs)})`;
	const lines = [fact("Name", textAt(object, "metadata", "name"))];
	const namespace = textAt(object, "metadata", "namespace");
	if (namespace !== "") lines.push(fact("Namespace", namespace));
	lines.push(fact("Kind", `${textAt(object, "kind")} (${textAt(object, "apiVersion")})`));
	lines.push(fact("UID", textAt(object, "metadata", "uid")));
	lines.push(fact("Created", moment("metadata", "creationTimestamp")));
	if (textAt(object, "metadata", "deletionTimestamp") !== "")
		lines.push(fact("Terminating", moment("metadata", "deletionTimestamp"), 0, "attention"));
	for (const owner of listAt(object, "metadata", "ownerReferences"))
		lines.push(fact("Owner", `${textAt(owner, "kind")} ${textAt(owner, "name")}`));
	for (const [name, ...path] of facts) {
		const value = textAt(object, ...path);
		if (value !== "") lines.push(fact(name, value));
	}
	return lines;
}

function pairs(title: string, entries: readonly (readonly [string, string])[]): readonly TextLine[] {
	if (entries.length === 0) return [];
	return [
		...heading(title),
		...entries.map(
			([key, value]): TextLine => ({
				text: `  ${key}=${value}`,
				tone: "plain",
				labelFrom: 2,
				labelLength: key.length + 1,
			}),
		),
	];
}

/** Conditions of these types are bad news when they hold; all others when they do not. */
const badNews = /Pressure|Unavailable|Failed|Failure|Disrupt|Stalled/;

function conditions(object: JsonObject, nowMs: number): readonly TextLine[] {
	const found = listAt(object, "status", "conditions");
	if (found.length === 0) return [];
	return [
		...heading("Conditions"),
		...found.map((condition): TextLine => {
			const type = textAt(condition, "type");
			const status = textAt(condition, "status");
			const good = badNews.test(type) ? "False" : "True";
			const since = ageText(timeAt(condition, "lastTransitionTime"), nowMs);
			const why = [textAt(condition, "reason"), textAt(condition, "message")].filter((part) => part !== "").join(": ");
			const text = `  ${type.padEnd(26)} ${status.padEnd(7)} ${since.padEnd(7)} ${why}`;
			return { text: text.trimEnd(), tone: status === good ? "plain" : "attention" };
		}),
	];
}

function data(object: JsonObject): readonly TextLine[] {
	const entries = mapAt(object, "data");
	if (textAt(object, "kind") === "Secret") return pairs("Data", entries);
	return pairs(
		"Data",
		entries.map(([key, value]) => [key, messages.session.characters(value.length)] as const),
	);
}

function events({ events: found, nowMs }: ObjectSurroundings): readonly TextLine[] {
	const title = heading("Events");
	if (typeof found === "string") return [...title, { text: `  ${found}`, tone: "attention" }];
	if (found.length === 0) return [...title, { text: `  ${messages.session.noEvents}`, tone: "muted" }];
	return [
		...title,
		...found.map((event): TextLine => {
			const count = textAt(event, "series", "count") || textAt(event, "count");
			const times = count === "" || count === "0" || count === "1" ? "" : ` x${count}`;
			const age = ageText(lastSeenAtMs(event), nowMs).padEnd(7);
			const message = textAt(event, "message").trim();
			return {
				text: `  ${age} ${textAt(event, "type").padEnd(8)} ${textAt(event, "reason")}${times}  ${message}`,
				tone: textAt(event, "type") === "Warning" ? "attention" : "plain",
			};
		}),
	];
}
