import { inject } from "../../src/sim/faults/inject.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import type { HistoryStage } from "./history-stage.ts";

/** One thing that may befall a server or what leads to it. */
type Mishap = (stage: HistoryStage) => void | Promise<void>;

type RequestFault = Parameters<typeof inject>[1];

/** A fault of requests, now and then of a few of them only; what is open is sometimes cut so that it is met. */
function ofRequests(make: (stage: HistoryStage) => RequestFault): Mishap {
	return (stage) => {
		const times = stage.random() < 0.6 ? { times: 1 + stage.below(3) } : {};
		stage.add(inject(stage.sim, { ...make(stage), ...times }));
		if (stage.random() < 0.7) stage.sim.streams.closeAll(stage.random() < 0.5 ? "reset" : "end");
	};
}

/** A fault of one pod, if there is any. What is spoilt is not spoilt once more: mended, it would be spoilt still. */
function ofOnePod(fault: "uid-swap" | "lost-delete" | "malformed-object" | "huge-annotation"): Mishap {
	return (stage) => {
		const pod = stage.somePod;
		if (pod === undefined || stage.spoilt.has(pod.uid)) return;
		const over = inject(stage.sim, { fault, kind: kinds.pods, namespace: pod.namespace, name: pod.name });
		if (fault === "lost-delete") stage.untold = true;
		if (fault === "malformed-object") stage.pods.checker.mayReturn(pod.uid);
		if (fault === "lost-delete" || fault === "uid-swap") return;
		stage.spoilt.add(pod.uid);
		stage.add(() => {
			over();
			stage.spoilt.delete(pod.uid);
		});
	};
}

const change: Mishap = (stage) => stage.change();

/** Long enough for a bookmark. */
const quiet: Mishap = ({ clock }) => clock.advance(65_000);

/** Half of what happens is change; the rest is each fault of the injector, and what it has no name for. */
const mishaps: readonly Mishap[] = [
	...Array.from({ length: 24 }, () => change),
	...Array.from({ length: 6 }, (): Mishap => (stage) => stage.mendOne()),
	quiet,
	quiet,
	ofRequests((stage) => ({ fault: "latency", delayMs: stage.below(40_000), jitterMs: stage.below(3_000) })),
	ofRequests(() => ({ fault: "reset" })),
	ofRequests((stage) => ({ fault: "truncation", afterBytes: stage.below(3_000) })),
	ofRequests(() => ({ fault: "blackhole" })),
	ofRequests((stage) => ({ fault: "blackhole-in-stream", afterBytes: stage.below(3_000) })),
	ofRequests((stage) => ({ fault: "drip", bytesPerSecond: 10 ** (1 + stage.below(3)) })),
	ofRequests((stage) => ({ fault: "server-error", code: stage.one([500, 500, 503, 504, 401, 403]) })),
	ofRequests((stage) => ({ fault: "too-many-requests", retryAfterSeconds: stage.below(5) })),
	ofRequests(() => ({ fault: "too-large-version" })),
	ofOnePod("uid-swap"),
	ofOnePod("uid-swap"),
	ofOnePod("lost-delete"),
	ofOnePod("malformed-object"),
	ofOnePod("huge-annotation"),
	({ sim }) => void inject(sim, { fault: "expired" }),
	({ sim }) => {
		inject(sim, { fault: "expired" });
		sim.streams.closeAll("end");
	},
	({ sim }) => {
		sim.rotateToken("admin");
		sim.streams.closeAll("end");
	},
	(stage) => {
		stage.add(inject(stage.sim, { fault: "forbidden", user: "admin" }));
		stage.sim.streams.closeAll("end");
	},
	(stage) => {
		const over = inject(stage.sim, { fault: "silent-watches" });
		// What was due is lost with the connection that it was due on.
		stage.add(() => {
			stage.sim.streams.closeAll("reset");
			over();
		});
	},
	(stage) => {
		stage.add(inject(stage.sim, { fault: "blackhole-at-connect" }));
		stage.sim.streams.closeAll("reset");
	},
	(stage) => {
		stage.sim.silently(() => stage.change());
		stage.untold = true;
	},
	(stage) => {
		stage.sim.switches.streamingLists = !stage.sim.switches.streamingLists;
	},
	({ sim }) => sim.streams.closeAll("end"),
	({ sim }) => sim.streams.closeAll("reset"),
	(stage) => stage.pods.reflector.reload(),
	async (stage) => {
		await stage.sim.stop();
		stage.add(() => stage.sim.restart());
	},
];

/** Mishaps with enough change between them, then all is made well again: three times over. */
export async function liveThrough(stage: HistoryStage): Promise<readonly string[]> {
	for (let round = 0; round < 3; round++) {
		for (let step = 0; step < 16; step++) {
			await stage.one(mishaps)(stage);
			await stage.clock.advance(stage.random() < 0.7 ? stage.below(800) : stage.below(20_000));
		}
		await stage.heal();
		if (stage.check().length > 0) break;
	}
	return stage.pods.checker.problems;
}
