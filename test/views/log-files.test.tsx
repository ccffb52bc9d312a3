import { appendFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { fail, ok } from "../../src/base/result.ts";
import { kubeconfigFailure } from "../../src/kube/kubeconfig/kubeconfig-failure.ts";
import { noTransport } from "../../src/kube/transport/no-transport.ts";
import { findLogs } from "../../src/logs/files/find-logs.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { show } from "../../views/show.tsx";
import { cri, Folder } from "../logs/files/file-stage.ts";
import { InProcessApp } from "../support/in-process-app.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { seeded } from "../support/seeded.ts";
import { simTarget } from "../support/sim-target.ts";

vi.setConfig({ testTimeout: 60_000 });

const patienceMs = 20_000;
let folder: Folder;

beforeEach(() => {
	folder = new Folder();
});

afterEach(() => folder[Symbol.dispose]());

/** The screen on files, as `yagura logs` opens it. */
async function open(...paths: readonly string[]) {
	const clock = new ManualClock(Date.UTC(2026, 0, 3, 1));
	const files = await findLogs(paths, undefined);
	if (!files.ok) throw new Error(files.failure);
	const activity = createActivity();
	const transport = noTransport(safeText("no cluster"));
	const app = await InProcessApp.start({
		columns: 100,
		clock,
		activity,
		start: (terminal) =>
			show({
				first: {
					target: { ...simTarget("http://localhost"), context: "files" },
					transport,
					clock,
					demo: false,
					readOnly: true,
					production: false,
					namespace: undefined,
					files: files.value,
					[Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
				},
				contexts: {
					list: async () => ok([]),
					connect: async () => fail(kubeconfigFailure("no-kubeconfig", "none")),
					isProduction: () => false,
				},
				resource: "",
				terminal,
				activity,
				random: seeded(1),
				leave: () => {},
			}),
	});
	return {
		app,
		async shows(text: string | RegExp): Promise<void> {
			const begunMs = performance.now();
			while (app.screen().search(text) < 0) {
				if (performance.now() - begunMs > patienceMs)
					throw new Error(`it never showed ${text}; it shows\n${app.screen()}`);
				await app.advance(100);
			}
		},
		[Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
	};
}

test("files are shown as logs are: joined, followed, filtered, searched; a line in full says where it is from", async () => {
	const api = folder.write("api.log", cri(1, '{"level":"error","msg":"boom","status":500}') + cri(3, "fine"));
	const mesh = folder.write("mesh.log", cri(2, "level=info msg=between"));
	await using screen = await open(api, mesh);
	const { app } = screen;
	await screen.shows(/^logs {2}2 logs {2}● following +3 lines {2}all there is$/m);
	expect(app.screen()).toMatch(/^files {3}2 logs +01:00:\d\d UTC$/m);
	expect(app.screen()).toMatch(
		/ api\.log {2}ERROR boom {2}status=500[^]* mesh\.log INFO {2}between[^]* api\.log +fine/,
	);
	appendFileSync(mesh, cri(4, "and on"));
	await screen.shows("and on");
	await app.press("&");
	await app.type("status>=500 pod:api*");
	await app.press("enter");
	await screen.shows("1 of 4 lines");
	await app.press("enter");
	expect(app.screen()).toMatch(/^line {2}api\.log/m);
	expect(app.screen()).toContain("2026-01-03T00:00:01.000Z");
});

test("what needs a cluster is not there, and says so; C chooses one file", async () => {
	await using screen = await open(folder.write("api.log", cri(1, "one")), folder.write("mesh.log", cri(2, "two")));
	const { app } = screen;
	await screen.shows("two");
	await app.press("p");
	expect(app.screen()).toContain("p: files have no runs before");
	await app.press(":");
	await app.type("pods");
	expect(app.screen()).not.toContain("Pod");
	await app.press("esc", "C");
	await app.type("mesh");
	await app.press("enter");
	await screen.shows(/^logs {2}mesh\.log/m);
	await screen.shows("two");
	expect(app.screen()).not.toContain("one");
	await app.press("?");
	await app.press("G");
	expect(app.screen()).toMatch(/files {2}.*api\.log, .*mesh\.log/);
});

test("where no line has a time there is no room for one", async () => {
	await using screen = await open(folder.write("plain.txt", "nobody knows when\n"));
	await screen.shows(/^ nobody knows when/m);
	await screen.app.press("k");
	expect(screen.app.screen()).toMatch(/^▸nobody knows when/m);
});
