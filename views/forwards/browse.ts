import type { Forward } from "../../src/forwards/forward.ts";
import { openBrowser } from "../../src/forwards/open-browser.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { urlOf } from "./forward-text.ts";

/** Show a forward in the browser; where there is none, as at the far end of an SSH line, its address is copied at least. */
export function browse({ notice, options }: Workspace, forward: Forward): void {
	const url = urlOf(forward);
	if (url === undefined) return;
	options.copy(url);
	const said = messages.forwards;
	void openBrowser(url, process.env).then((isOpen) =>
		notice.set(safeText((isOpen ? said.browsing : said.noBrowser)(url))),
	);
}
