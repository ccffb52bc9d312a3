import { openExec } from "../../src/kube/streams/open-exec.ts";
import { copyFrom, copyTo } from "../../src/shells/copy/copy-files.ts";
import { byteCount } from "../../src/text/byte-count.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { FormValues } from "../dialogs/form.ts";
import { openForm } from "../dialogs/form-input.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { localPath } from "../input/local-path.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { debugProblem, nameFields } from "./debug-form.ts";
import { offerDebug } from "./offer-debug.ts";
import { attachProblem, type PodTarget, podTarget, runningContainers, targetName } from "./pod-target.ts";

const said = messages.shells.copy;

const TELL_EVERY_BYTES = 1024 * 1024;

/** Why nothing can be copied from or to what the menu is about. */
export function copyProblem(workspace: Workspace): SafeText | undefined {
	const open = workspace.dialog.get();
	if (open?.kind === "menu" && open.subject.about === "marks") return safeText(said.oneOnly);
	return attachProblem(workspace);
}

/** Fill in what is to be copied from or to the container under the cursor, or one of the pod. */
export function askToCopy(workspace: Workspace): void {
	const target = podTarget(workspace.table);
	if (target === undefined) return;
	const { options, cluster } = workspace;
	const expected = options.production ? target.pod : undefined;
	openForm(
		workspace,
		{
			title: safeText(said.title(`${target.namespace}/${target.pod}`)),
			isProduction: options.production,
			facts: [[messages.views.dialog.context, safeText(cluster.target.context)]],
			fields: [
				{
					kind: "choice",
					id: "container",
					label: messages.shells.container,
					options: runningContainers(target).map(({ name }) => ({ value: name, label: safeText(name) })),
					chosen: 0,
				},
				{
					kind: "choice",
					id: "direction",
					label: said.direction,
					options: [
						{ value: "from", label: safeText(said.from) },
						{ value: "to", label: safeText(said.to) },
					],
					chosen: 0,
				},
				{ kind: "text", id: "remote", label: said.remote, value: "/tmp/" },
				{ kind: "text", id: "local", label: said.local, value: "." },
				...nameFields(options.production),
			],
			go: safeText(said.go),
			preview: ({ direction, remote = "", local = "" }) => {
				const here = localPath(local);
				return [safeText(direction === "to" ? said.toPreview(here, remote) : said.fromPreview(remote, here))];
			},
			problem: (values) =>
				/[^/]/.test(values["remote"] ?? "") ? debugProblem({ ...values, image: "-" }, expected) : safeText(said.noName),
			accept: (values) => void copy(workspace, target, values),
		},
		2,
	);
}

async function copy(
	workspace: Workspace,
	target: PodTarget,
	{ container = "", direction, remote = "", local = "" }: FormValues,
): Promise<void> {
	const { cluster, options, notice } = workspace;
	const { namespace, pod } = target;
	const place = { namespace, pod, container };
	const name = targetName(place, container);
	let told = 0;
	const copied = await whileWaiting(workspace, safeText(said.running(name)), (signal, tell) =>
		(direction === "to" ? copyTo : copyFrom)({
			transport: cluster.transport,
			clock: options.clock,
			exec: openExec,
			place,
			remote,
			local: localPath(local),
			signal,
			progress(bytes) {
				if (bytes - told < TELL_EVERY_BYTES) return;
				told = bytes;
				tell(safeText(said.progress(byteCount(bytes))));
			},
		}),
	);
	if (copied === undefined) return;
	if (copied.ok) {
		const { files, bytes, sha256, skipped } = copied.value;
		notice.set(safeText(said.done(files, byteCount(bytes), sha256, skipped.length)));
	} else if (copied.failure.why === "no-tar") await offerDebug(workspace, target, container, "tar");
	else notice.set(safeText(said.failed(copied.failure.message)));
}
