import type { PluginApprovals } from "../config/plugin-approvals.ts";
import type { ExecHooks, PluginFollower, ResolvedPlugin } from "../kube/auth/exec-credentials.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";

/** Who stands between credential plugins and the user: the screen, once there is one. */
export interface PluginFront {
	/** Ask whether a plugin may run. */
	approve(plugin: ResolvedPlugin): Promise<boolean>;
	/** Ask whether it may have the terminal, and give it that; undefined when it may not. */
	lend<Value>(plugin: ResolvedPlugin, why: SafeText | undefined, run: () => Promise<Value>): Promise<Value | undefined>;
	/** Show what it says while it runs. */
	follow(): PluginFollower;
	notice(text: SafeText): void;
}

/** How credential plugins reach the user, and the user them. */
export interface Plugins {
	readonly exec: ExecHooks;
	/** There is somebody to ask from now on. Plugins that are asked for before wait. */
	attach(front: PluginFront): void;
}

/**
 * A plugin is shown before it is run for the first time, and where it was let run that is remembered by its path.
 *
 * @param trusted - all may run, unasked
 */
export function createPlugins(approvals: PluginApprovals, trusted: boolean): Plugins {
	const { promise: attached, resolve: attach } = Promise.withResolvers<PluginFront>();
	let now: PluginFront | undefined;
	void attached.then((front) => {
		now = front;
	});
	return {
		attach,
		exec: {
			async approve(plugin) {
				if (trusted) return true;
				const approval = await approvals.look(plugin);
				const front = await attached;
				if (approval === "none" && !(await front.approve(plugin))) return false;
				if (approval === "changed") front.notice(safeText(messages.plugins.changed(plugin.path)));
				if (approval !== "given") await remember(approvals, plugin, front);
				return true;
			},
			interaction: async (plugin, why, run) => await (await attached).lend(plugin, why, run),
			follow: () => now?.follow() ?? { tell: () => {}, [Symbol.dispose]() {} },
		},
	};
}

/** A disk that is full is no reason not to sign in. */
async function remember(approvals: PluginApprovals, plugin: ResolvedPlugin, front: PluginFront): Promise<void> {
	try {
		await approvals.give(plugin);
	} catch (error) {
		front.notice(safeText(messages.plugins.notRemembered(error instanceof Error ? error.message : String(error))));
	}
}
