import { fail, ok } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { CredentialSource } from "../connection-target.ts";
import { failure } from "../failure.ts";

/** Nothing proves who we are: an entry without credentials, or a connection too open to send any. */
export function anonymousCredentials(userName: string): CredentialSource {
	return {
		current: async () => ok({ generation: 0 }),
		refresh: async () => fail(failure("unauthorised", messages.credentials.rejected(userName))),
	};
}
