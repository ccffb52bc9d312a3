import { type ForwardSpec, type ForwardTarget, isLoopback, loopback } from "../../src/forwards/forward-spec.ts";
import { type OfferedPort, readTarget } from "../../src/forwards/read-target.ts";
import { portLabel } from "../../src/forwards/resolve-port.ts";
import { parsePorts } from "../../src/forwards/saved-forward.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { ask } from "../dialogs/ask.ts";
import type { FormValues } from "../dialogs/form.ts";
import { openForm } from "../dialogs/form-input.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { reachProblem } from "../shells/reach-problem.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { localText, placeText } from "./forward-text.ts";
import { rowTarget } from "./row-target.ts";
import { startForward } from "./start-forward.ts";

const said = messages.forwards.form;

/** Below it, only the system may listen. */
const firstFreePort = 1024;

/** Ask which ports of the row under the cursor are to be forwarded, and forward them. */
export async function askForward(workspace: Workspace): Promise<void> {
	const target = rowTarget(workspace);
	if (target === undefined) return;
	const place = placeText(target);
	const { cluster, notice } = workspace;
	const known = await whileWaiting(workspace, safeText(said.reading(place)), (signal) =>
		Promise.all([
			readTarget(cluster.transport, target, signal),
			reachProblem(workspace, "portforward", target.namespace, signal),
		]),
	);
	if (known === undefined) return;
	const [facts, problem] = known;
	if (problem !== undefined) notice.set(problem);
	else if (facts.ok) openPortForm(workspace, target, facts.value.ports);
	else notice.set(safeText(said.cannotRead(place, facts.failure.message)));
}

function openPortForm(workspace: Workspace, target: ForwardTarget, all: readonly OfferedPort[]): void {
	const offered = all.filter(({ protocol }) => protocol === "TCP");
	const { cluster, options } = workspace;
	const { dialog } = messages.views;
	openForm(
		workspace,
		{
			title: safeText(said.title(placeText(target))),
			isProduction: options.production,
			// Nothing changes in the cluster; to let others in is asked about by itself.
			isHarmless: true,
			facts: [
				[dialog.context, safeText(cluster.target.context)],
				[said.offers, safeText(offered.map(portLabel).join(", ") || said.offersNone)],
			],
			fields: [
				{ kind: "text", id: "ports", label: said.ports, value: suggestion(offered[0]) },
				{
					kind: "choice",
					id: "address",
					label: said.address,
					options: [
						{ value: loopback, label: safeText(said.thisMachine) },
						{ value: "0.0.0.0", label: safeText(said.everyone), note: safeText(said.everyoneNote) },
					],
					chosen: 0,
				},
			],
			go: safeText(said.go),
			preview: (values) => (specsOf(target, values) ?? []).map(previewLine),
			problem: (values) => (specsOf(target, values) === undefined ? safeText(said.needsPorts) : undefined),
			accept: (values) => void begin(workspace, specsOf(target, values) ?? []),
		},
		0,
	);
}

/** The port of the spec under its own number, or where only the system may have that, under a free one. */
function suggestion(port: OfferedPort | undefined): string {
	if (port === undefined) return "";
	return `${port.port < firstFreePort ? 0 : port.port}:${port.port}`;
}

/** The forwards that are asked for; undefined when it makes no sense. */
function specsOf(target: ForwardTarget, { ports = "", address = loopback }: FormValues): ForwardSpec[] | undefined {
	const specs: ForwardSpec[] = [];
	for (const word of ports.split(/[\s,]+/).filter((one) => one !== "")) {
		const parsed = parsePorts(word);
		if (parsed === undefined) return undefined;
		specs.push({ target, address, ...parsed });
	}
	return specs.length === 0 ? undefined : specs;
}

function previewLine(spec: ForwardSpec): SafeText {
	const local = spec.localPort === 0 ? said.anyPort : localText(spec);
	return safeText(said.preview(local, placeText(spec.target), spec.remotePort));
}

async function begin(workspace: Workspace, specs: readonly ForwardSpec[]): Promise<void> {
	const outside = specs.find(({ address }) => !isLoopback(address));
	if (outside !== undefined && !(await mayExpose(workspace, outside))) return;
	for (const spec of specs) startForward(workspace, spec);
}

function mayExpose(workspace: Workspace, spec: ForwardSpec): Promise<boolean> {
	return ask(workspace, {
		title: safeText(said.exposedTitle),
		facts: [[said.address, previewLine(spec)]],
		says: safeText(said.exposedSays),
		yes: safeText(said.exposedYes),
		no: safeText(said.exposedNo),
	});
}
