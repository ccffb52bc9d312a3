import { expect, test } from "vitest";
import { processEnd } from "../../../src/kube/streams/process-end.ts";

const end = (status: unknown, program?: string) => processEnd(Buffer.from(JSON.stringify(status)), program);

const exitStatus = (message: string) => ({
	status: "Failure",
	reason: "NonZeroExitCode",
	message: "command terminated with non-zero exit code",
	details: { causes: [{ reason: "ExitCode", message }] },
});

test("success is exit code 0; a failure names its code", () => {
	expect(end({ metadata: {}, status: "Success" })).toEqual({ how: "exited", code: 0 });
	expect(end(exitStatus("7"))).toEqual({ how: "exited", code: 7 });
	expect(end(exitStatus("137"))).toEqual({ how: "exited", code: 137 });
	// Windows has exit codes of 32 bits.
	expect(end(exitStatus("3221225786"))).toEqual({ how: "exited", code: 3_221_225_786 });
});

test.each([
	["runc", 'exec failed: unable to start container process: exec: "bash": executable file not found in $PATH: unknown'],
	[
		"runc, a path",
		'unable to start container process: exec: "/bin/bash": stat /bin/bash: no such file or directory: unknown',
	],
	["crun", "crun: executable file `bash` not found in $PATH: No such file or directory: OCI runtime attempted"],
	["gVisor", 'creating process: error finding executable "bash" in PATH [/bin]: no such file or directory'],
	["Windows", "hcs::System::CreateProcess: The system cannot find the file specified."],
])("%s has its own words for a program that is not there", (_runtime, message) => {
	const status = {
		status: "Failure",
		reason: "InternalError",
		code: 500,
		message: `Internal error occurred: ${message}`,
	};
	expect(end(status, "bash")).toEqual({
		how: "failed",
		failure: { kind: "absent", message: "there is no bash in the container", code: "ENOENT" },
	});
});

test("any other failure is told in the server's words, said once", () => {
	const message = "Internal error occurred: Internal error occurred: container is in CONTAINER_EXITED state";
	expect(end({ status: "Failure", reason: "InternalError", code: 500, message }, "sh")).toEqual({
		how: "failed",
		failure: {
			kind: "server",
			message: "container is in CONTAINER_EXITED state",
			status: 500,
			reason: "InternalError",
		},
	});
});

test.each([
	["nothing in JSON", "not json"],
	["no object", "5"],
	["null", "null"],
	["another type", '{"status":5}'],
	["a status that is neither", '{"status":"Perhaps"}'],
	["an exit code that is none", JSON.stringify(exitStatus("-1; rm"))],
	["causes that are none", '{"status":"Failure","details":{"causes":{"a":1}}}'],
	["cut short", '{"status":"Succ'],
	["bytes that are no text", "\xff\xfe\0"],
])("%s is a failure, and nothing is thrown", (_what, said) => {
	expect(processEnd(Buffer.from(said, "latin1"), "sh").how).toBe("failed");
});
