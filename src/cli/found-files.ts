import { openSync } from "node:fs";
import { ReadStream } from "node:tty";
import { systemClock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { anonymousCredentials } from "../kube/auth/anonymous-credentials.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import { kubeconfigFailure } from "../kube/kubeconfig/kubeconfig-failure.ts";
import { noTransport } from "../kube/transport/no-transport.ts";
import { findLogs } from "../logs/files/find-logs.ts";
import { messages } from "../text/messages/messages.ts";
import { type SafeText, safeText } from "../text/safe-text.ts";
import type { FilesInvocation } from "./arguments.ts";
import type { FoundCluster } from "./connect.ts";

const said = messages.logFiles;

/** Find the logs that the command line names, in the place of a cluster; what is piped in is one of them. */
export async function findFiles({ paths }: FilesInvocation): Promise<Result<FoundCluster, SafeText>> {
	const { stdin } = process;
	const pipe = stdin.isTTY ? undefined : stdin;
	if (paths.length === 0 && pipe === undefined) return fail(safeText(said.nothingNamed));
	const files = await findLogs(paths.length === 0 ? ["-"] : paths, pipe);
	if (!files.ok) return files;
	const transport = noTransport(safeText(said.noCluster));
	return ok({
		name: said.brand,
		resource: "",
		open: async () => ({
			first: {
				target: nowhere,
				transport,
				clock: systemClock,
				demo: false,
				readOnly: true,
				production: false,
				namespace: undefined,
				files: files.value,
				[Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
			},
			contexts: {
				list: async () => ok([]),
				connect: async () => fail(kubeconfigFailure("no-kubeconfig", said.noCluster)),
				isProduction: () => false,
			},
		}),
	});
}

/** What keys are read from where standard input is something else: the terminal itself. Undefined where there is none. */
export function keysFromTerminal(): (ReadStream & { readonly fd: number }) | undefined {
	try {
		const fd = openSync("/dev/tty", "r");
		return Object.assign(new ReadStream(fd), { fd });
	} catch {
		return undefined;
	}
}

const nowhere: ConnectionTarget = {
	context: said.brand,
	cluster: "",
	user: "",
	namespace: "default",
	chosenNamespace: "",
	endpoint: { server: new URL("http://localhost"), insecureSkipTlsVerify: false, disableCompression: true },
	credentials: anonymousCredentials(""),
	impersonation: [],
	impersonatedUser: "",
	warnings: [],
};
