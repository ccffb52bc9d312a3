import type { PluginFront } from "../../src/cli/plugins.ts";
import { print } from "../../src/cli/print.ts";
import type { ResolvedPlugin } from "../../src/kube/auth/exec-credentials.ts";
import type { Terminal } from "../../src/terminal/terminal.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { Workspaces } from "../workspace/workspaces.ts";
import { ask } from "./ask.ts";
import type { Fact } from "./dialog.ts";

const said = messages.plugins;

/** What a plugin says is shown this long at most: the last lines. */
const MOST_LINES = 6;

/** Credential plugins on the screen: asked about in dialogs, their words in a panel, the terminal lent and taken back. */
export function pluginFront(
	workspaces: Pick<Workspaces, "workspace">,
	terminal: Pick<Terminal, "suspend" | "resume">,
): PluginFront {
	return {
		approve(plugin) {
			const { workspace } = workspaces;
			return ask(workspace, {
				title: safeText(said.approveTitle(workspace.cluster.target.context)),
				facts: facts(plugin),
				says: safeText(said.approveSays),
				yes: safeText(said.yes.approve),
				no: safeText(said.no),
			});
		},
		async lend(plugin, why, run) {
			const { workspace } = workspaces;
			const mayHave = await ask(workspace, {
				title: safeText(said.lendTitle(workspace.cluster.target.context)),
				facts: [...facts(plugin), ...(why === undefined ? [] : [[said.why, why] as const])],
				says: safeText(said.lendSays),
				yes: safeText(said.yes.lend),
				no: safeText(said.no),
			});
			if (!mayHave) return undefined;
			await terminal.suspend();
			try {
				print(`${safeText(said.lent(plugin.path))}\n`);
				return await run();
			} finally {
				terminal.resume();
			}
		},
		follow() {
			const { pluginWords } = workspaces.workspace;
			let lines: readonly SafeText[] = [];
			return {
				tell(line) {
					lines = [...lines, line].slice(-MOST_LINES);
					pluginWords.set(lines);
				},
				[Symbol.dispose]() {
					if (pluginWords.get() === lines) pluginWords.set([]);
				},
			};
		},
		notice: (text) => workspaces.workspace.notice.set(text),
	};
}

function facts({ path, args, userName }: ResolvedPlugin): readonly Fact[] {
	return [
		[said.program, safeText(path)],
		...(args.length === 0 ? [] : [[said.arguments, safeText(args.join(" "))] as const]),
		[said.user, safeText(userName)],
	];
}
