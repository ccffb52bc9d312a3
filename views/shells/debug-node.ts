import { yamlLines } from "../../src/session/yaml-lines.ts";
import { DEBUG_NAMESPACE, nodeDebugPod } from "../../src/shells/node-debug-pod.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { FormField } from "../dialogs/form.ts";
import { openForm } from "../dialogs/form-input.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { DEBUG_IMAGE, debugFields, debugName, debugProblem, nameFields, wishOf } from "./debug-form.ts";
import { nodeUnderCursor } from "./node-target.ts";
import { waitAndAttach } from "./wait-and-attach.ts";

const said = messages.shells.debug;

/** The container of a debug pod. */
const CONTAINER = "debugger";

/**
 * Fill in the form of a debug pod for the node under the cursor.
 *
 * @param as - `shell`: the node's own, by its disk; `debug`: with the rights that are chosen, none at first
 */
export function askToDebugNode(workspace: Workspace, as: "shell" | "debug"): void {
	const node = nodeUnderCursor(workspace);
	const { options, cluster, sessions, nodeDebugPods: debugPods } = workspace;
	if (node === undefined || debugPods === undefined) return;
	const name = debugName(options.random, `node-debugger-${node.slice(0, 40).replace(/[.-]+$/, "")}`);
	const expected = options.production ? node : undefined;
	const fields = debugFields(sessions.lastImage ?? DEBUG_IMAGE, "node", as === "shell" ? "general" : undefined);
	openForm(workspace, {
		title: safeText(said.nodeTitle(node)),
		isProduction: options.production,
		facts: [
			[messages.views.dialog.context, safeText(cluster.target.context)],
			[messages.views.dialog.namespace, safeText(said.ownNamespace(DEBUG_NAMESPACE))],
		],
		fields: [...(as === "shell" ? fields.map(forShell) : fields), ...nameFields(options.production)],
		go: safeText(said.make),
		preview: (values) => [
			safeText(said.podEnds),
			...yamlLines(nodeDebugPod(node, name, wishOf(values, CONTAINER))).map(({ text }) => safeText(text)),
		],
		problem: (values) => debugProblem(values, expected),
		accept(values) {
			const wish = wishOf(values, CONTAINER);
			sessions.lastImage = wish.image;
			const place = { namespace: DEBUG_NAMESPACE, pod: name, container: CONTAINER };
			const make = () => debugPods.create(name, nodeDebugPod(node, name, wish));
			void waitAndAttach(workspace, place, make).then(async (session) => {
				await session?.ended;
				await debugPods.remove(name);
			});
		},
	});
}

/** What gives the node's own shell: its disk, which the profile opens. */
function forShell(field: FormField): FormField {
	return field.kind === "text" && field.id === "command" ? { ...field, value: "chroot /host sh" } : field;
}
