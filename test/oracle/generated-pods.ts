import fc from "fast-check";
import { ago, condition, deleted, maybe, metadata, small } from "./generated-parts.ts";

const reason = fc.constantFrom(
	"",
	"Completed",
	"Error",
	"OOMKilled",
	"CrashLoopBackOff",
	"ImagePullBackOff",
	"ContainerCreating",
	"PodInitializing",
	"ContainerCannotRun",
	"Running",
	"SchedulingGated",
);
const exitCode = fc.constantFrom(0, 0, 1, 2, 127, 137, 143, -1);

const waiting = fc.record(
	{ reason: maybe(reason), message: maybe(fc.constant("back-off 5m0s")) },
	{ requiredKeys: [] },
);
const terminated = fc.record(
	{
		exitCode,
		signal: maybe(fc.constantFrom(0, 9, 15)),
		reason: maybe(reason),
		startedAt: ago,
		finishedAt: ago,
		containerID: fc.constant("containerd://1"),
	},
	{ requiredKeys: ["exitCode"] },
);
const runs = fc.record({ startedAt: ago });

/** One of three as a rule; none and several at once are read as well. */
const state = fc.oneof(
	{ weight: 3, arbitrary: waiting.map((one) => ({ waiting: one })) },
	{ weight: 5, arbitrary: runs.map((one) => ({ running: one })) },
	{ weight: 5, arbitrary: terminated.map((one) => ({ terminated: one })) },
	fc.constant({}),
	fc.tuple(waiting, runs, terminated).map(([one, two, three]) => ({ waiting: one, running: two, terminated: three })),
	fc.tuple(waiting, terminated).map(([one, three]) => ({ waiting: one, terminated: three })),
);

const lastState = fc.oneof(
	fc.constant({}),
	terminated.map((one) => ({ terminated: one })),
	runs.map((one) => ({ running: one })),
);

const status = fc.record({
	ready: fc.boolean(),
	started: maybe(fc.option(fc.boolean())),
	restartCount: fc.oneof(fc.constant(0), small, fc.constantFrom(1_000, 2 ** 31 - 1)),
	state,
	lastState,
	image: fc.constant("web:1"),
	imageID: fc.constant(""),
});

/** Containers of a spec, each with the status that it has, if it has one. */
const containers = (prefix: string, most: number, policy: fc.Arbitrary<string | undefined>) =>
	fc
		.array(fc.record({ status: fc.option(status, { freq: 8, nil: undefined }), restartPolicy: policy }), {
			maxLength: most,
		})
		.map((all) => ({
			spec: all.map(({ restartPolicy }, place) => ({ name: `${prefix}${place}`, image: "web:1", restartPolicy })),
			statuses: all.flatMap((one, place) =>
				one.status === undefined ? [] : [{ name: `${prefix}${place}`, ...one.status }],
			),
		}));

/** Statuses come as the kubelet lists them, which need not be the order of the spec; and there are some of nothing. */
const shuffled = <T extends { readonly name: string }>(all: readonly T[]) =>
	fc.oneof(
		{ weight: 6, arbitrary: fc.constant([...all]) },
		fc.constant(all.toReversed()),
		fc.constant(all.map((one, place) => (place === 0 ? { ...one, name: "gone" } : one))),
	);

const gates = ["example.com/open", "example.com/lit"];
const conditions = fc.array(
	condition(
		["Ready", "Initialized", "PodScheduled", "ContainersReady", "DisruptionTarget", ...gates],
		["", "SchedulingGated", "Unschedulable", "ContainersNotReady"],
	),
	{ maxLength: 6 },
);

const always = fc.constantFrom("Always", undefined);

/** Pods in every state that their fields can say, whether a kubelet would ever bring it about or not. */
export const pod: fc.Arbitrary<object> = fc
	.record({
		init: containers("i", 4, always),
		main: containers("c", 4, fc.constant(undefined)),
		extra: containers("e", 1, fc.constant(undefined)),
	})
	.chain(({ init, main, extra }) =>
		fc.record({
			apiVersion: fc.constant("v1"),
			kind: fc.constant("Pod"),
			metadata: fc.record({ ...metadata, ...deleted }, { requiredKeys: ["name", "namespace", "uid"] }),
			spec: fc.record(
				{
					initContainers: fc.constant(init.spec),
					containers: fc.constant(main.spec),
					ephemeralContainers: fc.constant(extra.spec.map(({ name, image }) => ({ name, image }))),
					nodeName: fc.constantFrom("", "node-1"),
					readinessGates: fc.subarray(gates).map((types) => types.map((conditionType) => ({ conditionType }))),
				},
				{ requiredKeys: ["containers", "initContainers"] },
			),
			status: fc
				.record(
					{
						phase: fc.constantFrom("Pending", "Running", "Succeeded", "Failed", "Unknown", ""),
						reason: fc.constantFrom(
							"",
							"",
							"",
							"Evicted",
							"NodeLost",
							"NodeShutdown",
							"Terminated",
							"Completed",
							"OutOfcpu",
						),
						conditions,
						initContainerStatuses: shuffled(init.statuses),
						containerStatuses: shuffled(main.statuses),
						ephemeralContainerStatuses: fc.constant(extra.statuses),
						nominatedNodeName: fc.constantFrom("", "node-2"),
						podIPs: fc.subarray(["198.18.0.7", "fd00::7"]).map((ips) => ips.map((ip) => ({ ip }))),
					},
					{ requiredKeys: [] },
				)
				.map((told) => (told.podIPs?.[0] === undefined ? told : { ...told, podIP: told.podIPs[0].ip })),
		}),
	);
