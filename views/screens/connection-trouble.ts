import type { Failure } from "../../src/kube/failure.ts";
import { messages } from "../../src/text/messages/messages.ts";

const { advice, brief } = messages.trouble;

/** Why there is no connection, in a few words, and what the user may look at. */
interface ConnectionTrouble {
	readonly brief: string;
	/** @param cluster - name of the kubeconfig's entry */
	readonly advice?: (cluster: string) => string;
	/** There is a way to the server, but it is not to be trusted. */
	readonly untrusted?: true;
}

const refused: ConnectionTrouble = { brief: brief.refused, advice: advice.refused };
const unknownHost: ConnectionTrouble = { brief: brief.unknownHost, advice: advice.unknownHost };
const noRoute: ConnectionTrouble = { brief: brief.noRoute, advice: advice.noRoute };

/** By Node's code. */
const byCode: Readonly<Record<string, ConnectionTrouble>> = {
	ECONNREFUSED: refused,
	ENOTFOUND: unknownHost,
	EAI_AGAIN: unknownHost,
	ECONNRESET: { brief: brief.closed, advice: advice.closed },
	EHOSTUNREACH: noRoute,
	ENETUNREACH: noRoute,
	CERT_HAS_EXPIRED: { brief: brief.expired, advice: advice.expired, untrusted: true },
	ERR_TLS_CERT_ALTNAME_INVALID: { brief: brief.untrusted, advice: advice.wrongName, untrusted: true },
	CERT_NOT_YET_VALID: { brief: brief.untrusted, untrusted: true },
};
/** Node's and OpenSSL's other codes for a certificate that does not convince. */
const untrustedCodes = /CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL/;

/** What a failure says about the way to the server; undefined when the server answers. */
export function connectionTrouble({ kind, code = "", status }: Failure): ConnectionTrouble | undefined {
	if (kind === "timeout" && status === undefined) return { brief: brief.timedOut, advice: advice.noRoute };
	if (kind !== "unreachable") return undefined;
	const known = byCode[code];
	if (known !== undefined) return known;
	if (untrustedCodes.test(code)) return { brief: brief.untrusted, advice: advice.untrusted, untrusted: true };
	return { brief: brief.other };
}
