import { createHash } from "node:crypto";

type Status = Readonly<Record<string, unknown>>;

const SUCCESS: Status = { metadata: {}, status: "Success" };

/** How a command ended, in the words of the API server (v5) or of the kubelet, which speaks the older protocols. */
export function endStatus(exitCode: number, command: readonly string[], protocol: string): Status {
	if (exitCode === 0) return SUCCESS;
	const words =
		protocol === "v5.channel.k8s.io"
			? `command terminated with exit code ${exitCode}`
			: `error executing command [${command.join(" ")}], exit code ${exitCode}`;
	return {
		metadata: {},
		status: "Failure",
		message: `command terminated with non-zero exit code: ${words}`,
		reason: "NonZeroExitCode",
		details: { causes: [{ reason: "ExitCode", message: String(exitCode) }] },
	};
}

/** There is no such program in the container. */
export function noSuchProgram(name: string, hostname: string): Status {
	const id = createHash("sha256").update(`${hostname}/${name}`).digest("hex");
	const started = `failed to exec in container: failed to start exec "${id}": OCI runtime exec failed: exec failed`;
	const why = `unable to start container process: exec: ${JSON.stringify(name)}: executable file not found in $PATH: unknown`;
	const message = `Internal error occurred: error executing command in container: ${started}: ${why}`;
	return {
		metadata: {},
		status: "Failure",
		message: `Internal error occurred: ${message}`,
		reason: "InternalError",
		details: { causes: [{ message }] },
		code: 500,
	};
}
