import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type UserPlace, userFolder } from "./user-folder.ts";
import { writeWhole } from "./write-whole.ts";

/** What is remembered of a credential plugin that the user let run. */
type Approval = "none" | "given" | "changed";

/** Which credential plugins may run, remembered from one start to the next. */
export interface PluginApprovals {
	/** `changed`: let run, and another program by now. */
	look(plugin: Program): Promise<Approval>;
	/** The user lets it run, as it is now. */
	give(plugin: Program): Promise<void>;
}

/** A plugin: its resolved path, and what it is given. */
interface Program {
	readonly path: string;
	readonly args: readonly string[];
}

/** Programs that are whatever their arguments say. */
const interpreters =
	/^(?:env|sh|bash|dash|zsh|fish|ksh|busybox|python[\d.]*|perl|ruby|node|deno|bun|osascript|cmd|pwsh|powershell)(?:\.exe)?$/i;

interface Remembered {
	readonly plugins: Readonly<Record<string, { readonly sha256: string }>>;
}

/** The approvals in `plugins.json` of the user's state folder. A file that makes no sense approves nothing. */
export function pluginApprovals(place: UserPlace): PluginApprovals {
	const file = join(userFolder("XDG_STATE_HOME", [".local", "state"], place), "plugins.json");
	return {
		async look(plugin) {
			const { plugins } = await read(file);
			const key = keyOf(plugin);
			const known = Object.hasOwn(plugins, key) ? plugins[key] : undefined;
			if (known === undefined) return "none";
			return known.sha256 === (await hashOf(plugin.path)) ? "given" : "changed";
		},
		async give(plugin) {
			const { plugins } = await read(file);
			const remembered: Remembered = {
				plugins: { ...plugins, [keyOf(plugin)]: { sha256: await hashOf(plugin.path) } },
			};
			await writeWhole(file, `${JSON.stringify(remembered, undefined, "\t")}\n`, "w");
		},
	};
}

/** What an approval is for: the program; of a shell and its like, what it is told to do. */
function keyOf({ path, args }: Program): string {
	return interpreters.test(basename(path)) ? JSON.stringify([path, ...args]) : path;
}

async function read(file: string): Promise<Remembered> {
	try {
		const { plugins } = JSON.parse(await readFile(file, "utf8")) as Partial<Remembered>;
		return { plugins: typeof plugins === "object" && plugins !== null ? plugins : {} };
	} catch {
		return { plugins: {} };
	}
}

async function hashOf(path: string): Promise<string> {
	// Who signs in without a plugin does not wait for it.
	const [{ createHash }, { createReadStream }] = await Promise.all([import("node:crypto"), import("node:fs")]);
	const hash = createHash("sha256");
	for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
	return hash.digest("hex");
}
