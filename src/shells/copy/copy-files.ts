import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { basename, dirname } from "node:path/posix";
import type { Clock } from "../../base/clock.ts";
import { fail, ok, type Result } from "../../base/result.ts";
import type { ExecRequest, OpenProcess, ProcessEnd, RemoteProcess } from "../../kube/streams/remote-process.ts";
import type { Transport } from "../../kube/transport/transport.ts";
import { messages } from "../../text/messages/messages.ts";
import { type SafeText, safeText } from "../../text/safe-text.ts";
import type { ContainerPlace } from "../open-shell.ts";
import { outputOf } from "./output-of.ts";
import { type Copied, saveTar } from "./save-tar.ts";
import { sendTar } from "./send-tar.ts";

/** With what files are copied, and from or to where. */
export interface CopyRequest {
	readonly transport: Pick<Transport, "dial">;
	readonly clock: Clock;
	readonly exec: OpenProcess<ExecRequest>;
	readonly place: ContainerPlace;
	/** In the container. */
	readonly remote: string;
	/** Here: of a copy from the container the folder it goes to. */
	readonly local: string;
	readonly signal: AbortSignal;
	readonly progress: (bytes: number) => void;
}

/** `no-tar`: the image has none. */
export type CopyFailure = { readonly why: "no-tar" } | { readonly why: "failed"; readonly message: SafeText };

/** Copy a file or a folder from a container, by its own tar. */
export async function copyFrom(request: CopyRequest): Promise<Result<Copied, CopyFailure>> {
	const { remote, local } = request;
	const name = basename(remote);
	if (name === "" || name === "." || name === "..") return failed(messages.shells.copy.noName);
	// A name that begins with a dash is no option.
	const argv = ["tar", "cf", "-", "-C", dirname(remote), "--", name];
	return run(request, argv, async (process) => {
		process.resume();
		return saveTar(outputOf(process), resolve(local), name, request.progress);
	});
}

/** Copy a file or a folder into a folder of a container, by its own tar. */
export async function copyTo(request: CopyRequest): Promise<Result<Copied, CopyFailure>> {
	const { remote, local } = request;
	const path = resolve(local);
	const found = await stat(path).catch(() => undefined);
	if (found === undefined) return failed(messages.shells.copy.notHere(path));
	return run(request, ["tar", "xmf", "-", "-C", remote], async (process) => {
		process.resume();
		let isOver = false;
		void process.ended.then(() => {
			isOver = true;
		});
		const send = async (bytes: Uint8Array): Promise<void> => {
			if (isOver) throw new Error(messages.shells.copy.endedEarly);
			if (process.write(bytes)) return;
			const { promise, resolve: drained } = Promise.withResolvers<void>();
			const stop = process.onDrain(drained);
			await Promise.race([promise, process.ended]);
			stop();
		};
		const copied = await sendTar(path, send, request.progress);
		process.closeInput();
		return copied;
	});
}

async function run(
	{ exec, transport, clock, place, signal }: CopyRequest,
	argv: readonly string[],
	copy: (process: RemoteProcess) => Promise<Copied>,
): Promise<Result<Copied, CopyFailure>> {
	const opened = await exec(transport, clock, { ...place, argv, input: argv[1] === "xmf", tty: false, signal });
	if (!opened.ok) return { ok: false, failure: { why: "failed", message: opened.failure.message } };
	const process = opened.value;
	let complaint = "";
	process.onOutput((bytes, from) => {
		if (from === "stderr" && complaint.length < 400) complaint += Buffer.from(bytes).toString();
	});
	let copied: Copied | undefined;
	let problem = "";
	try {
		copied = await copy(process);
	} catch (error) {
		problem = error instanceof Error ? error.message : String(error);
		process.close();
	}
	const end = await process.ended;
	if (isMissing(end)) return fail({ why: "no-tar" });
	if (copied !== undefined && end.how === "exited" && end.code === 0) return ok(copied);
	const remote = end.how === "exited" ? messages.shells.copy.exit(end.code) : end.failure.message;
	return failed(complaint.trim() || problem || remote);
}

function isMissing(end: ProcessEnd): boolean {
	return (end.how === "failed" && end.failure.kind === "absent") || (end.how === "exited" && end.code === 127);
}

function failed(message: string): Result<never, CopyFailure> {
	return fail({ why: "failed", message: safeText(message) });
}
