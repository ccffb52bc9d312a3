import { cliMessages } from "./cli.ts";
import { commandMessages } from "./commands.ts";
import { kubeMessages } from "./kube.ts";
import { tableMessages } from "./table.ts";
import { viewMessages } from "./views.ts";
import { wireMessages } from "./wire.ts";

/**
 * Every sentence the program says, typed, by area. English now; another language is another object
 * of the same type. Kubernetes' own terms (column headings, reasons) are data and stay as they are.
 */
export const messages = {
	cli: cliMessages,
	commands: commandMessages,
	kube: kubeMessages,
	table: tableMessages,
	views: viewMessages,
	wire: wireMessages,
};
