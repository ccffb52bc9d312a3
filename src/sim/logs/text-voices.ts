import { happens, isoTime, type Scene, type Voice } from "./voice.ts";

/** `2026-11-21 12:03:22.123`. */
function spacedTime({ atMs }: Scene): string {
	return isoTime(atMs).replace("T", " ").replace("Z", "");
}

const TABLES = ["orders", "charges", "items", "customers"] as const;

/** A relational database. */
export const databaseVoice: Voice = {
	opening: (scene) => `${spacedTime(scene)} UTC [1] LOG:  database system is ready to accept connections`,
	line(scene) {
		const { random } = scene;
		const says = (text: string): string => `${spacedTime(scene)} UTC [${60 + random.below(900)}] ${text}`;
		const table = random.pick(TABLES);
		if (happens(scene, 80, 8)) return says(`ERROR:  deadlock detected on relation "${table}"`);
		if (happens(scene, 30, 6)) return says("WARNING:  there is no transaction in progress");
		if (random.below(12) === 0)
			return says(`LOG:  checkpoint complete: wrote ${random.below(4_000)} buffers in ${1 + random.below(9)} s`);
		return says(
			`LOG:  duration: ${(random.next() * 80).toFixed(3)} ms  statement: SELECT * FROM ${table} WHERE id = $1`,
		);
	},
	closing: (scene) => `${spacedTime(scene)} UTC [1] LOG:  database system is shut down`,
};

/** A message broker, as programs on a Java machine write. */
export const brokerVoice: Voice = {
	opening: (scene) =>
		`[${spacedTime(scene).replace(".", ",")}] INFO [KafkaServer id=1] started (kafka.server.KafkaServer)`,
	line(scene) {
		const { random } = scene;
		const says = (level: string, text: string): string => `[${spacedTime(scene).replace(".", ",")}] ${level} ${text}`;
		const partition = `${random.pick(TABLES)}-${random.below(24)}`;
		if (happens(scene, 50, 6))
			return says(
				"WARN",
				`[ReplicaFetcher id=2] partition ${partition} fell behind (kafka.server.ReplicaFetcherThread)`,
			);
		return says(
			"INFO",
			`[Log partition=${partition}] rolled new segment at offset ${random.below(9_000_000)} (kafka.log.Log)`,
		);
	},
	closing: (scene) =>
		`[${spacedTime(scene).replace(".", ",")}] INFO [KafkaServer id=1] shut down (kafka.server.KafkaServer)`,
};

/** A name server. */
export const nameServerVoice: Voice = {
	opening: () => "[INFO] plugin/reload: Running configuration SHA512 = 8f3c61ab0d",
	line(scene) {
		const { random } = scene;
		const asked = `${random.pick(["api", "ledger", "cart", "query"])}.${random.pick(["payments", "checkout", "search"])}.svc.cluster.local.`;
		const from = `10.64.${random.below(24)}.${random.below(250)}:${32_768 + random.below(28_000)}`;
		if (happens(scene, 60, 8)) return `[ERROR] plugin/errors: 2 ${asked} A: read udp ${from}->1.1.1.1:53: i/o timeout`;
		return `[INFO] ${from} - ${random.below(65_535)} "A IN ${asked} udp 54 false 512" NOERROR qr,aa,rd 106 0.000${100 + random.below(800)}s`;
	},
	closing: () => "[INFO] SIGTERM: Shutting down servers then terminating",
};

/** A proxy beside a service: access lines. */
export const proxyVoice: Voice = {
	opening: (scene) => `[${isoTime(scene.atMs)}] all clusters initialised, starting workers`,
	line(scene) {
		const { random } = scene;
		const path = random.pick(["/v1/orders", "/v1/charges", "/v1/items", "/v1/search"]);
		const code = happens(scene, 60, 6) ? 503 : 200;
		return `[${isoTime(scene.atMs)}] "GET ${path} HTTP/2" ${code} ${code === 503 ? "UF" : "-"} 0 ${200 + random.below(9_000)} ${1 + random.below(90)} "${random.uuid()}"`;
	},
	closing: (scene) => `[${isoTime(scene.atMs)}] draining listeners`,
};

const COLORS = { INFO: 32, WARN: 33, ERROR: 31 } as const;

/** A web server that colours its words for whoever looks at it on a terminal. */
export const colourfulVoice: Voice = {
	opening: (scene) => coloured(scene, "INFO", "ready on http://0.0.0.0:8080"),
	line(scene) {
		const { random } = scene;
		const page = random.pick(["/", "/cart", "/checkout", "/item/4711", "/search?q=tea"]);
		if (happens(scene, 60, 6)) return coloured(scene, "ERROR", `rendering ${page} failed: fetch failed (ECONNRESET)`);
		if (happens(scene, 25, 6))
			return coloured(scene, "WARN", `rendering ${page} took ${1_000 + random.below(2_000)} ms`);
		return coloured(scene, "INFO", `\x1b[1mGET\x1b[0m ${page} \x1b[32m200\x1b[0m in ${2 + random.below(120)} ms`);
	},
	closing: (scene) => coloured(scene, "INFO", "closed"),
};

function coloured({ atMs }: Scene, level: keyof typeof COLORS, text: string): string {
	return `\x1b[2m${isoTime(atMs).slice(11, 23)}\x1b[0m \x1b[${COLORS[level]}m${level.padEnd(5)}\x1b[0m ${text}`;
}
