import type { Verdict } from "../../src/kube/access/access-review.ts";
import type { ObjectReference } from "../../src/session/object-reference.ts";
import type { SafeText } from "../../src/text/safe-text.ts";

/** What can be done to an object; each by a letter. */
export interface ActionMenu {
	readonly kind: "menu";
	readonly reference: ObjectReference;
	/** What happens when it is deleted. */
	readonly consequence: SafeText;
	/** Whether the user may delete it; undefined while that is being asked. */
	readonly mayDelete: Verdict | undefined;
}

/** The last question before something is deleted. */
export interface Confirmation {
	readonly kind: "confirm";
	readonly reference: ObjectReference;
	readonly consequence: SafeText;
	/** Its name has to be typed. */
	readonly production: boolean;
	readonly typed: string;
	readonly focus: "cancel" | "delete";
	/** Monotonic milliseconds; keys typed before the question could be read are no answer to it. */
	readonly openedAtMs: number;
}

/** What stands between a key and a change of the cluster. */
export type Dialog = ActionMenu | Confirmation;
