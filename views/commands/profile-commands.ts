import { profileTopics } from "../../src/profiles/fetch-profile.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import { askWhereToSave } from "../input/save-view.ts";
import { openProfile, profileProblem } from "../profiles/open-profile.ts";
import type { ProfileModel } from "../profiles/profile-model.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { Command } from "./command.ts";

const { disabled } = messages.profiles;

function onProfile(run: (profile: ProfileModel) => void): (workspace: Workspace) => void {
	return ({ view }) => {
		if (view?.type === "profile") run(view);
	};
}

/** Why there is nothing to look at another way. */
function noProfile({ view }: Workspace): SafeText | undefined {
	return view?.type === "profile" && view.file === undefined ? safeText(disabled.noProfile) : undefined;
}

/** What the program in a pod tells of itself. */
export const profileCommands: readonly Command[] = [
	{
		id: "row.profile",
		keys: [],
		names: ["pprof"],
		scope: "row",
		disabled: profileProblem,
		run: (workspace) => void openProfile(workspace),
	},
	{
		id: "profile.topic",
		keys: ["1", "2", "3", "4", "5", "6"],
		scope: "profile",
		bar: 10,
		run: ({ view }, chord = "1") => {
			const topic = profileTopics[Number(chord) - 1];
			if (view?.type === "profile" && topic !== undefined) view.measure(topic);
		},
	},
	{
		id: "profile.look",
		keys: ["v"],
		scope: "profile",
		bar: 11,
		run: onProfile((profile) => profile.toggleLook()),
	},
	{
		id: "profile.kind",
		keys: ["u"],
		scope: "profile",
		bar: 12,
		disabled: (workspace) =>
			noProfile(workspace) ??
			(workspace.view?.type === "profile" && !workspace.view.hasSeveralKinds ? safeText(disabled.oneKind) : undefined),
		run: onProfile((profile) => profile.nextKind()),
	},
	{
		id: "profile.again",
		keys: ["ctrl-r"],
		scope: "profile",
		bar: 50,
		run: onProfile((profile) => profile.measure(profile.topic)),
	},
	{
		id: "profile.save",
		keys: ["ctrl-s"],
		names: ["save"],
		scope: "profile",
		disabled: noProfile,
		run: askWhereToSave,
	},
];
