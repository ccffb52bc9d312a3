import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { eventually } from "./eventually.ts";
import { kubectl } from "./kubectl.ts";

/** A process of the testbed, by the name that `testbed/status` shows. */
export type Component =
	| "etcd"
	| "kube-apiserver"
	| "kube-controller-manager"
	| "kube-scheduler"
	| "kwok"
	| "metrics-server"
	| "real-1"
	| "relay";

/** End it without a word, as a crash does. */
export function kill(component: Component): void {
	process.kill(pidOf(component), "SIGKILL");
}

/** Stop it without ending it: its connections stay open and nothing answers on them. */
export function freeze(component: Component): void {
	process.kill(pidOf(component), "SIGSTOP");
}

/** Let it go on from where it was frozen. */
export function thaw(component: Component): void {
	process.kill(pidOf(component), "SIGCONT");
}

/** Start it with the command line it had; one that runs is left alone. */
export async function restart(component: Component): Promise<void> {
	const { runDirectory } = inject("testbed");
	const script = resolve(import.meta.dirname, "../../testbed/restart");
	await promisify(execFile)(script, [component], { env: { ...process.env, YAGURA_TESTBED_RUN: runDirectory } });
}

/** Until the API server says that it is ready. */
export async function apiServerReady(withinMs = 60_000): Promise<void> {
	await eventually("the API server is ready", () => kubectl(["get", "--raw", "/readyz"]), { withinMs });
}

/** As it was before a test: running, thawed, ready. For `afterEach`. */
export async function healApiServer(): Promise<void> {
	await restart("kube-apiserver");
	thaw("kube-apiserver");
	await apiServerReady();
}

export function pidOf(component: Component): number {
	const { runDirectory } = inject("testbed");
	return Number(readFileSync(join(runDirectory, "processes", component, "pid"), "utf8"));
}
