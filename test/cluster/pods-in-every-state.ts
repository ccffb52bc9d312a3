import { apply, kubectl } from "./kubectl.ts";

export const statesNamespace = "every-state";

type Fields = Readonly<Record<string, unknown>>;

interface State {
	/** What kubectl says of the pod once it is there; some go to and fro between two. */
	readonly status: RegExp;
	readonly spec: Fields;
}

const sleep = ["sleep", "100000"];

/** A container of the real node's own image. */
function container(name: string, command: readonly string[], more: Fields = {}): Fields {
	return { name, image: "localhost/busybox:1", imagePullPolicy: "Never", command, ...more };
}

function shell(script: string, more: Fields = {}): Fields {
	return container("main", ["sh", "-c", script], more);
}

const fails = { exec: { command: ["false"] }, periodSeconds: 1 };

/** A pod of the real node for each thing that STATUS can say of it, by its name. */
export const podStates: Readonly<Record<string, State>> = {
	running: { status: /^Running$/, spec: { containers: [container("main", sleep), container("second", sleep)] } },
	"not-ready": { status: /^Running$/, spec: { containers: [container("main", sleep, { readinessProbe: fails })] } },
	gate: {
		status: /^Running$/,
		spec: { readinessGates: [{ conditionType: "example.com/open" }], containers: [container("main", sleep)] },
	},
	restarted: {
		status: /^Running$/,
		spec: {
			volumes: [{ name: "once", emptyDir: {} }],
			containers: [
				shell("test -e /once/done && exec sleep 100000; touch /once/done; exit 4", {
					volumeMounts: [{ name: "once", mountPath: "/once" }],
				}),
			],
		},
	},
	sidecar: {
		status: /^Running$/,
		spec: {
			initContainers: [container("beside", sleep, { restartPolicy: "Always" }), container("setup", ["true"])],
			containers: [container("main", sleep)],
		},
	},
	"half-done": {
		status: /^NotReady$/,
		spec: { restartPolicy: "Never", containers: [container("main", ["true"]), container("second", sleep)] },
	},
	completed: { status: /^Completed$/, spec: { restartPolicy: "Never", containers: [container("main", ["true"])] } },
	failed: { status: /^Error$/, spec: { restartPolicy: "Never", containers: [shell("exit 3")] } },
	deadline: {
		status: /^Error$/,
		spec: { restartPolicy: "Never", activeDeadlineSeconds: 2, containers: [container("main", sleep)] },
	},
	"crash-loop": { status: /^(CrashLoopBackOff|Error)$/, spec: { containers: [shell("exit 1")] } },
	"oom-killed": {
		status: /^OOMKilled$/,
		spec: {
			restartPolicy: "Never",
			containers: [container("main", ["tail", "/dev/zero"], { resources: { limits: { memory: "16Mi" } } })],
		},
	},
	"oom-loop": {
		status: /^(CrashLoopBackOff|OOMKilled)$/,
		spec: { containers: [container("main", ["tail", "/dev/zero"], { resources: { limits: { memory: "16Mi" } } })] },
	},
	"no-command": {
		status: /^(CrashLoopBackOff|RunContainerError|StartError)$/,
		spec: { containers: [container("main", ["/no/such/command"])] },
	},
	"no-image": {
		status: /^ErrImageNeverPull$/,
		spec: { containers: [container("main", sleep, { image: "localhost/nothing:1" })] },
	},
	"no-registry": {
		status: /^(ErrImagePull|ImagePullBackOff)$/,
		spec: { containers: [container("main", sleep, { image: "localhost/nothing:1", imagePullPolicy: "Always" })] },
	},
	"bad-image": {
		status: /^InvalidImageName$/,
		spec: { containers: [container("main", sleep, { image: "Not An Image" })] },
	},
	"no-config": {
		status: /^CreateContainerConfigError$/,
		spec: { containers: [container("main", sleep, { envFrom: [{ configMapRef: { name: "missing" } }] })] },
	},
	"no-secret": {
		status: /^ContainerCreating$/,
		spec: {
			volumes: [{ name: "missing", secret: { secretName: "missing" } }],
			containers: [container("main", sleep, { volumeMounts: [{ name: "missing", mountPath: "/missing" }] })],
		},
	},
	"init-failed": {
		status: /^Init:(CrashLoopBackOff|Error)$/,
		spec: { initContainers: [container("setup", ["false"])], containers: [container("main", sleep)] },
	},
	"init-failed-once": {
		status: /^Init:Error$/,
		spec: {
			restartPolicy: "Never",
			initContainers: [container("setup", ["false"])],
			containers: [container("main", sleep)],
		},
	},
	"init-busy": {
		status: /^Init:1\/2$/,
		spec: {
			initContainers: [container("first", ["true"]), container("second", sleep)],
			containers: [container("main", sleep)],
		},
	},
	unschedulable: {
		status: /^Pending$/,
		spec: { nodeSelector: { type: "none" }, containers: [container("main", sleep)] },
	},
	gated: {
		status: /^SchedulingGated$/,
		spec: { schedulingGates: [{ name: "example.com/wait" }], containers: [container("main", sleep)] },
	},
	terminating: {
		status: /^Terminating$/,
		spec: { terminationGracePeriodSeconds: 3600, containers: [shell("trap '' TERM; while :; do sleep 1; done")] },
	},
};

/** Create them all; how long each takes to get where it belongs is up to the node. */
export async function createPodStates(): Promise<void> {
	await apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: statesNamespace } });
	await apply(
		...Object.entries(podStates).map(([name, { spec }]) => ({
			apiVersion: "v1",
			kind: "Pod",
			metadata: { name, namespace: statesNamespace },
			spec: { nodeSelector: { type: "real" }, terminationGracePeriodSeconds: 0, ...spec },
		})),
	);
	const terminating = ["pod/terminating", "--namespace", statesNamespace];
	await kubectl(["wait", ...terminating, "--for", "condition=Ready", "--timeout", "90s"]);
	await kubectl(["delete", ...terminating, "--wait=false"]);
}

/** Take them all away, the one that will not go among them. */
export async function deletePodStates(): Promise<void> {
	await kubectl(["delete", "pods", "--all", "--namespace", statesNamespace, "--force", "--grace-period", "0"]);
	await kubectl(["delete", "namespace", statesNamespace, "--timeout", "2m"]);
}
