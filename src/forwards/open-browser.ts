import { spawn } from "node:child_process";

/** The program that opens a page, by platform. */
const openers: Partial<Record<NodeJS.Platform, string>> = { darwin: "open", linux: "xdg-open" };

/**
 * Open a page in the user's browser.
 *
 * @param url made by us: it is an argument of its own, and no shell reads it
 * @returns false where there is none: without a desktop, or over SSH
 */
export function openBrowser(url: string, env: NodeJS.ProcessEnv): Promise<boolean> {
	const opener = openers[process.platform];
	const hasDesktop = process.platform !== "linux" || (env["DISPLAY"] ?? env["WAYLAND_DISPLAY"] ?? "") !== "";
	if (opener === undefined || !hasDesktop || env["SSH_CONNECTION"] !== undefined) return Promise.resolve(false);
	return new Promise((resolve) => {
		const child = spawn(opener, [url], { stdio: "ignore", detached: true });
		child.once("spawn", () => resolve(true));
		child.once("error", () => resolve(false));
		child.unref();
	});
}
