import { createPrivateKey, X509Certificate } from "node:crypto";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";

/** A client certificate (with its chain) and its key, in PEM. */
export interface KeyPair {
	readonly cert: string;
	readonly key: string;
}

/**
 * Make sure that a certificate and a key can be read and belong together, so that a mistake has a
 * name before the handshake fails without one.
 */
export function checkKeyPair(cert: string, key: string): Result<KeyPair, string> {
	try {
		const matches = new X509Certificate(cert).checkPrivateKey(createPrivateKey(key));
		return matches ? ok({ cert, key }) : fail(messages.kubeconfig.keyMismatch);
	} catch (error) {
		return fail(messages.kubeconfig.badKeyPair(error instanceof Error ? error.message : String(error)));
	}
}

/** The end of a certificate's validity in wall-clock milliseconds; of a chain it is the client's own that counts. */
export function expiryOf(cert: string): number {
	return Date.parse(new X509Certificate(cert).validTo);
}
