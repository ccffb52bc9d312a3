import { type LogSeries, pathOf } from "../../src/logs/files/log-series.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { HelpFacts } from "./help-lines.ts";

/** What the help says about this screen. */
export function helpFacts({ cluster, options, kinds, scope }: Workspace): HelpFacts {
	const { target } = cluster;
	const { here } = messages.help;
	if (options.files !== undefined) return filesOnly(options.files);
	return {
		context: target.context,
		cluster: target.cluster,
		server: target.endpoint.server.href,
		files: "",
		version: kinds.serverVersion.get() ?? here.unknown,
		user: target.user,
		actingAs: target.impersonatedUser,
		namespace: scope.namespace ?? messages.views.allNamespaces,
		mode: [...(options.demo ? [here.demo] : []), options.readOnly ? here.readOnly : here.mayChange].join("; "),
	};
}

/** There is no cluster to tell of: where the files are. */
function filesOnly(files: readonly LogSeries[]): HelpFacts {
	const none = { context: "", cluster: "", server: "", version: "", user: "", actingAs: "", namespace: "" };
	return { ...none, files: files.map(({ place }) => pathOf(place)).join(", "), mode: messages.logFiles.mode };
}
