import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { FormField } from "../dialogs/form.ts";
import { openForm } from "../dialogs/form-input.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { type PodTarget, runningContainers } from "./pod-target.ts";

const said = messages.shells;

/**
 * Choose a container of those that run, asking where there are several: first the one of the last time, else the first.
 * In production the pod's name has to be typed.
 */
export function chooseContainer(
	workspace: Workspace,
	target: PodTarget,
	what: "shell" | "attach",
	chosen: (container: string) => void,
): void {
	const { sessions, options, cluster } = workspace;
	const { production } = options;
	const running = runningContainers(target);
	const [first] = running;
	if (first === undefined) return;
	if (running.length === 1 && !production) {
		chosen(first.name);
		return;
	}
	const last = sessions.habits.get(target.habitKey)?.container;
	const list: FormField = {
		kind: "choice",
		id: "container",
		label: production ? said.container : "",
		options: running.map(({ name, image, kind }) => ({
			value: name,
			label: safeText(name),
			note: safeText(kind === "main" ? image : `${kind} · ${image}`),
		})),
		chosen: Math.max(
			0,
			running.findIndex(({ name }) => name === last),
		),
		...(production ? {} : { asList: true }),
	};
	const name: FormField = { kind: "text", id: "name", label: said.typeName, value: "" };
	const place = `${target.namespace}/${target.pod}`;
	const title = production ? said.inProduction : said.whichContainer;
	const about = {
		title: safeText(title(said.titles[what], place)),
		isProduction: production,
		isHarmless: !production,
		facts: production
			? ([
					[messages.views.dialog.context, safeText(cluster.target.context)],
					[messages.views.dialog.namespace, safeText(target.namespace)],
					[said.pod, safeText(target.pod)],
				] as const)
			: [],
		fields: production ? [list, name] : [list],
		go: safeText(said.open),
		problem: (values: Readonly<Record<string, string>>) =>
			production && values["name"] !== target.pod ? safeText(messages.views.dialog.nameMissing(target.pod)) : undefined,
		accept: ({ container = "" }) => chosen(container),
	};
	openForm(workspace, about, production ? 1 : 0);
}
