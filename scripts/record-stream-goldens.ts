/**
 * Records what kubectl and a real API server say to each other in exec, attach and port-forward:
 * `test/sim/goldens/*.txt`, to which the simulated API's streams are held.
 *
 *     testbed/up --nodes 0 --real && node scripts/record-stream-goldens.ts KUBECONFIG [path of kubectl]
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { recordStreams } from "../test/cluster/stream-conversations.ts";
import { formatTranscript } from "../test/sim/wire/transcript.ts";

const [kubeconfig = "", kubectl = "kubectl"] = process.argv.slice(2);
const directory = path.join(import.meta.dirname, "../test/sim/goldens");
mkdirSync(directory, { recursive: true });
const transcripts = await recordStreams({ kubeconfig, kubectl });
for (const [name, transcript] of Object.entries(transcripts)) {
	writeFileSync(path.join(directory, `${name}.txt`), formatTranscript(transcript));
}
process.stdout.write(`${Object.keys(transcripts).length} conversations recorded\n`);
