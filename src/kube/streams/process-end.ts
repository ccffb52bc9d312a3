import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { pickJson } from "../wire/json-picker.ts";
import { Malformed } from "../wire/malformed.ts";
import type { ProcessEnd } from "./remote-process.ts";

const statusShape = {
	status: "string",
	message: "string",
	reason: "string",
	code: "int",
	details: { causes: [{ reason: "string", message: "string" }] },
} as const;

/** How the runtimes (runc, crun, gVisor, Windows) word it that there is no such program. */
const noSuchProgram =
	/executable file [^:]{0,255}not found|error finding executable|exec: "[^"]*": stat [^:]*: no such file|cannot find the file specified/i;

/**
 * Read what the server says last of all, on channel 3.
 *
 * @param said the bytes of that channel: a `meta.v1.Status` in JSON
 * @param program what was to be run, for the words of a failure; `undefined` when nothing was
 * @see https://github.com/kubernetes/client-go/blob/master/tools/remotecommand/errorstream.go
 */
export function processEnd(said: Uint8Array, program: string | undefined): ProcessEnd {
	const status = readStatus(said);
	if (status === undefined || (status.status !== "Success" && status.status !== "Failure")) {
		return { how: "failed", failure: failure("invalid", messages.streams.endUnreadable) };
	}
	if (status.status === "Success") return { how: "exited", code: 0 };
	const exitCode = status.details.causes.find(({ reason }) => reason === "ExitCode")?.message ?? "";
	if (status.reason === "NonZeroExitCode" && /^\d{1,10}$/.test(exitCode)) {
		return { how: "exited", code: Number(exitCode) };
	}
	return { how: "failed", failure: runFailure(status, program) };
}

function runFailure({ message, reason, code }: Status, program: string | undefined): Failure {
	if (program !== undefined && noSuchProgram.test(message)) {
		return failure("absent", messages.streams.noProgram(program), { code: "ENOENT" });
	}
	// The API server puts this in front of what the kubelet had put it in front of.
	const words = message.replace(/^(Internal error occurred: )+/, "");
	return failure(code === 403 ? "forbidden" : code === 404 ? "absent" : "server", words || reason, {
		...(code === 0 ? {} : { status: code }),
		...(reason === "" ? {} : { reason }),
	});
}

type Status = ReturnType<typeof pickStatus>;

const pickStatus = (json: unknown) => pickJson(statusShape, json);

function readStatus(said: Uint8Array): Status | undefined {
	try {
		return pickStatus(JSON.parse(Buffer.from(said).toString("utf8")));
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof Malformed) return undefined;
		throw error;
	}
}
