import { happens, isoTime, type Scene, type Voice } from "./voice.ts";

const PATHS = ["/v1/orders", "/v1/charges", "/v1/items", "/v1/sessions", "/v1/search", "/healthz"] as const;

type Fields = Readonly<Record<string, unknown>>;

function json({ atMs }: Scene, level: string, msg: string, fields: Fields = {}): string {
	return JSON.stringify({ time: isoTime(atMs), level, msg, ...fields });
}

/** A service that answers requests: one JSON object a line. */
export const serviceVoice: Voice = {
	opening: (scene) => json(scene, "info", "starting", { app: scene.app, config: "/etc/config/config.yaml" }),
	line(scene) {
		const { random } = scene;
		const trace = random.suffix(16);
		const path = random.pick(PATHS);
		const method = random.pick(["GET", "GET", "GET", "POST"]);
		const ms = Math.ceil(2 + random.next() ** 4 * 900);
		if (happens(scene, 60, 5))
			return json(scene, "error", "upstream timed out", { method, path, status: 504, ms: 5000, trace });
		if (happens(scene, 18, 4))
			return json(scene, "warn", "retrying", { path, attempt: 2, cause: "connection reset by peer", trace });
		if (random.below(25) === 0)
			return json(scene, "debug", "cache", { key: `session:${random.suffix(8)}`, hit: random.below(5) > 0 });
		const status = method === "POST" ? 201 : random.pick([200, 200, 200, 200, 200, 304, 404]);
		return json(scene, "info", "request", { method, path, status, ms, trace });
	},
	closing: (scene) => json(scene, "info", "done"),
};

/** Work that is done batch by batch, or in rounds. */
export const workerVoice: Voice = {
	opening: (scene) => json(scene, "info", "starting", { app: scene.app, resume: true }),
	line(scene) {
		const { random } = scene;
		const shard = random.below(36);
		if (happens(scene, 30, 8)) return json(scene, "warn", "shard is slow", { shard, seconds: 5 + random.below(40) });
		return json(scene, "info", "progress", { shard, items: 100 + random.below(900) });
	},
	closing: (scene) => json(scene, "info", "done", { shards: 36 }),
};
