import { happens, isoTime, type Scene, type Voice } from "./voice.ts";

function logfmt(
	{ atMs }: Scene,
	level: string,
	msg: string,
	fields: Readonly<Record<string, string | number>> = {},
): string {
	const pairs: Readonly<Record<string, string | number>> = { ts: isoTime(atMs), level, msg, ...fields };
	return Object.entries(pairs)
		.map(([key, value]) => `${key}=${/[\s"=]/.test(String(value)) ? JSON.stringify(value) : value}`)
		.join(" ");
}

const TERMS = ["red shoes", "usb cable", "tea", "notebook a5", "umbrella"] as const;

/** A search engine, a model server: logfmt. */
export const engineVoice: Voice = {
	opening: (scene) => logfmt(scene, "info", "listening", { addr: ":8080", app: scene.app }),
	line(scene) {
		const { random } = scene;
		const took = `${1 + Math.floor(random.next() ** 5 * 1_800)}ms`;
		const shard = random.below(6);
		if (happens(scene, 70, 6))
			return logfmt(scene, "error", "shard did not answer", { shard, err: "context deadline exceeded" });
		if (happens(scene, 25, 5))
			return logfmt(scene, "warn", "slow query", { q: random.pick(TERMS), took: "1.9s", shard });
		return logfmt(scene, "info", "query", { q: random.pick(TERMS), hits: random.below(900), took, shard });
	},
	closing: (scene) => logfmt(scene, "info", "shutting down", { reason: "finished" }),
};

/** What watches the rest: logfmt with the place in the source. */
export const watcherVoice: Voice = {
	opening: (scene) => logfmt(scene, "info", "starting", { source: "main.go:412", component: scene.app }),
	line(scene) {
		const { random } = scene;
		if (happens(scene, 40, 8))
			return logfmt(scene, "warn", "scrape failed", {
				source: "scrape.go:1402",
				target: `10.64.${random.below(24)}.${random.below(250)}:9100`,
				err: "i/o timeout",
			});
		if (random.below(12) === 0)
			return logfmt(scene, "info", "block written", {
				source: "compact.go:611",
				series: 40_000 + random.below(9_000),
				duration: `${1 + random.below(5)}s`,
			});
		return logfmt(scene, "debug", "rules evaluated", {
			source: "group.go:540",
			rules: 200 + random.below(50),
			took: `${2 + random.below(90)}ms`,
		});
	},
	closing: (scene) => logfmt(scene, "info", "finished", { source: "main.go:918" }),
};
