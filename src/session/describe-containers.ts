import type { Tone } from "../table/column.ts";
import { ageText } from "../text/duration.ts";
import { exitSignal } from "../text/exit-signal.ts";
import { messages } from "../text/messages/messages.ts";
import { isObject, type JsonObject, listAt, mapAt, textAt, timeAt, valueAt } from "./json-value.ts";
import { fact, heading, type TextLine } from "./text-line.ts";

const groups = [
	["Init containers", "initContainers", "initContainerStatuses"],
	["Containers", "containers", "containerStatuses"],
	["Ephemeral containers", "ephemeralContainers", "ephemeralContainerStatuses"],
] as const;

/** The containers of a pod with their states, or those that a workload's template asks for. */
export function describeContainers(object: JsonObject, nowMs: number): readonly TextLine[] {
	const template = ["spec", "template", "spec"];
	const path = isObject(valueAt(object, ...template)) ? template : ["spec"];
	return groups.flatMap(([title, field, statuses]) => {
		const containers = listAt(object, ...path, field);
		if (containers.length === 0) return [];
		return [
			...heading(title),
			...containers.flatMap((container) => {
				const name = textAt(container, "name");
				const status = listAt(object, "status", statuses).find((one) => textAt(one, "name") === name);
				const node = textAt(object, "spec", "nodeName");
				return [{ text: `  ${name}`, tone: "heading" } as const, ...describeContainer(container, status, node, nowMs)];
			}),
		];
	});
}

function describeContainer(container: unknown, status: unknown, node: string, nowMs: number): readonly TextLine[] {
	const lines = [fact("Image", textAt(container, "image"), 4)];
	if (status !== undefined) {
		lines.push(stateFact("State", valueAt(status, "state"), nowMs));
		lines.push(...crashFacts(valueAt(status, "state"), node));
		if (mapAt(status, "lastState").length > 0) {
			lines.push(stateFact("Last state", valueAt(status, "lastState"), nowMs));
			lines.push(...crashFacts(valueAt(status, "lastState"), node));
		}
		lines.push(fact("Ready", textAt(status, "ready"), 4));
		lines.push(fact("Restarts", textAt(status, "restartCount"), 4));
	}
	for (const [name, field] of [
		["Requests", "requests"],
		["Limits", "limits"],
	] as const) {
		const values = mapAt(container, "resources", field).map(([resource, value]) => `${resource} ${value}`);
		if (values.length > 0) lines.push(fact(name, values.join(", "), 4));
	}
	const ports = listAt(container, "ports").map(
		(port) => `${textAt(port, "containerPort")}/${textAt(port, "protocol") || "TCP"}`,
	);
	if (ports.length > 0) lines.push(fact("Ports", ports.join(", "), 4));
	return lines;
}

function stateFact(name: string, state: unknown, nowMs: number): TextLine {
	const { text, tone } = stateText(state, nowMs);
	return fact(name, text, 4, tone);
}

/** What a run came to that a signal ended, and where what is left of it has to be looked for. */
function crashFacts(state: unknown, node: string): readonly TextLine[] {
	const ended = valueAt(state, "terminated");
	if (ended === undefined) return [];
	const isOutOfMemory = textAt(ended, "reason") === "OOMKilled";
	const signal = exitSignal(Number(textAt(ended, "exitCode")), Number(textAt(ended, "signal") || 0));
	const said = messages.session.crash;
	if (isOutOfMemory) return [fact(said.killed, said.outOfMemory, 4, "broken")];
	if (signal === undefined) return [];
	const means = said.means[signal.name as keyof typeof said.means];
	const what = means === undefined ? signal.name : `${signal.name}: ${means}`;
	if (!signal.isCrash) return [fact(said.ended, what, 4, "attention")];
	const id = textAt(ended, "containerID");
	return [
		fact(said.crash, what, 4, "broken"),
		...(node === "" ? [] : [fact(said.core, said.onNode(node), 4)]),
		...(id === "" ? [] : [fact(said.container, id, 4)]),
	];
}

function stateText(state: unknown, nowMs: number): { readonly text: string; readonly tone: Tone } {
	if (valueAt(state, "running") !== undefined) {
		const age = ageText(timeAt(state, "running", "startedAt"), nowMs);
		return { text: `Running, started ${textAt(state, "running", "startedAt")} (${age})`, tone: "ok" };
	}
	if (valueAt(state, "waiting") !== undefined) {
		const why = [textAt(state, "waiting", "reason"), textAt(state, "waiting", "message")];
		return { text: ["Waiting", ...why].filter((part) => part !== "").join(": "), tone: "attention" };
	}
	if (valueAt(state, "terminated") !== undefined) {
		const code = textAt(state, "terminated", "exitCode");
		const reason = textAt(state, "terminated", "reason") || "Terminated";
		const message = textAt(state, "terminated", "message").trim();
		const age = ageText(timeAt(state, "terminated", "finishedAt"), nowMs);
		const text = `${reason}, exit code ${code}, ended ${textAt(state, "terminated", "finishedAt")} (${age})`;
		return { text: message === "" ? text : `${text}: ${message}`, tone: code === "0" ? "finished" : "broken" };
	}
	return { text: "Waiting", tone: "attention" };
}
