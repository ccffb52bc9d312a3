import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { messages } from "../../src/text/messages/messages.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { apply, kubectl } from "./kubectl.ts";
import { filterBy, openKind, startProgram } from "./on-screen.ts";

/** Profiles of a Go program in a pod of the real node, over a tunnel through its kubelet. */
const { runDirectory } = inject("testbed");
const namespace = "profiles";
const folder = mkdtempSync(join(tmpdir(), "yagura-profiles-"));
let program: PtyProgram | undefined;

beforeAll(async () => {
	const tools = realpathSync(join(runDirectory, "bin"));
	await apply(
		{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "busy", namespace },
			spec: {
				terminationGracePeriodSeconds: 0,
				nodeSelector: { type: "real" },
				volumes: [{ name: "tools", hostPath: { path: tools } }],
				containers: [
					{
						name: "busy",
						image: "localhost/busybox:1",
						imagePullPolicy: "Never",
						command: ["/tools/profiled", "0.0.0.0:7070"],
						ports: [
							{ name: "web", containerPort: 8080 },
							{ name: "debug", containerPort: 7070 },
						],
						volumeMounts: [{ name: "tools", mountPath: "/tools", readOnly: true }],
					},
				],
			},
		},
	);
	await kubectl(["wait", "pod/busy", "--namespace", namespace, "--for", "condition=Ready", "--timeout", "60s"]);
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
});

afterAll(async () => {
	await kubectl(["delete", "namespace", namespace, "--wait=false"]);
	rmSync(folder, { recursive: true });
});

test("CPU, heap and goroutines of a pod on the real node; the file that is saved is one for go tool pprof", async () => {
	const screen = startProgram("admin", ["-n", namespace]);
	program = screen;
	await screen.shows(/busy +1\/1 +Running/);
	await filterBy(screen, "busy");
	await openKind(screen, "pprof");
	await screen.shows(messages.profiles.measuring(10));
	await screen.shows(/%\s+main\.sum$/m);
	await screen.shows(/profile {2}profiles\/busy {2}CPU {2}top {2}port 7070/);
	await screen.press("3");
	await screen.shows(/%\s+main\.contend$/m);
	await screen.press("4");
	await screen.shows(/%\s+main\.contend$/m);
	await screen.press("2");
	await screen.shows(/%\s+main\.keep$/m);
	await screen.press("v");
	await screen.shows(/▏main\.keep +[\d.]+%/);
	await screen.press("ctrl-s");
	await screen.shows(/^>\S+-heap-\d+-\d+\.pb\.gz/m);
	await screen.press("ctrl-u");
	await screen.type(join(folder, "heap.pb.gz"));
	await screen.press("enter");
	await screen.shows(/Saved to /);
	await screen.press("q", "q");
	expect(await screen.exited()).toEqual({ exitCode: 0 });
	expect(readdirSync(folder)).toEqual(["heap.pb.gz"]);
	const args = ["tool", "pprof", "-top", join(folder, "heap.pb.gz")];
	const env = { ...process.env, HOME: homedir() };
	expect(execFileSync("go", args, { encoding: "utf8", env, stdio: ["ignore", "pipe", "ignore"] })).toContain(
		"main.keep",
	);
});

test("read-only opens no way into a pod", async () => {
	const screen = startProgram("admin", ["-n", namespace, "--read-only"]);
	program = screen;
	await screen.shows(/busy +1\/1 +Running/);
	await openKind(screen, "pprof");
	await screen.shows(messages.views.disabled.readOnlyForward);
	await screen.press("q");
	expect(await screen.exited()).toEqual({ exitCode: 0 });
});
