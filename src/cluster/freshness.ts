import type { Failure } from "../kube/failure.ts";

/**
 * How far the rows of a store can be trusted. Rows are kept in every state; only what is said of
 * them changes.
 */
export type Freshness =
	/** Nothing has come yet; `failure` says why the last try came to nothing. */
	| { readonly state: "connecting"; readonly sinceMs: number; readonly failure?: Failure }
	/** The first list is streaming in; `received` climbs. */
	| { readonly state: "syncing"; readonly sinceMs: number; readonly received: number }
	| { readonly state: "live"; readonly sinceMs: number }
	/** They were, and are being listed anew because somebody asked for it. */
	| { readonly state: "reloading"; readonly sinceMs: number }
	/** The watch broke less than 45 s ago and is being taken up again. */
	| { readonly state: "reconnecting"; readonly sinceMs: number; readonly failure: Failure }
	/** As above, for longer: what is drawn may be wrong. */
	| { readonly state: "stale"; readonly sinceMs: number; readonly failure: Failure }
	| { readonly state: "forbidden"; readonly sinceMs: number; readonly failure: Failure }
	| { readonly state: "unauthorised"; readonly sinceMs: number; readonly failure: Failure }
	/** The server does not serve this kind. */
	| { readonly state: "absent"; readonly sinceMs: number; readonly failure: Failure };
