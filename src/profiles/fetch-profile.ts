import { request } from "node:http";
import type { Clock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { type Failure, type FailureKind, failure } from "../kube/failure.ts";
import type { PodTunnel } from "../kube/streams/pod-tunnel.ts";
import { TunnelStream } from "../kube/streams/tunnel-stream.ts";
import { messages } from "../text/messages/messages.ts";
import { safeText } from "../text/safe-text.ts";

/** What a program tells of itself under `/debug/pprof/`. */
export const profileTopics = ["profile", "heap", "goroutine", "mutex", "block", "allocs"] as const;

/** One of them; `profile` is of the CPU and takes as long as is measured. */
export type ProfileTopic = (typeof profileTopics)[number];

/** How long the CPU is measured, in seconds. */
export const measuredSeconds = 10;
/** How long a program may keep silent, beyond what it measures. */
const patienceMs = 20_000;
const largestBytes = 64 * 2 ** 20;

/** Which profile is wanted, and of whom. */
export interface ProfileRequest {
	readonly tunnel: Pick<PodTunnel, "connect">;
	readonly port: number;
	readonly clock: Clock;
	readonly signal: AbortSignal;
}

/** Measure, or read what has been measured, and return the file as it came. */
export function fetchProfile(wanted: ProfileRequest, topic: ProfileTopic): Promise<Result<Buffer, Failure>> {
	const isMeasured = topic === "profile";
	const path = `/debug/pprof/${topic}${isMeasured ? `?seconds=${measuredSeconds}` : ""}`;
	return get(wanted, path, patienceMs + (isMeasured ? measuredSeconds * 1_000 : 0));
}

/** The first of some ports behind which a program answers for `/debug/pprof/`; fails with what the last one said. */
export async function findProfilePort(
	wanted: Omit<ProfileRequest, "port">,
	ports: readonly number[],
): Promise<Result<number, Failure>> {
	let last = failure("absent", messages.profiles.noPort);
	for (const port of ports) {
		const index = await get({ ...wanted, port }, "/debug/pprof/", 3_000);
		// Some programs answer every path with a page of their own.
		if (index.ok && index.value.includes("goroutine")) return ok(port);
		last = index.ok ? failure("absent", messages.profiles.refused(port, 404)) : index.failure;
		if (wanted.signal.aborted) break;
	}
	return fail(last);
}

/** GET over a connection of its own into the pod. */
function get(wanted: ProfileRequest, path: string, silenceMs: number): Promise<Result<Buffer, Failure>> {
	const { tunnel, port, clock, signal } = wanted;
	return new Promise((resolve) => {
		const headers = { host: `localhost:${port}`, connection: "close" };
		const createConnection = (): TunnelStream => new TunnelStream(tunnel.connect(port));
		const asked = request({ path, headers, createConnection, signal });
		const isSilent = (): void => void asked.destroy(new Error(messages.profiles.silent(port, silenceMs / 1_000)));
		let timer = clock.after(silenceMs, isSilent);
		const settle = (result: Result<Buffer, Failure>): void => {
			timer.cancel();
			resolve(result);
		};
		const end = (kind: FailureKind, message: string): void => settle(fail(failure(kind, safeText(message))));
		const broken = ({ message }: Error): void => end(signal.aborted ? "cancelled" : "unreachable", message);
		asked.on("error", broken);
		asked.on("response", (response) => {
			const chunks: Buffer[] = [];
			let length = 0;
			response.on("error", broken);
			response.on("data", (chunk: Buffer) => {
				timer.cancel();
				timer = clock.after(silenceMs, isSilent);
				chunks.push(chunk);
				length += chunk.length;
				if (length > largestBytes) asked.destroy(new Error(messages.transport.tooLarge(largestBytes / 2 ** 20)));
			});
			response.on("end", () => {
				const { statusCode = 0 } = response;
				if (statusCode === 200) settle(ok(Buffer.concat(chunks)));
				else end(statusCode === 404 ? "absent" : "server", messages.profiles.refused(port, statusCode));
			});
		});
		asked.end();
	});
}
