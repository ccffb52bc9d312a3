import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { openExec } from "../../src/kube/streams/open-exec.ts";
import { copyFrom, copyTo } from "../../src/shells/copy/copy-files.ts";
import { untouchedModes } from "../support/emulator.ts";
import type { PtyProgram } from "../support/pty-program.ts";
import { eventually } from "./eventually.ts";
import { apply, kubectl } from "./kubectl.ts";
import { filterBy, startProgram } from "./on-screen.ts";
import { openTestbed } from "./open-testbed.ts";

/** Shells, attach and debug containers of pods on the real node, by its kubelet and containerd. */
const namespace = "shells";
const image = "localhost/busybox:1";
let program: PtyProgram | undefined;

beforeAll(async () => {
	await apply(
		{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
		{
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name: "work", namespace },
			spec: {
				terminationGracePeriodSeconds: 0,
				nodeSelector: { type: "real" },
				containers: [
					{
						name: "work",
						image,
						imagePullPolicy: "Never",
						stdin: true,
						tty: true,
						command: ["sh", "-c", "while read line; do echo got $line; done"],
					},
				],
			},
		},
	);
	await kubectl(["wait", "pod/work", "--namespace", namespace, "--for", "condition=Ready", "--timeout", "60s"]);
});

afterEach(() => {
	program?.[Symbol.dispose]();
	program = undefined;
});

afterAll(async () => {
	await kubectl(["delete", "namespace", namespace, "yagura-debug", "--wait=false", "--ignore-not-found"]);
});

async function onPod(): Promise<PtyProgram> {
	program = startProgram("admin", ["-n", namespace]);
	await program.shows(/^▸work/m);
	return program;
}

/** Fill in the form that is open: the image the node has, and go. */
async function fillImage(screen: PtyProgram): Promise<void> {
	const seconds = new Set<string | undefined>();
	await screen.until("the form to listen", () => {
		seconds.add(/\d\d:\d\d:\d\d/.exec(screen.emulator.text())?.[0]);
		return seconds.size >= 3;
	});
	for (let step = 0; step < 12 && !/▸ image/.test(screen.emulator.text()); step++) await screen.press("shift-tab");
	await screen.press("ctrl-u");
	await screen.type(image);
	for (let step = 0; step < 12 && !/▸\[ (Add|Make) it \]/.test(screen.emulator.text()); step++)
		await screen.press("tab");
	screen.send("\r", 1);
}

test("exec with a TTY: its size and every change of it, exit code, and the terminal as it was", async () => {
	const screen = await onPod();
	await screen.press("s");
	await screen.shows("yagura: shell in shells/work (work)");
	await screen.shows(/^\/ #$/m);
	screen.send("until stty size | grep '^50 200$'; do sleep 0.1; done; echo $0\r", 0);
	await screen.shows(/^50 200\n(ba)?sh/m);
	await screen.resize(120, 40);
	// The node takes its time to tell the process, whatever comes after it on the line.
	screen.send("until stty size | grep '^40 120$'; do sleep 0.1; done\r", 0);
	await screen.shows(/^40 120$/m);
	screen.send("printf '\\033[?1049h\\033[?1003h\\033[?25l\\033[2;5r'; exit 7\r", 0);
	await screen.shows("shell in shells/work (work) has ended, exit code 7.");
	await screen.press("esc");
	screen.send("q", 1);
	expect(await screen.exited()).toEqual({ exitCode: 0 });
	expect(screen.emulator.modes()).toEqual(untouchedModes);
});

test("attach to what the container runs, left running and returned to", async () => {
	const screen = await onPod();
	await screen.press("a");
	await screen.shows("yagura: attach in shells/work (work)");
	screen.send("hello\r", 0);
	await screen.shows("got hello");
	screen.send("\x1dd", 0);
	await screen.shows(":sessions leads back to it");
	await screen.press(":");
	await screen.type("sessions");
	await screen.press("enter");
	await screen.shows(/^▸attach-1 +shells\/work \(work\) +open/m);
	screen.send("\r", 1);
	await screen.until("the session again", () => !screen.emulator.alternate);
	await screen.until("its greeting", () => screen.emulator.text().split("ctrl-] x ends it").length === 3);
	screen.send("again\r", 0);
	await screen.shows("got again");
	screen.send("\x1dx", 0);
	await screen.shows("you ended the connection");
});

test("an ephemeral debug container that sees the processes of its target", async () => {
	const screen = await onPod();
	await screen.press("b");
	await screen.shows("Debug shells/work");
	await fillImage(screen);
	await screen.shows("yagura: debug in shells/work (debugger-");
	screen.send("\rps\r", 0);
	await screen.shows(/while read line/);
	screen.send("exit\r", 0);
	await screen.shows(/debug in shells\/work \(debugger-\w+\) has ended/);
	const path = "jsonpath={.spec.ephemeralContainers[0].targetContainerName}";
	expect(await kubectl(["get", "pod", "work", "--namespace", namespace, "--output", path])).toBe("work");
});

test("100 MB from and to a container, by its own tar, equal by their SHA-256", async () => {
	const folder = mkdtempSync(join(tmpdir(), "yagura-copy-"));
	await using testbed = await openTestbed("admin", false);
	const request = {
		transport: testbed.transport,
		clock: systemClock,
		exec: openExec,
		place: { namespace, pod: "work", container: "work" },
		signal: new AbortController().signal,
		progress: () => {},
	};
	const there = async (command: string): Promise<string> =>
		(await kubectl(["exec", "work", "--namespace", namespace, "--", "sh", "-c", command])).split(" ")[0] ?? "";
	const sum = await there("dd if=/dev/urandom of=/tmp/big bs=1048576 count=100 2>/dev/null; sha256sum /tmp/big");
	const from = await copyFrom({ ...request, remote: "/tmp/big", local: folder });
	expect(from).toEqual({ ok: true, value: { files: 1, bytes: 104_857_600, sha256: sum, skipped: [] } });
	await there("mkdir /tmp/back");
	const to = await copyTo({ ...request, local: join(folder, "big"), remote: "/tmp/back" });
	expect(to).toEqual({ ok: true, value: { files: 1, bytes: 104_857_600, sha256: sum, skipped: [] } });
	expect(await there("sha256sum /tmp/back/big")).toBe(sum);
	rmSync(folder, { recursive: true });
});

test("a debug pod on the node, its disk at /host; after a kill -9 the next start deletes it", async () => {
	program = startProgram("admin", ["nodes"]);
	await program.shows(/^.real-1 +Ready/m);
	await filterBy(program, "real-1");
	await program.shows(/^▸real-1 +Ready/m);
	await program.press("s");
	await program.shows("Debug node real-1");
	await fillImage(program);
	await program.shows("yagura: debug in yagura-debug/node-debugger-real-1-");
	const notes = join(inject("testbed").runDirectory, "home/.local/state/yagura/debug-pods");
	expect(readdirSync(notes)).toHaveLength(1);
	const path = "jsonpath={.items[*].spec.activeDeadlineSeconds}";
	const pods = (): Promise<string> => kubectl(["get", "pods", "--namespace", "yagura-debug", "--output", path]);
	expect(await pods()).toBe("900");
	program.signal("SIGKILL");
	await program.exited();
	program[Symbol.dispose]();
	program = startProgram("admin", ["-n", namespace]);
	await program.shows("A debug pod that was left behind has been deleted.");
	expect(readdirSync(notes)).toEqual([]);
	await eventually("no debug pod", async () => (await pods()) === "");
});
