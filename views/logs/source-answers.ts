import type { LogSeries } from "../../src/logs/files/log-series.ts";
import { sourceName } from "../../src/logs/log-sources.ts";
import type { LogTarget } from "../../src/logs/log-view.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { type Answer, likeness } from "../palette/answer.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { fileTarget } from "./file-target.ts";
import type { LogModel } from "./log-model.ts";
import type { NamedLogTarget } from "./log-target.ts";
import { sourceStateText } from "./source-state-text.ts";

const said = messages.logScreen;
/** What writes on a node itself. */
const SERVICES = ["kubelet", "containerd"];

/** What can be read instead: everything that was asked for first, one container of all pods, one container of one pod. */
export function sourceAnswers(workspace: Workspace, text: string): readonly Answer[] {
	const { view } = workspace;
	if (view?.type !== "logs") return [];
	const { nowMs } = workspace.live();
	return [everything(view), ...services(view), ...containers(view), ...sources(view, nowMs), ...files(view, nowMs)]
		.map((answer) => ({ answer, score: likeness(text.trim(), [answer.title]) }))
		.filter(({ score }) => score > 0)
		.toSorted((a, b) => b.score - a.score)
		.map(({ answer }) => answer);
}

function choose(title: string, detail: string, named: NamedLogTarget): Answer {
	return {
		title: safeText(title),
		detail: safeText(detail),
		run: ({ view }) => {
			if (view?.type === "logs") view.retarget(named);
		},
	};
}

function everything({ origin }: LogModel): Answer {
	const { all } = origin.target.of === "files" ? messages.logFiles : said.containers;
	return choose(all, origin.title, origin);
}

/** Of a node also what its own services have written. */
function services({ origin }: LogModel): readonly Answer[] {
	const node = nodeOf(origin.target);
	if (node === undefined) return [];
	return SERVICES.map((service) => {
		const title = safeText(said.serviceOf(service, node));
		return choose(said.containers.service(service), said.containers.ofTheNode, {
			target: { of: "node", node, service },
			title,
		});
	});
}

function nodeOf(target: LogTarget): string | undefined {
	if (target.of === "node") return target.node;
	if (target.of === "files") return undefined;
	const [only, ...others] = target.picks;
	return others.length === 0 && only?.select.by === "node" ? only.select.node : undefined;
}

/** Each container by its name, where pods have several. */
function containers({ origin, containerNames, logs }: LogModel): readonly Answer[] {
	const { target, title } = origin;
	if (target.of !== "pods" || containerNames.size < 2) return [];
	return [...containerNames].map((name) => {
		const pods = new Set(
			logs.sources
				.get()
				.filter(({ container }) => container === name)
				.map(({ podUid }) => podUid),
		).size;
		return choose(said.containers.only(name), pods === 0 ? title : said.containers.in(pods), {
			target: { ...target, containers: [name] },
			title: safeText(said.containers.of(name, title)),
		});
	});
}

/** Each of several files. */
function files({ origin, logs }: LogModel, nowMs: number): readonly Answer[] {
	const { target } = origin;
	if (target.of !== "files" || target.series.length < 2) return [];
	return target.series.map((series) => {
		const name = safeText(sourceName(series.origin));
		const source = logs.sources.get().find(({ podUid, container }) => isOf(series.origin, podUid, container));
		const detail = source && `${sourceStateText(source, nowMs).text} · ${said.states.lines(source.lines)}`;
		return choose(name, detail ?? "", fileTarget([series]));
	});
}

function isOf(origin: LogSeries["origin"], podUid: string, container: string): boolean {
	return origin.podUid === podUid && origin.container === container;
}

/** Each container of each pod, and how reading it goes. */
function sources({ logs, origin, labels }: LogModel, nowMs: number): readonly Answer[] {
	const { target } = origin;
	const all = logs.sources.get();
	if (target.of !== "pods") return [];
	return all.map((source) => {
		const { namespace, pod, podUid, container } = source;
		const state = sourceStateText(source, nowMs).text;
		const label: SafeText | undefined = labels.texts.get(source.index);
		const title = label === undefined || label === "" ? container : label.trim();
		return choose(title, [state, said.states.lines(source.lines)].join(" · "), {
			target: { ...target, picks: [{ from: "pods", select: { by: "uid", uid: podUid } }], containers: [container] },
			title: safeText(said.containers.of(container, `Pod ${namespace}/${pod}`)),
		});
	});
}
