import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sim } from "../../src/sim/sim.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { ManualClock } from "../support/manual-clock.ts";
import type { Passed } from "./wire/relay.ts";
import { speak } from "./wire/speak.ts";
import { spokenOverSpdy } from "./wire/speech.ts";
import { type Line, merged, parseTranscript, sayingOf, type Transcript, transcribe } from "./wire/transcript.ts";
import { emptySim } from "./world.ts";

/** What kubectl and a real API server said to each other, recorded by `scripts/record-stream-goldens.ts`. */
const directory = join(import.meta.dirname, "goldens");
const goldens = readdirSync(directory)
	.map((file) => file.replace(".txt", ""))
	.sort()
	.map((name) => [name, parseTranscript(readFileSync(join(directory, `${name}.txt`), "utf8"))] as const);

let sim: Sim;
let clock: ManualClock;
beforeEach(async () => {
	({ sim, clock } = await emptySim());
	const names = ["main", "talker", "listener"];
	const state = { running: { startedAt: "2025-12-31T00:00:00Z" } };
	sim.store.create(kinds.pods, {
		metadata: { name: "streams", namespace: "stream-goldens", labels: { app: "streams" } },
		spec: {
			containers: names.map((name) => ({
				name,
				image: "x",
				stdin: name === "listener",
				...(name === "main" ? { ports: [{ containerPort: 8080 }] } : {}),
			})),
		},
		status: { containerStatuses: names.map((name) => ({ name, restartCount: 0, state })) },
	});
});
afterEach(() => sim[Symbol.asyncDispose]());

/** Say to the simulated API what a client said to the real one, each time it has answered as much as that did. */
async function replay({ request, lines }: Transcript): Promise<Transcript> {
	const passed: Passed[] = [];
	const socket = connect(Number(new URL(sim.url).port), "127.0.0.1");
	socket.on("data", (bytes: Buffer) => passed.push({ from: "server", bytes }));
	const answered = once(socket, "data");
	const say = (bytes: Buffer): void => {
		passed.push({ from: "client", bytes });
		socket.write(bytes);
	};
	const heard = async (): Promise<number> => said("server", (await transcribe([...passed])).lines).length;
	const [first = "", ...headers] = request;
	const key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";
	say(Buffer.from(`${[first, "Host: 127.0.0.1", key, ...headers].join("\r\n")}\r\n\r\n`));
	await answered;
	for (const [index, line] of lines.entries()) {
		if (line.from === "client") {
			say(speak(line));
			continue;
		}
		const expected = said("server", lines.slice(0, index + 1)).length;
		for (let turns = 0; (await heard()) < expected && !socket.destroyed && turns < 2_000; turns++) {
			await clock.advance(100);
		}
	}
	socket.destroy();
	return transcribe(passed);
}

/** What one side said, whatever the other said in between. */
function said(from: Line["from"], lines: readonly Line[]): readonly Line[] {
	return merged(lines.filter((line) => line.from === from));
}

/** What has to be the same whoever answers: which streams, in what order, how they end; of a Status all but its words. */
function essence(lines: readonly Line[]): readonly unknown[] {
	return said("server", lines).map(({ about, text, data }) => {
		if (about !== "channel 3") return [about, text ?? "", data === "" ? "nothing" : "something"];
		const { details, message, ...status } = JSON.parse(data ?? "");
		const numbers = (details?.causes ?? []).filter(({ reason }: { reason?: string }) => reason === "ExitCode");
		return [about, { ...status, numbers, worded: status.reason === "NonZeroExitCode" ? message : typeof message }];
	});
}

describe.each(goldens)("%s", (_name, golden) => {
	test("the client of a real cluster is answered as it was there", async () => {
		const ours = await replay(golden);
		expect(ours.answer).toEqual(golden.answer);
		expect(essence(ours.lines)).toEqual(essence(golden.lines));
	});

	test("both sides are read as what they are", async () => {
		const readers = { client: spokenOverSpdy(), server: spokenOverSpdy() };
		for (const line of golden.lines) {
			if (line.bytes === undefined) continue;
			const [read] = await readers[line.from](line.bytes);
			expect(read && sayingOf(read)).toBe(sayingOf(line));
		}
	});
});

test("what was recorded is there: both protocols of exec, attach, and both of port-forward", () => {
	expect(goldens.map(([name]) => name)).toEqual([
		"attach",
		"attach-input",
		"exec-input",
		"exec-nothing-to-run",
		"exec-output",
		"exec-terminal",
		"exec-v4",
		"port-forward",
		"port-forward-v4",
	]);
});
