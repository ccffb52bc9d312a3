import type { Environment } from "./color-depth.ts";

const terms = /^(xterm-kitty|xterm-ghostty|alacritty|foot|wezterm|contour|rio)/;
const programs = new Set(["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "mintty", "zed"]);

/** The first version of tmux that passes links on. */
const tmuxSince = 3.4;
/** VTE 0.52 and Konsole 20.12, as they number themselves. */
const vteSince = 5200;
const konsoleSince = 201_200;

/**
 * Whether the terminal is known to bear links (OSC 8). `FORCE_HYPERLINK` decides (`0` is no), as it does for other programs; else
 * what the terminal says of itself. Inside of a multiplexer that is what the multiplexer says: of what is around it the variables
 * are left over.
 *
 * @see https://github.com/Alhadis/OSC8-Adoption
 */
export function bearsLinks(env: Environment): boolean {
	const forced = env["FORCE_HYPERLINK"];
	if (forced !== undefined) return forced !== "0" && forced !== "false";
	const term = env["TERM"] ?? "";
	if (term === "" || term === "dumb" || term === "linux" || env["STY"] !== undefined) return false;
	const program = env["TERM_PROGRAM"] ?? "";
	if (env["TMUX"] !== undefined || /^(tmux|screen)/.test(term))
		return program === "tmux" && Number.parseFloat(env["TERM_PROGRAM_VERSION"] ?? "") >= tmuxSince;
	return (
		terms.test(term) ||
		programs.has(program) ||
		env["WT_SESSION"] !== undefined ||
		Number(env["VTE_VERSION"] ?? 0) >= vteSince ||
		Number(env["KONSOLE_VERSION"] ?? 0) >= konsoleSince
	);
}
