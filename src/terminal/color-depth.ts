/** How many colours may be used: none, the 16 of the terminal's palette, 256, or 24 bits. */
export type ColorDepth = "none" | "16" | "256" | "true";

/** Environment variables as `process.env` holds them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const forced: Readonly<Record<string, ColorDepth>> = { "0": "none", false: "none", "1": "16", "2": "256", "3": "true" };

/**
 * Decide the colour depth from the environment: `FORCE_COLOR` first, then `NO_COLOR`, `COLORTERM`, `TERM`.
 *
 * @see https://no-color.org (a non-empty value switches colour off)
 * @see https://force-color.org
 */
export function colorDepth(env: Environment): ColorDepth {
	const force = env["FORCE_COLOR"];
	if (force !== undefined) {
		const detected = detect(env);
		return forced[force] ?? (detected === "none" ? "16" : detected);
	}
	if (env["NO_COLOR"]) return "none";
	return detect(env);
}

function detect(env: Environment): ColorDepth {
	const term = env["TERM"] ?? "";
	if (term === "dumb") return "none";
	const colorTerm = env["COLORTERM"] ?? "";
	if (colorTerm === "truecolor" || colorTerm === "24bit") return "true";
	if (env["WT_SESSION"] !== undefined || /-(direct|truecolor)$/.test(term)) return "true";
	if (/^(xterm-kitty|xterm-ghostty|alacritty|foot|wezterm|contour)/.test(term)) return "true";
	if (/-256(color)?$/.test(term) || env["TERM_PROGRAM"] === "Apple_Terminal") return "256";
	return term === "" && colorTerm === "" ? "none" : "16";
}
