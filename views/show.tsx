import type { Activity } from "../src/base/activity.ts";
import type { Connection } from "../src/cli/connect.ts";
import { openCluster } from "../src/cluster/cluster.ts";
import { followServedKinds } from "../src/cluster/served-kinds.ts";
import { createUsageSource } from "../src/metrics/create-usage-source.ts";
import { resources } from "../src/resources/catalogue.ts";
import { pods } from "../src/resources/pods.ts";
import type { Terminal } from "../src/terminal/terminal.ts";
import { messages } from "../src/text/messages/messages.ts";
import { safeText } from "../src/text/safe-text.ts";
import { App } from "./app.tsx";
import { mountInk } from "./frame/mount-ink.ts";
import { dispatch } from "./input/dispatch.ts";
import { Themed } from "./theme/themed.tsx";
import { frameLayout, promptCursor } from "./workspace/frame-layout.ts";
import { Workspace } from "./workspace/workspace.ts";

/** What a screen needs of the process it runs in. */
export interface ShowOptions {
	readonly connection: Connection;
	readonly terminal: Terminal;
	readonly activity: Activity;
	readonly random: () => number;
	/** Contexts in which names have to be typed before something is deleted; none when left out. */
	readonly isProduction?: (context: string) => boolean;
	/** End the program. */
	readonly leave: () => void;
}

/** Show a cluster on a terminal until what is returned is disposed of. */
export function show({ connection, terminal, activity, random, isProduction, leave }: ShowOptions): AsyncDisposable {
	const { clock, target, transport, namespace } = connection;
	const open = new AsyncDisposableStack();
	const cluster = open.use(openCluster({ target, transport, clock, random, activity }));
	const workspace = open.use(
		new Workspace({
			cluster,
			openUsage: (scope) => createUsageSource({ cluster, namespace: scope, clock, random }),
			clock,
			readOnly: connection.readOnly,
			demo: connection.demo,
			namespace,
			copy: (text) => terminal.copy(text),
			isProduction: isProduction ?? (() => false),
			leave,
			redraw: () => terminal.redraw(),
		}),
	);
	const asking = new AbortController();
	const asked = followServedKinds(transport, resources, clock, asking.signal, (known) => {
		workspace.learn(known);
		if (isWanted) openWanted(true);
	});
	open.defer(() => {
		asking.abort();
		return asked;
	});
	// A kind that is not declared may be one that only the server knows: pods stand in until it has told.
	let isWanted = true;
	let standIn = workspace.view;
	const openWanted = (isServerKnown: boolean): void => {
		const name = connection.resource;
		const kind = workspace.kind(name);
		isWanted = kind === undefined && !isServerKnown;
		// What the user has opened in the meantime stays.
		const isFree = workspace.view === standIn;
		if (isFree && (kind !== undefined || !isServerKnown)) workspace.openFirst({ kind: kind ?? pods, namespace });
		standIn = workspace.view;
		if (kind !== undefined) return;
		workspace.notice.set(safeText(isServerKnown ? messages.cli.unknownKind(name) : messages.cli.lookingFor(name)));
	};
	openWanted(false);
	if (target.warnings.length > 0) workspace.notice.set(safeText(target.warnings.join(" · ")));
	const size = (): { columns: number; rows: number } => terminal.size.get();
	const ink = open.use(
		mountInk(
			<Themed terminal={terminal}>
				<App workspace={workspace} size={terminal.size} />
			</Themed>,
			{
				...size(),
				onFrame: (lines) => terminal.draw({ lines, ...promptCursor(workspace, size()) }),
				// Rethrown outside of React, so that it ends the program as any other bug does.
				onError: (error) =>
					queueMicrotask(() => {
						throw error;
					}),
			},
		),
	);
	open.defer(terminal.size.subscribe(() => ink.resize(size())));
	open.defer(terminal.onInput((event) => dispatch(workspace, event, () => frameLayout(workspace, size()))));
	return open;
}
