import type { Sight } from "./fault-sights.ts";
import type { SurfaceName } from "./matrix-surfaces.ts";

/** What each surface shows while a fault lasts, one after another. */
export type Shows = Readonly<Record<SurfaceName, readonly Sight[]>>;

/** Nothing is amiss, or nobody can tell. */
export const unharmed: Shows = {
	table: ["live"],
	detail: ["the object as it is", "live"],
	events: ["live"],
	metrics: ["metrics, their age", "live"],
	context: ["live"],
	logs: ["log following", "live"],
	dialog: ["is deleted", "live"],
	shell: ["shell answers", "live"],
	debug: ["debug container has the terminal", "live"],
	forward: ["forward listening", "live"],
};

/** There is no way to the server. */
export const cutOff: Shows = {
	table: ["reconnecting", "STALE"],
	detail: ["could not be read", "reconnecting"],
	events: ["reconnecting"],
	metrics: ["reconnecting", "metrics n/a"],
	context: ["connecting: why"],
	logs: ["log reconnecting: why"],
	dialog: ["deleted or not, is not known: why", "reconnecting"],
	shell: ["shell lost: why", "no shell: why", "reconnecting"],
	debug: ["added or not, is not known: why", "reconnecting"],
	forward: ["forward re-attaching: why", "reconnecting"],
};

/** The server answers everything, with an error. */
export const refused: Shows = {
	...cutOff,
	dialog: ["was not deleted: why", "reconnecting"],
	debug: ["no debug container: why", "reconnecting"],
};

/** It does not know us any more. */
export const unknown: Shows = {
	table: ["not signed in"],
	detail: ["could not be read", "not signed in"],
	events: ["not signed in"],
	metrics: ["not signed in", "metrics n/a"],
	context: ["not signed in"],
	logs: ["log not to be had: why", "not signed in"],
	dialog: ["was not deleted: why", "not signed in"],
	shell: ["shell lost: why", "no shell: why", "not signed in"],
	debug: ["no debug container: why", "not signed in"],
	forward: ["forward re-attaching: why", "not signed in"],
};

/** Watches do not last; all else is well. */
export const unwatched: Shows = {
	table: ["reconnecting"],
	detail: ["the object as it is"],
	events: ["reconnecting"],
	metrics: ["metrics, their age", "reconnecting"],
	context: ["connecting"],
	logs: ["log following", "reconnecting"],
	dialog: ["is deleted"],
	shell: ["shell answers", "reconnecting"],
	debug: ["debug container has the terminal"],
	forward: ["forward listening", "reconnecting"],
};

/** A moment's trouble, that is got over while it lasts. */
export const gotOver: Shows = {
	...unharmed,
	table: ["reconnecting", "live"],
	detail: ["the object as it is", "live"],
	events: ["reconnecting", "live"],
	logs: ["log reconnecting: why", "log following", "live"],
	shell: ["shell lost: why", "shell answers", "live"],
	debug: ["starting …", "debug container has the terminal", "live"],
	forward: ["forward re-attaching: why", "forward listening", "live"],
};
