import type { Clock } from "../../base/clock.ts";
import type { Failure } from "../failure.ts";
import type { Transport } from "../transport/transport.ts";
import { type AccessQuestion, askAccess, denied, questionKey, type Verdict } from "./access-review.ts";
import { createCache } from "./expiring-cache.ts";
import { allows, askRules } from "./rules-review.ts";

const keepMs = 5 * 60_000;

/** Answers what the user may do. */
export interface Access {
	/**
	 * Whether something is allowed; from what is known, else by asking. Never throws; what could not
	 * be found out is `unknown`, is not remembered, and is no reason to forbid anything.
	 */
	can(question: AccessQuestion): Promise<Verdict>;
	/** Whether that is known already, without asking. */
	isKnownToAllow(question: AccessQuestion): boolean;
	/** Forget everything, e.g. after a 403 that the last answer did not foresee. */
	forget(): void;
}

/**
 * Make the access of one context. The rules of a namespace and the one question go out in parallel;
 * rules can only allow (they may be incomplete, and say nothing of cluster-wide rights), and a no is
 * taken from the review of the question alone. Answers are kept for 5 minutes.
 */
export function createAccess({
	transport,
	clock,
}: {
	readonly transport: Pick<Transport, "request">;
	readonly clock: Clock;
}): Access {
	const rules = createCache(clock, keepMs, (namespace: string) => askRules(transport, namespace));
	const reviews = createCache(clock, keepMs, (_: string, question: AccessQuestion) => askAccess(transport, question));

	const byReview = async (question: AccessQuestion): Promise<Verdict> => {
		const outcome = await reviews.get(questionKey(question), question);
		if (!outcome.ok) return unknown(outcome.failure);
		return outcome.value ? { state: "allowed" } : denied(question);
	};
	const byRules = async (question: AccessQuestion, namespace: string): Promise<Verdict | undefined> => {
		const outcome = await rules.get(namespace, namespace);
		return outcome.ok && allows(outcome.value, question) ? { state: "allowed" } : undefined;
	};

	const isKnownToAllow = (question: AccessQuestion): boolean => {
		if (reviews.peek(questionKey(question)) === true) return true;
		const { namespace = "" } = question;
		const known = namespace === "" ? undefined : rules.peek(namespace);
		return known !== undefined && allows(known, question);
	};

	return {
		isKnownToAllow,
		async can(question) {
			const { namespace = "" } = question;
			if (namespace === "") return byReview(question);
			if (isKnownToAllow(question)) return { state: "allowed" };
			const [verdict, fromRules] = await Promise.all([byReview(question), byRules(question, namespace)]);
			return verdict.state === "unknown" ? (fromRules ?? verdict) : verdict;
		},
		forget() {
			rules.clear();
			reviews.clear();
		},
	};
}

function unknown(failure: Failure): Verdict {
	return { state: "unknown", failure };
}
