import type { Place } from "../commands/command.ts";
import { layoutHelp } from "./help-layout.ts";
import { type HelpFacts, helpSections } from "./help-lines.ts";
import { TextPane } from "./text-pane.ts";

/** The help on a kind of view: a text that is laid out for the screen's width. */
export class HelpModel implements Disposable {
	readonly type = "help";
	readonly pane = new TextPane();

	constructor(about: Place, facts: () => HelpFacts) {
		this.pane.follow((width) => layoutHelp(helpSections(about, facts()), width));
	}

	[Symbol.dispose](): void {
		this.pane.set([]);
	}
}
