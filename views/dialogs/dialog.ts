import type { Verdict } from "../../src/kube/access/access-review.ts";
import type { Transport } from "../../src/kube/transport/transport.ts";
import type { ResourceIdentity, ResourceRow } from "../../src/resources/resource.ts";
import type { ObjectReference } from "../../src/session/object-reference.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import type { Marks } from "../screens/marks.ts";
import type { Form } from "./form.ts";
import type { Waiting } from "./waiting.ts";

/** The object under the cursor. */
export interface OneObject {
	readonly about: "row";
	readonly reference: ObjectReference;
	/** What happens when it is deleted. */
	readonly consequence: SafeText;
}

/** An object whose row is marked. */
export interface MarkedObject {
	readonly reference: ObjectReference;
	readonly hidden: boolean;
	/** Why the last attempt failed. */
	readonly problem: SafeText | undefined;
	/** Why the user may not delete it. */
	readonly denied: SafeText | undefined;
}

/** Every marked row of a table, and where it belongs: what is opened since then changes neither. */
export interface MarkedObjects {
	readonly about: "marks";
	readonly resource: ResourceIdentity;
	readonly objects: readonly MarkedObject[];
	readonly consequence: SafeText;
	readonly context: string;
	readonly transport: Pick<Transport, "request">;
	readonly marks: Pick<Marks<ResourceRow>, "has" | "unmark" | "fail">;
	isGone(uid: string): boolean;
}

/** What can be done to an object or to all that are marked; each by a letter. */
export interface ActionMenu {
	readonly kind: "menu";
	readonly subject: OneObject | MarkedObjects;
	/** Whether the user may delete it; undefined while that is being asked. */
	readonly mayDelete: Verdict | undefined;
}

/** The last question before something is deleted. */
export interface Confirmation {
	readonly kind: "confirm";
	readonly subject: OneObject | MarkedObjects;
	/** In production: what has to be typed, the name of one or the count of several. */
	readonly expected: string | undefined;
	readonly typed: string;
	readonly focus: "cancel" | "delete";
	/** First line shown of a long list. */
	readonly offset: number;
	/** Monotonic milliseconds; keys typed before the question could be read are no answer to it. */
	readonly openedAtMs: number;
}

/** A label and what it stands for. */
export type Fact = readonly [label: string, value: SafeText];

/** Something that the program must know before it goes on; no is the answer unless yes is chosen. */
export interface Question {
	readonly kind: "question";
	/** Tells it apart from another one. */
	readonly id: symbol;
	readonly title: SafeText;
	readonly facts: readonly Fact[];
	readonly says: SafeText;
	readonly yes: SafeText;
	readonly no: SafeText;
	readonly focus: "no" | "yes";
	/** Monotonic milliseconds, as for a confirmation. */
	readonly openedAtMs: number;
	/** Yes was chosen; the dialog is closed after it. */
	accept(): void;
}

/** What stands between a key and a change of the cluster, or between a credential plugin and the user. */
export type Dialog = ActionMenu | Confirmation | Question | Form | Waiting;
