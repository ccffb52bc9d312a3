import type { Activity } from "../../src/base/activity.ts";
import type { Connection } from "../../src/cli/connection.ts";
import { openCluster } from "../../src/cluster/cluster.ts";
import { followServedKinds } from "../../src/cluster/served-kinds.ts";
import { openFileLogs } from "../../src/logs/files/open-file-logs.ts";
import { openLogs } from "../../src/logs/open-logs.ts";
import { createUsageSource } from "../../src/metrics/create-usage-source.ts";
import { resources } from "../../src/resources/catalogue.ts";
import { pods } from "../../src/resources/pods.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { fileTarget } from "../logs/file-target.ts";
import { createLogs } from "../logs/open-logs.ts";
import { Workspace } from "./workspace.ts";
import type { WorkspaceHost } from "./workspace-options.ts";

/** What a workspace is opened with. */
export interface OpenWorkspaceOptions {
	/** Ends with the workspace. */
	readonly connection: Connection;
	/** Name of the kind to show first. */
	readonly resource: string;
	readonly host: WorkspaceHost;
	readonly activity: Activity;
	readonly random: () => number;
}

/** A workspace and all that was opened for it. */
export interface OpenedWorkspace extends AsyncDisposable {
	readonly workspace: Workspace;
	/** End every request, timer and socket of its cluster; those that its forwards need end with the last of them, and so does this. */
	[Symbol.asyncDispose](): Promise<void>;
}

/** Open a cluster and a workspace on it. */
export function openWorkspace({ connection, resource, host, activity, random }: OpenWorkspaceOptions): OpenedWorkspace {
	const { clock, target, transport, namespace } = connection;
	const reached = new AsyncDisposableStack();
	reached.use(connection);
	const cluster = reached.use(openCluster({ target, transport, clock, random, activity }));
	reached.defer(() => {
		cluster.rest();
		return host.forwards.leadNowhereIn(cluster);
	});
	const open = new AsyncDisposableStack();
	open.use(reached);
	const workspace = open.use(
		new Workspace({
			...host,
			cluster,
			openUsage: (scope) => createUsageSource({ cluster, namespace: scope, clock, random }),
			openLogs: ({ target: wanted, ...request }) =>
				wanted.of === "files"
					? openFileLogs({ clock, activity, series: wanted.series, ...request })
					: openLogs({ cluster, clock, random, activity, target: wanted, ...request }),
			clock,
			random,
			readOnly: connection.readOnly,
			demo: connection.demo,
			production: connection.production,
			namespace,
			files: connection.files,
		}),
	);
	if (connection.files === undefined) openOnCluster(workspace, connection, resource, open);
	else workspace.show(createLogs(workspace, fileTarget(connection.files), false));
	if (target.warnings.length > 0) workspace.notice.set(safeText(target.warnings.join(" · ")));
	return { workspace, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

/** Show the kind that was asked for, as soon as it is known which one is meant. */
function openOnCluster(
	workspace: Workspace,
	{ transport, clock, namespace }: Connection,
	resource: string,
	open: AsyncDisposableStack,
): void {
	const asking = new AbortController();
	const asked = followServedKinds(transport, resources, clock, asking.signal, (known) => {
		workspace.kinds.learn(known);
		if (isWanted) openWanted(true);
	});
	open.defer(() => {
		asking.abort();
		return asked;
	});
	// A kind that is not declared may be one that only the server knows: pods stand in until it has told.
	const looking = safeText(messages.cli.lookingFor(resource));
	let isWanted = true;
	let standIn = workspace.view;
	const openWanted = (isServerKnown: boolean): void => {
		const kind = workspace.kinds.find(resource);
		isWanted = kind === undefined && !isServerKnown;
		// What the user has opened in the meantime stays.
		const isFree = workspace.view === standIn;
		if (isFree && (kind !== undefined || !isServerKnown)) workspace.openInstead({ kind: kind ?? pods, namespace });
		standIn = workspace.view;
		if (kind === undefined) {
			workspace.notice.set(isServerKnown ? safeText(messages.cli.unknownKind(resource)) : looking);
		} else workspace.notice.update((notice) => (notice === looking ? undefined : notice));
	};
	openWanted(false);
}
