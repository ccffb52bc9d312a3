import { createActivity } from "../src/base/activity.ts";
import type { Connection } from "../src/cli/connect.ts";
import { openCluster } from "../src/cluster/cluster.ts";
import { createUsageSource } from "../src/metrics/create-usage-source.ts";
import { findResource } from "../src/resources/catalogue.ts";
import { pods } from "../src/resources/pods.ts";
import { openTerminal } from "../src/terminal/open-terminal.ts";
import { App } from "./app.tsx";
import { mountInk } from "./frame/mount-ink.ts";
import { dispatch } from "./input/dispatch.ts";
import { themeFor } from "./theme/theme.ts";
import { ThemeContext } from "./theme/theme-context.ts";
import { frameLayout, promptCursor } from "./workspace/frame-layout.ts";
import { Workspace } from "./workspace/workspace.ts";

/** Show a cluster on this process's terminal until the user leaves. Returns the exit code. */
export async function show(connection: Connection): Promise<number> {
	const { clock, target, transport } = connection;
	const random = Math.random;
	const activity = createActivity();
	const left = Promise.withResolvers<number>();
	const terminal = openTerminal({ input: process.stdin, output: process.stdout, clock, env: process.env });
	const cluster = openCluster({ target, transport, clock, random, activity });
	const usage = createUsageSource({ cluster, namespace: connection.namespace, clock, random });
	const workspace = new Workspace({
		cluster,
		usage,
		clock,
		readOnly: connection.readOnly,
		demo: connection.demo,
		namespace: connection.namespace,
		leave: () => left.resolve(0),
		redraw: () => terminal.redraw(),
	});
	workspace.openFirst({ kind: findResource(connection.resource) ?? pods, namespace: connection.namespace });
	const ink = mountInk(
		<ThemeContext value={themeFor(terminal.colorDepth)}>
			<App workspace={workspace} size={terminal.size} />
		</ThemeContext>,
		{
			...terminal.size.get(),
			onFrame: (lines) => terminal.draw({ lines, ...promptCursor(workspace, terminal.size.get()) }),
			onError: (error) => left.reject(error),
		},
	);
	const ends = [
		terminal.size.subscribe(() => ink.resize(terminal.size.get())),
		terminal.onInput((event) => dispatch(workspace, event, frameLayout(workspace, terminal.size.get()))),
		terminal.lost.subscribe(() => left.resolve(129)),
	];
	try {
		return await left.promise;
	} finally {
		for (const end of ends) end();
		ink.unmount();
		terminal.close();
		workspace[Symbol.dispose]();
		await usage[Symbol.asyncDispose]();
		await cluster[Symbol.asyncDispose]();
		await connection[Symbol.asyncDispose]();
	}
}
