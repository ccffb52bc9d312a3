import { type AccessQuestion, denial, type Verdict } from "../../src/kube/access/access-review.ts";
import type { LogTarget } from "../../src/logs/log-view.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { whileWaiting } from "../dialogs/waiting.ts";
import { askAccess } from "../workspace/ask-access.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { NamedLogTarget } from "./log-target.ts";

/** For pods in more namespaces than these nobody is asked. */
const MOST_NAMESPACES = 20;

const said = messages.logScreen;
const readLogs = { verb: "get", group: "", resource: "pods", subresource: "log" } as const satisfies AccessQuestion;

/**
 * Do something with logs that may be read, at once where that is known. Where none of them may be, that is said instead;
 * what cannot be found out keeps nobody from trying.
 */
export function ifReadable(workspace: Workspace, { target, title }: NamedLogTarget, open: () => void): void {
	const questions = questionsFor(workspace, target);
	if (questions.length === 0 || questions.some((question) => workspace.access.isKnownToAllow(question))) open();
	else void askFirst(workspace, questions, title, open);
}

async function askFirst(
	workspace: Workspace,
	questions: readonly AccessQuestion[],
	title: SafeText,
	open: () => void,
): Promise<void> {
	const { access, notice } = workspace;
	const verdicts = await whileWaiting(workspace, safeText(said.opening(title)), (signal) =>
		askAccess(workspace, questions, signal),
	);
	if (verdicts === undefined) return;
	const problem = refusal(verdicts);
	if (problem === undefined) {
		open();
		return;
	}
	// It is asked anew the next time: the right may have been given by then.
	access.forget();
	notice.set(safeText(said.mayNotRead(title, problem)));
}

/** What is missing, where all is refused: in a namespace, or in several. */
function refusal(verdicts: readonly Verdict[]): SafeText | undefined {
	const refused = verdicts.filter((verdict) => verdict.state === "denied");
	const [first] = refused;
	if (first === undefined || refused.length < verdicts.length) return undefined;
	return refused.length === 1 ? first.message : denial(readLogs);
}

/** The right is asked for in each namespace that the pods are in; for none where these are not known, or too many. */
function questionsFor(workspace: Workspace, target: LogTarget): readonly AccessQuestion[] {
	if (target.of !== "pods") return [];
	const namespaces = target.namespace === undefined ? namespacesOf(workspace, target) : new Set([target.namespace]);
	if (namespaces.size > MOST_NAMESPACES) return [];
	return Array.from(namespaces, (namespace) => ({ ...readLogs, namespace }));
}

function namespacesOf({ scope }: Workspace, { picks }: Extract<LogTarget, { of: "pods" }>): ReadonlySet<string> {
	const namespaces = new Set<string>();
	// Where but one namespace is watched, others may have pods too; and pods of jobs are not known before the jobs are.
	if (scope.namespace !== undefined || picks.some(({ from }) => from === "jobs")) return namespaces;
	for (const { select } of picks) {
		const rows = scope.pods.select(select);
		for (const { namespace } of rows.rows()) namespaces.add(namespace);
		rows[Symbol.dispose]();
	}
	return namespaces;
}
