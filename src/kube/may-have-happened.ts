import type { Failure } from "./failure.ts";

/** What can go wrong before a request is sent: then nothing has happened. */
const unsentCodes =
	/^(CONNECT_TIMEOUT|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|PROXY_.*)$/;
const untrustedCodes = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/;

/** Whether a change that failed so may have been made all the same: the request was sent and its answer lost. */
export function mayHaveHappened({ kind, code = "", status }: Failure): boolean {
	if (status !== undefined || (kind !== "timeout" && kind !== "unreachable")) return false;
	return !unsentCodes.test(code) && !untrustedCodes.test(code);
}
