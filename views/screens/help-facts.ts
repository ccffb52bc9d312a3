import { messages } from "../../src/text/messages/messages.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { HelpFacts } from "./help-lines.ts";

/** What the help says about this screen. */
export function helpFacts({ cluster, options, kinds, scope }: Workspace): HelpFacts {
	const { target } = cluster;
	const { here } = messages.help;
	return {
		context: target.context,
		cluster: target.cluster,
		server: target.endpoint.server.href,
		version: kinds.serverVersion.get() ?? here.unknown,
		user: target.user,
		actingAs: target.impersonatedUser,
		namespace: scope.namespace ?? messages.views.allNamespaces,
		mode: [...(options.demo ? [here.demo] : []), options.readOnly ? here.readOnly : here.mayChange].join("; "),
	};
}
