import { sleep } from "../../src/base/clock.ts";
import type { AccessQuestion, Verdict } from "../../src/kube/access/access-review.ts";
import type { Workspace } from "./workspace.ts";

/** Who does not answer within this has not said no. */
const PATIENCE_MS = 1_000;

/** What the user may do, question by question; no verdicts where they do not come in time, for what is not known forbids nothing. */
export async function askAccess(
	{ access, options }: Workspace,
	questions: readonly AccessQuestion[],
	signal: AbortSignal,
): Promise<readonly Verdict[]> {
	const answered = new AbortController();
	const late = sleep(options.clock, PATIENCE_MS, AbortSignal.any([signal, answered.signal])).then(() => []);
	try {
		return await Promise.race([Promise.all(questions.map((question) => access.can(question))), late]);
	} finally {
		answered.abort();
	}
}
