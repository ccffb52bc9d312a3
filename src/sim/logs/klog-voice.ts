import { happens, isoTime, type Scene, type Voice } from "./voice.ts";

/** `I1121 12:03:22.123456       1 proxier.go:805] "Syncing rules" family="IPv4"`. */
function klog({ atMs, random }: Scene, severity: "I" | "W" | "E", file: string, message: string, pairs = ""): string {
	const [, month = "", day = "", time = ""] = /^\d+-(\d+)-(\d+)T(.*)Z$/.exec(isoTime(atMs)) ?? [];
	const micros = String(random.below(1_000)).padStart(3, "0");
	return `${severity}${month}${day} ${time}${micros}       1 ${file}] "${message}"${pairs === "" ? "" : ` ${pairs}`}`;
}

/** A part of Kubernetes itself. */
export const componentVoice: Voice = {
	opening: (scene) => klog(scene, "I", "server.go:233", "Starting", `version="v1.36.3"`),
	line(scene) {
		const { random, app } = scene;
		const node = `tokyo-${random.pick(["a", "b", "c"])}-node-${1 + random.below(8)}`;
		if (happens(scene, 60, 8))
			return klog(
				scene,
				"E",
				"reflector.go:200",
				"Failed to watch",
				`err="connection refused" type="*v1.EndpointSlice"`,
			);
		if (happens(scene, 30, 8))
			return klog(scene, "W", "sync.go:118", "Sync took long", `node="${node}" elapsed="${1 + random.below(5)}s"`);
		return klog(
			scene,
			"I",
			`${app.replaceAll("-", "_")}.go:805`,
			"Synced",
			`node="${node}" rules=${200 + random.below(50)} elapsed="${1 + random.below(90)}ms"`,
		);
	},
	closing: (scene) => klog(scene, "I", "server.go:310", "Shutting down"),
};
