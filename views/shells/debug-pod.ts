import { fail, type Result } from "../../src/base/result.ts";
import { type Failure, failure } from "../../src/kube/failure.ts";
import { yamlLines } from "../../src/session/yaml-lines.ts";
import { addEphemeralContainer, addPodCopy } from "../../src/shells/add-debug-container.ts";
import { debugContainer, ephemeralPatch } from "../../src/shells/debug-container.ts";
import type { DebugProfile } from "../../src/shells/debug-profile.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Fact } from "../dialogs/dialog.ts";
import type { FormField, FormValues } from "../dialogs/form.ts";
import { openForm } from "../dialogs/form-input.ts";
import { layGhost } from "../workspace/ghosts.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { DEBUG_IMAGE, debugFields, debugName, debugProblem, nameFields, wishOf } from "./debug-form.ts";
import { type PodTarget, podTarget } from "./pod-target.ts";
import { waitAndAttach } from "./wait-and-attach.ts";

const said = messages.shells.debug;

/** What a form of a debug container is opened with that nobody has asked for by itself. */
interface Offered {
	/** The container that it is for. */
	readonly container: string;
	/** Why it is offered. */
	readonly facts: readonly Fact[];
	/** The least privileged one when left out. */
	readonly profile?: DebugProfile;
}

/** Fill in the form of a debug container for the pod under the cursor, or for one of its containers. */
export function askToDebugPod(workspace: Workspace): void {
	const target = podTarget(workspace.table);
	if (target !== undefined) openDebugForm(workspace, target);
}

/** The form of a debug container for a pod, or for one of its containers. */
export function openDebugForm(workspace: Workspace, target: PodTarget, offered?: Offered): void {
	const { options, cluster, sessions } = workspace;
	const name = debugName(options.random);
	const copyName = `${target.pod.slice(0, 40)}-${name}`;
	const expected = options.production ? target.pod : undefined;
	openForm(workspace, {
		title: safeText(said.title(`${target.namespace}/${target.pod}`)),
		isProduction: options.production,
		facts: [[messages.views.dialog.context, safeText(cluster.target.context)], ...(offered?.facts ?? [])],
		fields: [
			...debugFields(sessions.lastImage ?? DEBUG_IMAGE, "ephemeral", offered?.profile),
			styleField,
			targetField(target, offered?.container),
			...nameFields(options.production),
		],
		go: safeText(said.add),
		preview: (values) => [
			safeText(isCopy(values) ? said.copyStays(copyName) : said.stays),
			...yamlLines(isCopy(values) ? copyPreview(values, name, copyName) : patchOf(values, name, target)).map(
				({ text }) => safeText(text),
			),
		],
		problem: (values) => debugProblem(values, expected),
		accept(values) {
			const wish = wishOf(values, name);
			sessions.lastImage = wish.image;
			const pod = isCopy(values) ? copyName : target.pod;
			const add = async (): Promise<Result<void, Failure>> => {
				const added = isCopy(values)
					? await addPodCopy(cluster.transport, target, wish, copyName)
					: await addEphemeralContainer(cluster.transport, target, patchOf(values, name, target));
				if (added.ok) return added;
				if (added.failure.kind === "absent") layGhost(workspace, target.uid);
				const isOther = added.failure.kind === "conflict" && !isCopy(values);
				return isOther ? fail(failure("conflict", said.replaced(target.pod))) : added;
			};
			void waitAndAttach(workspace, { namespace: target.namespace, pod, container: name }, add);
		},
	});
}

const styleField: FormField = {
	kind: "choice",
	id: "style",
	label: said.where,
	options: [
		{ value: "ephemeral", label: safeText(said.inPod), note: safeText(said.inPodNote) },
		{ value: "copy", label: safeText(said.inCopy), note: safeText(said.inCopyNote) },
	],
	chosen: 0,
};

function targetField({ containers }: PodTarget, wanted: string | undefined): FormField {
	const running = containers.filter(({ state }) => state === "running");
	return {
		kind: "choice",
		id: "target",
		label: said.target,
		options: [
			...running.map(({ name }) => ({ value: name, label: safeText(name), note: safeText(said.seesIts) })),
			{ value: "", label: safeText(said.noTarget), note: safeText(said.seesNone) },
		],
		chosen: Math.max(
			0,
			running.findIndex(({ name }) => name === wanted),
		),
	};
}

function isCopy({ style }: FormValues): boolean {
	return style === "copy";
}

function patchOf(values: FormValues, name: string, { uid }: PodTarget): ReturnType<typeof ephemeralPatch> {
	return ephemeralPatch(wishOf(values, name), uid, values["target"] ?? "");
}

function copyPreview(values: FormValues, name: string, copyName: string): ReturnType<typeof ephemeralPatch> {
	const added = debugContainer(wishOf(values, name), "copy");
	return {
		metadata: { name: copyName },
		spec: { shareProcessNamespace: true, containers: [said.thoseOfThePod, added] },
	};
}
