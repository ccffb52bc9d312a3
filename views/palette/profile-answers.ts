import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { openProfile, profiledUnderCursor, profileProblem } from "../profiles/open-profile.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { EXACT, type Match } from "./answer.ts";

/** `pprof PORT`: the profile of the pod or container under the cursor, or of the one whose profile is on screen, at a certain port. */
export function profileAnswers(workspace: Workspace, text: string): readonly Match[] {
	const port = Number(/^pprof\s+(\d{1,5})$/.exec(text)?.[1] ?? 0);
	if (port < 1 || port > 65_535) return [];
	const { view } = workspace;
	const said = messages.profiles;
	const problem = view?.type === "profile" ? undefined : profileProblem(workspace);
	const pod = view?.type === "profile" ? view.pod : profiledUnderCursor(workspace);
	return [
		{
			answer: {
				title: safeText(`pprof ${port}`),
				detail: problem ?? safeText(said.ofPod(pod)),
				run: (on) => {
					if (on.view?.type === "profile") on.view.askPort(port);
					else if (problem === undefined) void openProfile(on, port);
					else on.notice.set(problem);
				},
			},
			score: 2 * EXACT,
		},
	];
}
