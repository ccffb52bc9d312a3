import type { Activity } from "../base/activity.ts";
import type { Clock } from "../base/clock.ts";
import type { Background } from "./background.ts";
import type { Environment } from "./color-depth.ts";
import type { TtyInput } from "./terminal-input.ts";
import type { TtyOutput } from "./tty-output.ts";

/** What a terminal is opened with. */
export interface TerminalOptions {
	readonly input: TtyInput;
	readonly output: TtyOutput;
	readonly clock: Clock;
	readonly env: Environment;
	/** Told of every frame that is due or on its way out. */
	readonly activity?: Activity;
	/** Report button and wheel; on when left out. (The terminal's own selection then needs shift.) */
	readonly mouse?: boolean;
	/** What the terminal draws on. Left out, it is asked where colours are chosen by it, and what it says later counts. */
	readonly background?: Background;
	/** Draw nothing but ASCII. */
	readonly ascii?: boolean;
	/** Begin suspended: `resume` takes the tty, once all is there that gives it back. */
	readonly suspended?: boolean;
}
