import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { systemClock } from "../../src/base/clock.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { startSim } from "../../src/sim/sim.ts";
import type { Chord } from "../../src/terminal/key.ts";
import { PtyProgram } from "../support/pty-program.ts";

const SIZE = { columns: 200, rows: 50 };

/**
 * Bytes that keys send over the line, in colour and with a table that fills a big screen. Medians: the header's clock
 * may tick within a key. `npm run bench` measures the same beside the times.
 */
it("sends few bytes for a key", async () => {
	const scenario = scaleScenario({ pods: 1000, nodes: 20, changesPerSecond: 0 });
	await using sim = await startSim({ clock: systemClock, seed: "costs", scenario });
	const home = mkdtempSync(join(tmpdir(), "yagura-home-"));
	const kubeconfig = join(home, "config");
	writeFileSync(kubeconfig, sim.kubeconfig(), { mode: 0o600 });
	using screen = new PtyProgram({
		command: process.execPath,
		args: ["--max-semi-space-size=2", "dist/yagura.mjs", "--kubeconfig", kubeconfig],
		env: { HOME: home, COLORTERM: "truecolor" },
		...SIZE,
	});
	await screen.shows("watch live");
	await screen.press("g");
	const bytesOf = async (keys: readonly Chord[]): Promise<number> => {
		const bytes: number[] = [];
		for (const key of keys) {
			const before = screen.received;
			await screen.press(key);
			bytes.push(screen.received - before);
		}
		return bytes.sort((a, b) => a - b)[Math.floor(bytes.length / 2)] ?? Number.NaN;
	};

	expect(await bytesOf(["j", "k", "j", "k", "j", "k", "j"]), "cursor").toBeLessThanOrEqual(650);
	await screen.press(...Array<Chord>(SIZE.rows).fill("j"));
	expect(await bytesOf(Array<Chord>(7).fill("j")), "scrolling").toBeLessThanOrEqual(400);
	expect(await bytesOf(Array<Chord>(5).fill("ctrl-f")), "page").toBeLessThanOrEqual(5000);
	rmSync(home, { recursive: true, force: true });
});
