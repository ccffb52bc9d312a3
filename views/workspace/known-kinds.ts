import { createStore, type Readable } from "../../src/base/store.ts";
import type { ServerKnowledge } from "../../src/cluster/served-kinds.ts";
import { namesOf, resources } from "../../src/resources/catalogue.ts";
import type { ResourceIdentity } from "../../src/resources/resource.ts";

/** Every kind that can be opened, and the version of the server that serves them. */
export class KnownKinds {
	/** Version of the API server, e.g. `v1.36.3`; undefined until it is known. */
	readonly serverVersion: Readable<string | undefined>;
	readonly #serverVersion = createStore<string | undefined>(undefined);
	#undeclared: readonly ResourceIdentity[] = [];

	constructor() {
		this.serverVersion = this.#serverVersion;
	}

	/** Those with a view of their own first, then what discovery found. */
	all(): readonly ResourceIdentity[] {
		return [...resources, ...this.#undeclared];
	}

	/** The kind of a name, plural or short name, whatever its case. */
	find(name: string): ResourceIdentity | undefined {
		return this.all().find((kind) => namesOf(kind).includes(name.toLowerCase()));
	}

	/** Discovery has answered. */
	learn({ version, undeclared }: ServerKnowledge): void {
		this.#undeclared = undeclared;
		this.#serverVersion.set(version);
	}
}
