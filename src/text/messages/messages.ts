import { cliMessages } from "./cli.ts";
import { clusterMessages } from "./cluster.ts";
import { commandMessages } from "./commands.ts";
import { configMessages } from "./config.ts";
import { credentialMessages } from "./credentials.ts";
import { faultMessages } from "./faults.ts";
import { forwardMessages } from "./forwards.ts";
import { helpMessages } from "./help.ts";
import { kubeMessages } from "./kube.ts";
import { kubeconfigMessages } from "./kubeconfig.ts";
import { loadMessages } from "./load.ts";
import { logFileMessages } from "./log-files.ts";
import { logScreenMessages } from "./log-screen.ts";
import { logMessages } from "./logs.ts";
import { pluginMessages } from "./plugins.ts";
import { profileMessages } from "./profiles.ts";
import { sessionMessages } from "./session.ts";
import { shellMessages } from "./shells.ts";
import { streamMessages } from "./streams.ts";
import { tableMessages } from "./table.ts";
import { transportMessages } from "./transport.ts";
import { troubleMessages } from "./trouble.ts";
import { viewMessages } from "./views.ts";
import { wireMessages } from "./wire.ts";

/**
 * Every sentence the program says, typed, by area. English now; another language is another object
 * of the same type. Kubernetes' own terms (column headings, reasons) are data and stay as they are.
 */
export const messages = {
	kubeconfig: kubeconfigMessages,
	credentials: credentialMessages,
	cli: cliMessages,
	cluster: clusterMessages,
	commands: commandMessages,
	config: configMessages,
	faults: faultMessages,
	forwards: forwardMessages,
	help: helpMessages,
	kube: kubeMessages,
	logs: logMessages,
	load: loadMessages,
	logFiles: logFileMessages,
	logScreen: logScreenMessages,
	plugins: pluginMessages,
	profiles: profileMessages,
	session: sessionMessages,
	shells: shellMessages,
	streams: streamMessages,
	table: tableMessages,
	transport: transportMessages,
	trouble: troubleMessages,
	views: viewMessages,
	wire: wireMessages,
};
