import { kinds } from "../../world/kinds.ts";
import { timeText } from "../../world/kube-object.ts";
import { makeBlueprint, type PodPlan } from "../blueprint.ts";
import { type CronPlan, cronJobs } from "./company.ts";
import { activePods, type Model, type PodSet } from "./model.ts";
import { reconcileSet } from "./pod-sets.ts";
import { writeSet } from "./set-objects.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Finished jobs that a cron job keeps. */
const HISTORY = 3;

/** What a job is to do. */
export interface JobPlan {
	readonly namespace: string;
	readonly name: string;
	readonly pods: PodPlan;
	/** How many pods run, all at once. */
	readonly parallelism: number;
	readonly cpuMillicores: number;
	readonly memoryMib: number;
	readonly runsForMs: readonly [low: number, high: number];
	/** Cron job that it belongs to. */
	readonly cronJob?: { readonly name: string; readonly uid: string };
}

/** Start a job. `onEnd` is called once, when all its pods have ended. */
export function startJob(model: Model, plan: JobPlan, onEnd: (job: PodSet) => void): PodSet {
	const { random, world } = model;
	const uid = random.uuid();
	const { cronJob } = plan;
	const owner =
		cronJob === undefined
			? {}
			: {
					ownerReferences: [
						{ apiVersion: "batch/v1", kind: "CronJob", ...cronJob, controller: true, blockOwnerDeletion: true },
					],
				};
	let ended = false;
	const job: PodSet = {
		kind: kinds.jobs,
		namespace: plan.namespace,
		name: plan.name,
		uid,
		blueprint: makeBlueprint({ ...plan.pods, restartPolicy: "Never" }),
		labels: {
			"batch.kubernetes.io/controller-uid": uid,
			"batch.kubernetes.io/job-name": plan.name,
			"job-name": plan.name,
		},
		behaviour: { readyAfterMs: 2_000, completesAfterMs: plan.runsForMs },
		cpuMillicores: plan.cpuMillicores,
		memoryMib: plan.memoryMib,
		createdAtMs: world.clock.now(),
		desired: plan.parallelism,
		pods: new Set(),
		succeeded: 0,
		changed() {
			if (!model.sets.has(uid)) return;
			writeSet(model, job, owner);
			if (ended || job.succeeded < job.desired) return;
			ended = true;
			tell(model, job, "Completed", "Job completed");
			onEnd(job);
		},
	};
	model.sets.set(uid, job);
	writeSet(model, job, owner);
	reconcileSet(model, job);
	return job;
}

function tell(model: Model, job: PodSet, reason: string, message: string): void {
	const { kind, namespace, name, uid } = job;
	model.events.record({ kind, namespace, name, uid }, { type: "Normal", reason, message, component: "job-controller" });
}

/** Take a job and its pods away, as the garbage collector does. */
export function removeJob(model: Model, job: PodSet): void {
	model.sets.delete(job.uid);
	const { store } = model.world;
	for (const pod of job.pods) store.delete(kinds.pods, job.namespace, pod.name);
	store.delete(kinds.jobs, job.namespace, job.name);
}

/** Make the cron jobs; they start their jobs on the minute. */
export function runCronJobs(model: Model): void {
	for (const plan of cronJobs) runCronJob(model, plan);
}

function runCronJob(model: Model, plan: CronPlan): void {
	const { store, clock, later } = model.world;
	const uid = model.random.uuid();
	const labels = { app: plan.name, "app.kubernetes.io/name": plan.name };
	const pods: PodPlan = {
		labels,
		containers: [
			{ name: plan.name, image: plan.image, requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
		],
		restartPolicy: "Never",
	};
	const finished: PodSet[] = [];
	const active: PodSet[] = [];
	let lastScheduleMs = 0;
	let lastSuccessMs = 0;
	const template = makeBlueprint(pods).template;
	const write = (): void => {
		const current = store.get(kinds.cronJobs, plan.namespace, plan.name);
		const object = {
			metadata: {
				...current?.metadata,
				name: plan.name,
				namespace: plan.namespace,
				uid,
				resourceVersion: "",
				generation: 1,
				labels,
				creationTimestamp: timeText(clock.now() - plan.ageDays * DAY_MS),
				...(current === undefined ? {} : { creationTimestamp: current.metadata.creationTimestamp }),
			},
			spec: {
				schedule: plan.schedule,
				concurrencyPolicy: "Forbid",
				suspend: false,
				jobTemplate: { spec: { template } },
				successfulJobsHistoryLimit: HISTORY,
				failedJobsHistoryLimit: 1,
			},
			status: {
				...(active.length === 0
					? {}
					: {
							active: active.map(({ name, namespace }) => ({ kind: "Job", namespace, name, apiVersion: "batch/v1" })),
						}),
				...(lastScheduleMs === 0 ? {} : { lastScheduleTime: timeText(lastScheduleMs) }),
				...(lastSuccessMs === 0 ? {} : { lastSuccessfulTime: timeText(lastSuccessMs) }),
			},
		};
		if (current === undefined) store.create(kinds.cronJobs, object);
		else store.update(kinds.cronJobs, object);
	};
	const subject = { kind: kinds.cronJobs, namespace: plan.namespace, name: plan.name, uid };
	const say = (reason: string, message: string): void =>
		model.events.record(subject, { type: "Normal", reason, message, component: "cronjob-controller" });
	const start = (): void => {
		later(plan.everyMs, start);
		if (active.some((job) => activePods(job).length > 0)) return;
		lastScheduleMs = clock.now();
		const name = `${plan.name}-${Math.floor(lastScheduleMs / MINUTE_MS)}`;
		const common = { namespace: plan.namespace, name, pods, parallelism: 1, runsForMs: plan.runsForMs };
		const cronJob = { name: plan.name, uid };
		const job = startJob(model, { ...common, cronJob, cpuMillicores: 100, memoryMib: 128 }, (done) => {
			lastSuccessMs = clock.now();
			active.splice(active.indexOf(done), 1);
			finished.push(done);
			say("SawCompletedJob", `Saw completed job: ${done.name}, condition: Complete`);
			while (finished.length > HISTORY) removeJob(model, finished.shift() as PodSet);
			write();
		});
		active.push(job);
		say("SuccessfulCreate", `Created job ${name}`);
		write();
	};
	write();
	later(plan.everyMs - (clock.now() % plan.everyMs), start);
}
