type Json = Readonly<Record<string, unknown>>;

/** Objects in states that the demo does not show, by plural, as they are put on a real API server to be recorded. */
export function oddObjects(nowMs: number): Readonly<Record<string, readonly Json[]>> {
	const ago = (seconds: number): string => `${new Date(nowMs - seconds * 1000).toISOString().slice(0, 19)}Z`;
	const startedAt = ago(900);
	const running = { running: { startedAt } };
	const waiting = (reason: string): Json => ({ waiting: { reason } });
	const ended = (exitCode: number, more: Json = {}): Json => ({
		terminated: { exitCode, startedAt, finishedAt: ago(400), ...more },
	});
	const container = (name: string, state: Json, more: Json = {}): Json => ({
		name,
		image: "a:1",
		imageID: "",
		ready: false,
		restartCount: 0,
		state,
		lastState: {},
		...more,
	});
	const pod = (name: string, status: Json, spec: Json = {}, metadata: Json = {}): Json => ({
		metadata: { name, namespace: "odd", ...metadata },
		spec: { nodeName: "nowhere", containers: [{ name: "a", image: "a:1" }], ...spec },
		status,
	});
	const two = {
		containers: [
			{ name: "a", image: "a:1" },
			{ name: "b", image: "b:1" },
		],
	};
	const inits = {
		initContainers: [
			{ name: "i", image: "i:1" },
			{ name: "j", image: "j:1" },
		],
	};
	const sidecar = { initContainers: [{ name: "i", image: "i:1", restartPolicy: "Always" }] };
	const initialised = { type: "Initialized", status: "True" };
	const ready = { type: "Ready", status: "True" };
	const again = { restartCount: 3, lastState: ended(1, { reason: "Error" }) };
	const pods = [
		pod("no-status", { phase: "Pending" }),
		pod("evicted", { phase: "Failed", reason: "Evicted", message: "out of disk" }),
		pod(
			"init-first",
			{
				phase: "Pending",
				initContainerStatuses: [container("i", running), container("j", waiting("PodInitializing"))],
				containerStatuses: [container("a", waiting("PodInitializing"))],
			},
			inits,
		),
		pod(
			"init-second",
			{
				phase: "Pending",
				initContainerStatuses: [container("i", ended(0, { reason: "Completed" }), again), container("j", running)],
				containerStatuses: [container("a", waiting("PodInitializing"))],
			},
			inits,
		),
		pod(
			"init-crash",
			{
				phase: "Pending",
				initContainerStatuses: [
					container("i", waiting("CrashLoopBackOff"), again),
					container("j", waiting("PodInitializing")),
				],
				containerStatuses: [container("a", waiting("PodInitializing"))],
			},
			inits,
		),
		pod(
			"init-error",
			{
				phase: "Pending",
				initContainerStatuses: [container("i", ended(3)), container("j", waiting("PodInitializing"))],
			},
			inits,
		),
		pod("init-signal", { phase: "Pending", initContainerStatuses: [container("i", ended(137, { signal: 9 }))] }, inits),
		pod(
			"init-reason",
			{ phase: "Pending", initContainerStatuses: [container("i", ended(1, { reason: "Error" }))] },
			inits,
		),
		pod(
			"init-over",
			{
				phase: "Running",
				conditions: [initialised, ready],
				initContainerStatuses: [container("i", ended(1, { reason: "Error" }))],
				containerStatuses: [container("a", running, { ready: true })],
			},
			inits,
		),
		pod(
			"sidecar-ready",
			{
				phase: "Running",
				conditions: [initialised, ready],
				initContainerStatuses: [container("i", running, { ready: true, started: true, restartCount: 2 })],
				containerStatuses: [container("a", running, { ready: true, started: true })],
			},
			sidecar,
		),
		pod(
			"sidecar-starting",
			{
				phase: "Pending",
				initContainerStatuses: [container("i", running, { started: false })],
				containerStatuses: [container("a", waiting("PodInitializing"))],
			},
			sidecar,
		),
		pod(
			"sidecar-restarted",
			{
				phase: "Running",
				conditions: [initialised],
				initContainerStatuses: [container("i", running, { ...again, started: true, ready: true })],
				containerStatuses: [container("a", waiting("ImagePullBackOff"))],
			},
			sidecar,
		),
		pod("exit-code", { phase: "Failed", containerStatuses: [container("a", ended(7))] }),
		pod("signal", { phase: "Failed", containerStatuses: [container("a", ended(137, { signal: 9 }))] }),
		pod("done", { phase: "Succeeded", containerStatuses: [container("a", ended(0, { reason: "Completed" }))] }),
		pod(
			"half-done-ready",
			{
				phase: "Running",
				conditions: [ready],
				containerStatuses: [
					container("a", ended(0, { reason: "Completed" })),
					container("b", running, { ready: true }),
				],
			},
			two,
		),
		pod(
			"half-done-unready",
			{
				phase: "Running",
				containerStatuses: [
					container("a", ended(0, { reason: "Completed" })),
					container("b", running, { ready: true }),
				],
			},
			two,
		),
		pod(
			"done-and-failed",
			{
				phase: "Failed",
				containerStatuses: [
					container("a", ended(0, { reason: "Completed" })),
					container("b", ended(2, { reason: "Error" })),
				],
			},
			two,
		),
		pod(
			"failed-and-done",
			{
				phase: "Failed",
				containerStatuses: [
					container("a", ended(2, { reason: "Error" })),
					container("b", ended(0, { reason: "Completed" })),
				],
			},
			two,
		),
		pod(
			"restarted",
			{
				phase: "Running",
				conditions: [ready],
				containerStatuses: [
					container("a", running, { ...again, ready: true }),
					container("b", running, { ready: true, restartCount: 1 }),
				],
			},
			two,
		),
		pod("restarted-unknown-when", {
			phase: "Running",
			containerStatuses: [container("a", running, { ready: true, restartCount: 5 })],
		}),
		pod("gated", { phase: "Pending" }, { nodeName: undefined, schedulingGates: [{ name: "example.com/wait" }] }),
		pod("nominated", { phase: "Pending", nominatedNodeName: "node-9" }, { nodeName: undefined }),
		pod(
			"readiness-gates",
			{
				phase: "Running",
				conditions: [
					{ type: "a.example.com", status: "True" },
					{ type: "b.example.com", status: "False" },
				],
				podIPs: [{ ip: "10.1.2.3" }, { ip: "fd00::1" }],
				podIP: "10.1.2.3",
				containerStatuses: [container("a", running, { ready: true })],
			},
			{
				readinessGates: [
					{ conditionType: "a.example.com" },
					{ conditionType: "b.example.com" },
					{ conditionType: "c.example.com" },
				],
			},
		),
		pod(
			"leaving",
			{ phase: "Running", containerStatuses: [container("a", running, { ready: true })] },
			{},
			{ finalizers: ["example.com/stay"] },
		),
		pod(
			"leaving-lost",
			{ phase: "Running", reason: "NodeLost", containerStatuses: [container("a", running, { ready: true })] },
			{},
			{ finalizers: ["example.com/stay"] },
		),
		pod(
			"leaving-done",
			{ phase: "Succeeded", containerStatuses: [container("a", ended(0, { reason: "Completed" }))] },
			{},
			{ finalizers: ["example.com/stay"] },
		),
		pod("unknown", { phase: "Unknown" }),
	];
	const ports = [
		{ port: 80, name: "a" },
		{ port: 53, protocol: "UDP", name: "b" },
	];
	const service = (name: string, spec: Json, status?: Json): Json => ({
		metadata: { name, namespace: "odd" },
		spec,
		...(status && { status }),
	});
	const services = [
		service("cluster", { ports, selector: { b: "2", a: "1" } }),
		service("headless", { ports, clusterIP: "None" }),
		service("no-ports", { clusterIP: "None" }),
		service("external-ips", { ports, externalIPs: ["203.0.113.1", "203.0.113.2"] }),
		service("node-port", { ports, type: "NodePort" }),
		service("pending", { ports, type: "LoadBalancer", externalIPs: [] }),
		service(
			"balanced",
			{ ports, type: "LoadBalancer", externalIPs: ["203.0.113.9"] },
			{ loadBalancer: { ingress: [{ hostname: "z.a-very-long-name.elb.example.com" }, { ip: "203.0.113.7" }] } },
		),
		service("elsewhere", { type: "ExternalName", externalName: "db.example.com" }),
	];
	const conditions = (...list: readonly (readonly [string, string])[]): Json => ({
		conditions: list.map(([type, status]) => ({
			type,
			status,
			lastTransitionTime: ago(60),
			lastHeartbeatTime: ago(5),
			reason: "x",
			message: "y",
		})),
	});
	const nodes = [
		{ metadata: { name: "silent" }, spec: { unschedulable: true }, status: conditions(["Ready", "Unknown"]) },
		{ metadata: { name: "new" } },
		{
			metadata: {
				name: "control",
				labels: {
					"node-role.kubernetes.io/control-plane": "",
					"node-role.kubernetes.io/etcd": "",
					"kubernetes.io/role": "old",
				},
			},
			status: {
				...conditions(["MemoryPressure", "False"], ["Ready", "True"]),
				addresses: [
					{ type: "ExternalIP", address: "203.0.113.5" },
					{ type: "InternalIP", address: "10.0.0.5" },
				],
			},
		},
	];
	const template = { spec: { restartPolicy: "Never", containers: two.containers } };
	const job = (name: string, spec: Json, status: Json = {}, finalizers?: readonly string[]): Json => ({
		metadata: { name, namespace: "odd", ...(finalizers && { finalizers }) },
		spec: { template, ...spec },
		status,
	});
	const jobs = [
		job("fresh", {}),
		job("several", { parallelism: 3 }),
		job("suspended", { suspend: true }, conditions(["Suspended", "True"])),
		job("started", { completions: 5 }, { startTime: ago(7_000), succeeded: 2 }),
		job("leaving", { completions: 2 }, {}, ["example.com/stay"]),
	];
	const cronJob = (name: string, spec: Json, status: Json = {}): Json => ({
		metadata: { name, namespace: "odd" },
		spec: { schedule: "5 4 * * *", jobTemplate: { spec: { template } }, ...spec },
		status,
	});
	const cronJobs = [
		cronJob("tokyo", { timeZone: "Asia/Tokyo", suspend: true }),
		cronJob(
			"at-work",
			{},
			{
				active: [
					{ kind: "Job", name: "a" },
					{ kind: "Job", name: "b" },
				],
				lastScheduleTime: ago(200_000),
			},
		),
	];
	const event = (name: string, body: Json): Json => ({
		metadata: { name, namespace: "odd" },
		involvedObject: { kind: "Pod", namespace: "odd", name: "a", fieldPath: "spec.containers{a}" },
		type: "Warning",
		reason: "BackOff",
		message: "  again \n",
		...body,
	});
	const events = [
		event("old-style", {
			firstTimestamp: ago(5_000),
			lastTimestamp: ago(50),
			count: 7,
			source: { component: "kubelet", host: "node-1" },
		}),
		event("series", {
			eventTime: `${ago(800).slice(0, -1)}.000000Z`,
			series: { count: 4, lastObservedTime: `${ago(30).slice(0, -1)}.000000Z` },
			reportingComponent: "kubelet",
			reportingInstance: "node-1",
			action: "a",
		}),
		event("once", {
			eventTime: `${ago(90).slice(0, -1)}.000000Z`,
			reportingComponent: "scheduler",
			reportingInstance: "s-1",
			action: "a",
		}),
		event("bare", { involvedObject: { kind: "Node", namespace: "odd" }, message: "" }),
	];
	const secrets = [
		{ metadata: { name: "typed", namespace: "odd" }, type: "example.com/type", data: { a: "YQ==", b: "Yg==" } },
	];
	const configmaps = [
		{ metadata: { name: "both", namespace: "odd" }, data: { a: "1" }, binaryData: { b: "Yg==", c: "Yw==" } },
		{ metadata: { name: "empty", namespace: "odd" } },
	];
	const leases = [
		{ metadata: { name: "held", namespace: "odd" }, spec: { holderIdentity: "me" } },
		{ metadata: { name: "free", namespace: "odd" } },
	];
	const selector = { matchLabels: { app: "odd" } };
	const budgets = [
		{ metadata: { name: "at-least", namespace: "odd" }, spec: { minAvailable: 2, selector } },
		{ metadata: { name: "at-most", namespace: "odd" }, spec: { maxUnavailable: "25%", selector } },
		{
			metadata: { name: "allows", namespace: "odd" },
			spec: { minAvailable: "50%", selector },
			status: { disruptionsAllowed: 3, currentHealthy: 6, desiredHealthy: 3, expectedPods: 6 },
		},
	];
	return {
		poddisruptionbudgets: budgets,
		pods,
		services,
		nodes,
		jobs,
		cronjobs: cronJobs,
		events,
		secrets,
		configmaps,
		leases,
	};
}
