import { messages } from "../../text/messages/messages.ts";
import { type Failure, failure } from "../failure.ts";
import { BodyError } from "./transport.ts";

/** A failure on its way through code that can only throw (sockets, streams, agents). */
export class FailureError extends Error {
	readonly failure: Failure;
	constructor(cause: Failure) {
		super(cause.message);
		this.name = "FailureError";
		this.failure = cause;
	}
}

/** No connection could be made: nothing was sent, and nothing else will get through either. */
export class ConnectError extends FailureError {}

/** The failure of a request that its caller gave up. */
export function cancelled(): Failure {
	return failure("cancelled", messages.transport.cancelled);
}

const text = messages.transport;

/** System, resolver and TLS codes that have a sentence of their own. @see node:tls, "X509 certificate error codes" */
const sentences: Readonly<Record<string, (host: string) => string>> = {
	ECONNREFUSED: text.refused,
	ENOTFOUND: text.unknownHost,
	EAI_AGAIN: text.nameServer,
	ECONNRESET: text.reset,
	ECONNABORTED: text.reset,
	EPIPE: text.reset,
	ERR_SOCKET_CLOSED: text.reset,
	ERR_STREAM_PREMATURE_CLOSE: text.reset,
	ERR_HTTP2_STREAM_ERROR: text.reset,
	ERR_HTTP2_STREAM_CANCEL: text.reset,
	ERR_HTTP2_SESSION_ERROR: text.reset,
	ERR_HTTP2_GOAWAY_SESSION: text.reset,
	ERR_HTTP2_INVALID_SESSION: text.reset,
	ETIMEDOUT: text.lost,
	EHOSTUNREACH: text.noRoute,
	ENETUNREACH: text.noRoute,
	EADDRNOTAVAIL: text.noRoute,
	CERT_HAS_EXPIRED: text.certificateExpired,
	CERT_NOT_YET_VALID: text.certificateNotYetValid,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: text.unknownAuthority,
	UNABLE_TO_GET_ISSUER_CERT: text.unknownAuthority,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: text.unknownAuthority,
	SELF_SIGNED_CERT_IN_CHAIN: text.unknownAuthority,
	DEPTH_ZERO_SELF_SIGNED_CERT: text.unknownAuthority,
	CERT_SIGNATURE_FAILURE: text.unknownAuthority,
	CERT_UNTRUSTED: text.unknownAuthority,
	INVALID_CA: text.unknownAuthority,
	ERR_SSL_WRONG_VERSION_NUMBER: text.notTls,
	ERR_SSL_PACKET_LENGTH_TOO_LONG: text.notTls,
	ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: text.clientCertificateRefused,
};

/**
 * What an error of a socket, a resolver, TLS or the HTTP parser means for the user.
 *
 * @param host what was being connected to, as `host:port`
 */
export function connectionFailure(error: unknown, host: string): Failure {
	if (error instanceof FailureError || error instanceof BodyError) return error.failure;
	const { code, message } = describe(error);
	const detail = code === "" ? {} : { code };
	if (code === "ABORT_ERR") return cancelled();
	if (code === "ERR_TLS_CERT_ALTNAME_INVALID") {
		return failure("unreachable", text.wrongHost(host, altNames(error) ?? message), detail);
	}
	if (code.startsWith("HPE_")) return failure("invalid", text.notHttp(host), detail);
	if (/^ERR_SSL_.*(ALERT_BAD_CERTIFICATE|ALERT_UNKNOWN_CA|ALERT_CERTIFICATE)/.test(code)) {
		return failure("unreachable", text.clientCertificateRefused(host), detail);
	}
	const sentence = sentences[code]?.(host) ?? text.connectionFailed(host, message);
	return failure("unreachable", sentence, detail);
}

/** An AggregateError (several addresses were tried) says nothing itself: its first error does. */
function describe(error: unknown): { readonly code: string; readonly message: string } {
	if (!(error instanceof Error)) return { code: "", message: String(error) };
	if (error instanceof AggregateError && error.errors.length > 0) return describe(error.errors[0]);
	const code = "code" in error && typeof error.code === "string" ? error.code : "";
	return { code, message: error.message };
}

/** Names the certificate is for: `DNS:a, IP Address:10.0.0.1`. */
function altNames(error: unknown): string | undefined {
	if (!(error instanceof Error) || !("cert" in error)) return undefined;
	const certificate = error.cert as { subjectaltname?: unknown } | undefined;
	return typeof certificate?.subjectaltname === "string" ? certificate.subjectaltname : undefined;
}
