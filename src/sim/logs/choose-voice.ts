import { serviceVoice, workerVoice } from "./json-voice.ts";
import { componentVoice } from "./klog-voice.ts";
import { engineVoice, watcherVoice } from "./logfmt-voice.ts";
import { brokerVoice, colourfulVoice, databaseVoice, nameServerVoice, proxyVoice } from "./text-voices.ts";
import type { Voice } from "./voice.ts";

/** Whose names tell how they write, the first that fits. */
const voices: readonly (readonly [name: RegExp, voice: Voice])[] = [
	[/train|batch|compact|settle|prune|backup|report|refresh/, workerVoice],
	[/^coredns$/, nameServerVoice],
	[/kafka|connect|schema-registry/, brokerVoice],
	[/db$|postgres|redis|clickhouse/, databaseVoice],
	[/^(web|images)$/, colourfulVoice],
	[/agent|proxy|csi|cni|metrics-server|kube-|cert-manager|external-dns/, componentVoice],
	[/prometheus|alertmanager|grafana|exporter|^logs$/, watcherVoice],
	[/index|query|suggest|embeddings|ranker|feature|scorer/, engineVoice],
];

/** How a container of an application writes its log. A container of another name stands beside the application's own. */
export function chooseVoice(app: string, container: string): Voice {
	if (container === "mesh") return proxyVoice;
	return voices.find(([name]) => name.test(app))?.[1] ?? serviceVoice;
}
