import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { type Line, parseTranscript, type Transcript } from "../sim/wire/transcript.ts";
import { recordStreams } from "./stream-conversations.ts";

const directory = join(import.meta.dirname, "../sim/goldens");

/** What each side said on each of its streams. What was said first of two streams is a matter of chance. */
function byStream({ request, answer, lines }: Transcript): unknown {
	const streams: Record<string, string> = {};
	for (const line of lines) {
		const stream = `${line.from} ${line.about}`;
		streams[stream] = (streams[stream] ?? "") + (line.text ?? "") + wordsOf(line);
	}
	return { request, answer, streams };
}

/** What was said, without the words of a container runtime, which are another in each version. */
function wordsOf({ about, data = "" }: Line): string {
	if (about === "channel 3" && data.includes("InternalError")) return data.replaceAll(/"message":"[^]*?"(?=[,}])/g, "");
	return data.replace(/^(error forwarding port \d+ to pod )[^]*/, "$1");
}

test("the recorded streams are what this kubectl and this API server still say to each other", async () => {
	const { runDirectory, kubeconfigs } = inject("testbed");
	const now = await recordStreams({ kubectl: join(runDirectory, "bin", "kubectl"), kubeconfig: kubeconfigs.admin });
	const recorded = readdirSync(directory).map((file) => [
		file.replace(".txt", ""),
		byStream(parseTranscript(readFileSync(join(directory, file), "utf8"))),
	]);
	expect(Object.fromEntries(Object.entries(now).map(([name, transcript]) => [name, byStream(transcript)]))).toEqual(
		Object.fromEntries(recorded),
	);
});
