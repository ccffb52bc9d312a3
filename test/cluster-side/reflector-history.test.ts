import { expect, test } from "vitest";
import { failure } from "../../src/kube/failure.ts";
import { seeded } from "../support/seeded.ts";
import { Stage } from "./reflector-script.ts";

const reset = failure("unreachable", "read ECONNRESET");
const internal = failure("server", "etcdserver: no leader", { status: 500 });
const tooOld = failure("gone", "too old", { status: 410 });
const overload = failure("throttled", "too many requests", { status: 429, retryAfterMs: 1_000 });

const names = ["a", "b", "c", "d", "e", "f"];

/** One thing that may befall a server or a connection. */
type Mishap = (stage: Stage, random: () => number) => void;

const mishaps: readonly Mishap[] = [
	...Array.from({ length: 8 }, (): Mishap => change),
	({ api }) => api.bookmark(),
	({ api }) => api.compact(),
	({ api }, random) => api.skipVersions(Math.floor(random() * 5)),
	({ api }) => api.endWatches(),
	({ api }) => api.endWatches(reset),
	({ api }) => api.say({ type: "ERROR", failure: internal }),
	({ api }) => api.say({ type: "ERROR", failure: tooOld }),
	({ api }) => api.fault("watch", { fail: overload }),
	({ api }) => api.fault("watch", { end: true }),
	({ api }) => api.fault("stream", { breakAfter: 1, failure: reset }),
	({ api }) => api.fault("stream", { fail: internal }),
	({ api }) => api.fault("stream", { end: true }),
	({ api }) => api.fault("list", { breakAfter: 1, failure: reset }),
	({ api }) => api.fault("list", { fail: tooOld }),
	({ api }) => api.expirePages(),
	({ api }, random) => api.lag(Math.floor(random() * 4)),
	({ api }, random) => {
		api.streaming = random() < 0.5;
	},
	({ api }, random) => {
		api.down = random() < 0.5 ? reset : "hang";
		api.endWatches(reset);
	},
	({ api }) => {
		api.down = undefined;
	},
];

function change({ api }: Stage, random: () => number): void {
	const name = names[Math.floor(random() * names.length)] ?? "a";
	const exists = api.rows.some((row) => row.name === name);
	if (exists && random() < 0.4) {
		api.remove(name);
		// Recreated under another UID, perhaps before anybody sees that it was gone.
		if (random() < 0.5) api.put(name, { text: "1" });
	} else {
		const text = api.rows.find((row) => row.name === name)?.text ?? "0";
		api.put(name, { text: String(Number(text) + 1) });
	}
}

/** 200 histories of 60 mishaps each. */
test.each(Array.from({ length: 200 }, (_, seed) => seed))(
	"history %i: what is told is true, and in the end all of it",
	async (seed) => {
		const random = seeded(seed);
		await using stage = new Stage(random);
		for (const name of names.slice(0, 3)) stage.api.put(name, { text: "1" });

		// What a follower believes, from what it is told alone.
		const believed = new Map<string, string>();
		stage.store.subscribe(({ added, updated, removed }) => {
			for (const row of removed) expect(believed.delete(row.uid), `${row.name} was not there to be removed`).toBe(true);
			for (const { before, after } of updated) {
				expect(believed.get(after.uid), `${after.name} is not what it was said to be`).toBe(before.text);
				expect(Number(after.text), `${after.name} travelled back in time`).toBeGreaterThan(Number(before.text));
				believed.set(after.uid, after.text);
			}
			for (const row of added) {
				expect(believed.has(row.uid), `${row.name} was there already`).toBe(false);
				believed.set(row.uid, row.text);
			}
		});

		stage.start();
		for (let step = 0; step < 60; step++) {
			mishaps[Math.floor(random() * mishaps.length)]?.(stage, random);
			await stage.clock.advance(random() < 0.7 ? random() * 500 : random() * 20_000);
		}
		stage.api.heal();
		await stage.clock.advance(240_000);

		expect(stage.state).toBe("live");
		expect(stage.rows).toEqual(stage.truth);
		expect(Object.fromEntries(believed)).toEqual(
			Object.fromEntries(stage.api.rows.map(({ uid, text }) => [uid, text])),
		);
	},
);
