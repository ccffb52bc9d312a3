import { expect, test } from "vitest";
import { TableStore } from "../../src/cluster/table-store.ts";
import { failure } from "../../src/kube/failure.ts";
import type { Fault } from "../support/fake-api.ts";
import { Stage } from "./reflector-script.ts";

const refused = failure("unreachable", "connect ECONNREFUSED", { code: "ECONNREFUSED" });
const reset = failure("unreachable", "read ECONNRESET", { code: "ECONNRESET" });
const tooOld = failure("gone", "too old resource version: 1 (9)", { status: 410, reason: "Expired" });
const tooLarge = failure("server", "try again", { status: 504, reason: "ResourceVersionTooLarge" });
const internal = failure("server", "etcdserver: no leader", { status: 500, reason: "InternalError" });
const forbidden = failure("forbidden", 'cannot watch resource "things"', { status: 403 });
const absent = failure("absent", "the server could not find the requested resource", { status: 404 });
const unauthorised = failure("unauthorised", "Unauthorized", { status: 401 });
const overload = (retryAfterMs?: number) =>
	failure("throttled", "too many requests", { status: 429, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
const noStreaming = (status: number) => failure("invalid", "sendInitialEvents is forbidden", { status });

/**
 * One history: what the server has at first, what happens then, and what must have come of it.
 * Jitter is always a half, so a back-off of 0.8 s is 0.4 s.
 */
interface Case {
	readonly name: string;
	/** Objects at the start; `a b c` when left out. */
	readonly start?: string;
	/** Set up the server before the first request. */
	readonly server?: (stage: Stage) => void;
	/** What happens once the first requests have been answered. */
	readonly then?: (stage: Stage) => Promise<void> | void;
	/** All requests, in words; one followed by `@` must have been sent at that millisecond. Probes only if it names one. */
	readonly asked?: string;
	/** Rows at the end; what the server has when left out. */
	readonly rows?: string;
	/** What the store told: batches apart by ` / `. */
	readonly told?: string;
	/** States of freshness, each once when it came. */
	readonly states?: string;
}

const fault =
	(asking: "stream" | "list" | "watch", ...faults: Fault[]) =>
	(stage: Stage) =>
		stage.api.fault(asking, ...faults);
const plain = (stage: Stage): void => {
	stage.api.streaming = false;
};

const minute = 60_000;
const tooOldEvent = { type: "ERROR", failure: tooOld } as const;
const internalEvent = { type: "ERROR", failure: internal } as const;

const cases: readonly Case[] = [
	// 1. The streaming list.
	{ name: "a streaming list goes on as the watch: one request", asked: "stream", states: "connecting syncing live" },
	{
		name: "an empty collection is live, not for ever connecting",
		start: "",
		asked: "stream",
		states: "connecting live",
	},
	{ name: "rows of the first list show as they come", told: "+a / +b / +c" },
	{
		name: "the streaming list asks for bookmarks, initial events, the newest state and a time limit",
		then: ({ api }) =>
			expect(api.asked[0]?.request?.query).toEqual({
				watch: true,
				allowWatchBookmarks: true,
				sendInitialEvents: true,
				resourceVersionMatch: "NotOlderThan",
				timeoutSeconds: 450,
			}),
	},
	{
		name: "events after the list arrive on the same stream",
		then: async ({ api, clock }) => {
			api.put("d");
			api.put("a", { text: "new" });
			api.remove("b");
			await clock.advance(0);
		},
		asked: "stream",
		rows: "a=new c d",
		told: "+a / +b / +c / +d / ~a / -b",
	},
	{
		name: "a change told before the list is whole counts",
		start: "a",
		server: fault("stream", { say: [{ type: "MODIFIED", name: "a", text: "new" }] }),
		rows: "a=new",
		asked: "stream",
	},
	{
		name: "a deletion told before the list is whole counts",
		start: "a b",
		server: fault("stream", { say: [{ type: "DELETED", name: "a" }] }),
		rows: "b",
		asked: "stream",
	},
	{
		name: "422: the server does not know streaming lists, so list, then watch",
		server: plain,
		asked: "stream | list 0 | watch v4",
		states: "connecting syncing live",
	},
	{
		name: "400 is understood like 422",
		server: fault("stream", { fail: noStreaming(400) }),
		asked: "stream | list 0 | watch v4",
	},
	{
		name: "a refused streaming list is remembered: the next list does not ask again",
		server: plain,
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.compact();
			api.say(tooOldEvent);
			await clock.advance(minute);
		},
		asked: "stream | list 0 | watch v4 | list v4 | watch v4",
	},
	{
		name: "a refused streaming list is remembered for the kind, whatever the namespace",
		server: plain,
		then: async (stage) => {
			await using _other = stage.reflect(new TableStore(), "elsewhere");
			await stage.clock.advance(0);
		},
		asked: "stream | list 0 | watch v4 | list 0 | watch v4",
	},
	{
		name: "a 400 without a status is not a refusal to remember",
		server: fault("stream", { fail: failure("invalid", "garbage") }),
		then: ({ clock }) => clock.advance(minute),
		asked: "stream | stream",
	},
	{
		name: "a streaming list that the server ends before it is whole is replaced by a plain one",
		server: fault("stream", { end: true }),
		asked: "stream | list 0 | watch v4",
	},
	{
		name: "a streaming list that stalls before it is whole is given up after 30 s",
		server: fault("stream", { withholdEnd: true }),
		then: ({ clock }) => clock.advance(31_000),
		asked: "stream | probe | list 0 | watch v4",
	},
	{
		name: "a streaming list that breaks off starts over, and what came is not told twice",
		server: fault("stream", { breakAfter: 2, failure: reset }),
		then: ({ clock }) => clock.advance(1_000),
		asked: "stream | probe | stream",
		told: "+a / +b / +c",
		states: "connecting syncing reconnecting syncing live",
	},
	{
		name: "a row that was deleted while the first list broke off goes at the end of the next",
		server: fault("stream", { breakAfter: 2, failure: reset }),
		then: async ({ api, clock }) => {
			api.remove("a");
			await clock.advance(1_000);
		},
		told: "+a / +b / +c / -a",
	},
	{
		name: "two streaming lists that break off, and a plain list is tried",
		server: fault("stream", { breakAfter: 1, failure: reset }, { breakAfter: 1, failure: reset }),
		then: ({ clock }) => clock.advance(3_000),
		asked: "stream | probe | stream | probe | list 0 | watch v4",
	},
	{
		name: "410 on a streaming list: list at once",
		server: fault("stream", { fail: tooOld }),
		asked: "stream | list 0 | watch v4",
	},
	{
		name: "429 on a streaming list: the streaming list again, after a while",
		server: fault("stream", { fail: overload() }, { fail: overload() }, { fail: overload() }),
		then: ({ clock }) => clock.advance(10_000),
		asked: "stream | stream@400 | stream@1200 | stream@2800",
	},
	{
		name: "an in-stream 500 before the list is whole: again, after a while",
		server: fault("stream", { say: [{ type: "ERROR", failure: internal }] }),
		then: ({ clock }) => clock.advance(1_000),
		asked: "stream | stream@400",
	},

	// 2. The plain list.
	{
		name: "the plain list takes what the cache has, without a limit, which the cache would ignore",
		server: plain,
		then: ({ api }) => expect(api.asked[1]?.request?.query).toEqual({ resourceVersion: "0" }),
	},
	{
		name: "410 on the list: at once the newest state, in pages",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { fail: tooOld });
		},
		asked: 'stream | list 0 | list "" limit 500 | list page-1 limit 500 | watch v4',
	},
	{
		name: "a version too large for the cache on the list: at once the newest state, in pages",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { fail: tooLarge });
		},
		asked: 'stream | list 0 | list "" limit 500 | list page-1 limit 500 | watch v4',
	},
	{
		name: "a version too large is also known by its words, as old servers say it",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", {
				fail: failure("server", "Too large resource version: 9, current: 8", { status: 504 }),
			});
		},
		asked: 'stream | list 0 | list "" limit 500 | list page-1 limit 500 | watch v4',
	},
	{
		name: "a relist asks for no less than what we have seen",
		server: plain,
		then: async ({ api, clock }) => {
			api.put("d");
			await clock.advance(minute);
			api.compact();
			api.say(tooOldEvent);
			await clock.advance(0);
		},
		asked: "stream | list 0 | watch v4 | list v5 | watch v5",
	},
	{
		name: "a relist from a cache that lags behind us asks for the newest state instead",
		server: plain,
		then: async ({ api, clock }) => {
			api.put("d");
			await clock.advance(minute);
			api.lag(1);
			api.say(tooOldEvent);
			await clock.advance(0);
		},
		asked: 'stream | list 0 | watch v4 | list v5 | list "" limit 500 | list page-1 limit 500 | watch v5',
	},
	{
		name: "a page token that expires: once more from the start, unpaged",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { fail: tooOld }, "answer", { fail: tooOld });
		},
		asked: 'stream | list 0 | list "" limit 500 | list page-1 limit 500 | list "" | watch v4',
	},
	{
		name: "a page token that expires on a list that then expires too: back off, then all over",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { fail: tooOld }, "answer", { fail: tooOld }, { fail: tooOld });
		},
		then: ({ clock }) => clock.advance(1_000),
		asked: 'stream | list 0 | list "" limit 500 | list page-1 limit 500 | list "" | list 0@400 | watch v4',
	},
	{
		name: "a list that breaks off starts over after a while",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { breakAfter: 2, failure: reset });
		},
		then: ({ clock }) => clock.advance(1_000),
		asked: "stream | list 0 | probe | list 0@400 | watch v4",
		told: "+a / +b / +c",
	},
	{
		name: "a list without an end is not taken for whole",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { end: true });
		},
		then: async (stage) => {
			expect(stage.reflector.freshness.get()).toMatchObject({ state: "connecting", failure: { kind: "invalid" } });
			await stage.clock.advance(1_000);
		},
		asked: "stream | list 0 | list 0@400 | watch v4",
	},
	{
		name: "a 500 on the list: again, after a while",
		server: (stage) => {
			plain(stage);
			stage.api.fault("list", { fail: internal });
		},
		then: ({ clock }) => clock.advance(1_000),
		asked: "stream | list 0 | list 0@400 | watch v4",
	},

	{
		name: "a first list from a cache that lags is caught up with by the watch",
		server: (stage) => {
			plain(stage);
			stage.api.put("d");
			stage.api.lag(1);
		},
		asked: "stream | list 0 | watch v4",
		rows: "a b c d",
	},

	// 3. The watch.
	{
		name: "a watch that the server ends is taken up at once, from the last event, and stays live",
		then: async ({ api, clock }) => {
			api.put("d");
			await clock.advance(450_000);
		},
		asked: "stream | watch v5@450000",
		states: "connecting syncing live",
	},
	{
		name: "a watch asks for bookmarks and ends itself in 300 to 600 s",
		server: plain,
		then: ({ api }) =>
			expect(api.asked.at(-1)?.request?.query).toEqual({
				watch: true,
				allowWatchBookmarks: true,
				resourceVersion: "v4",
				timeoutSeconds: 450,
			}),
	},
	{
		name: "what happened between two watches is caught up with",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.endWatches();
			api.put("d");
			api.remove("a");
			await clock.advance(0);
		},
		rows: "b c d",
		asked: "stream | watch v4",
	},
	{
		name: "connection refused: from the same version, without a relist",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: refused });
			api.endWatches();
			await clock.advance(1_000);
		},
		asked: "stream | watch v4@5000 | probe | watch v4@5400",
	},
	{
		name: "a connection that is reset: from the same version, without a relist",
		then: async ({ api, clock }) => {
			api.put("d");
			await clock.advance(5_000);
			api.endWatches(reset);
			await clock.advance(2_000);
		},
		asked: "stream | probe | watch v5@5400",
		states: "connecting syncing live reconnecting live",
	},
	{
		name: "429 on a watch: from the same version, without a relist",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: overload() }, { fail: overload() });
			api.endWatches();
			await clock.advance(10_000);
		},
		asked: "stream | watch v4@5000 | watch v4@5400 | watch v4@6200",
	},
	{
		name: "Retry-After is waited for, and then spread",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: overload(7_000) });
			api.endWatches();
			await clock.advance(10_000);
		},
		asked: "stream | watch v4@5000 | watch v4@12400",
	},
	{
		name: "Retry-After beyond five minutes is not waited for",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: overload(86_400_000) });
			api.endWatches();
			await clock.advance(301_000);
		},
		asked: "stream | watch v4@5000 | watch v4@305400",
	},
	{
		name: "an in-stream 429: from the same version, without a relist",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.say({ type: "ERROR", failure: overload(2_000) });
			await clock.advance(10_000);
		},
		asked: "stream | watch v4@7400",
	},
	{
		name: "an in-stream 410 relists at once",
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.say(tooOldEvent);
			await clock.advance(0);
		},
		asked: "stream | stream@60000",
		states: "connecting syncing live reconnecting live",
	},
	{
		name: "410 on the watch request relists at once",
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.skipVersions(3);
			api.compact();
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v4@60000 | stream@60000",
	},
	{
		name: "410 soon after a list is backed off from: no storm of lists",
		then: async ({ api, clock }) => {
			for (let time = 0; time < 3; time++) {
				api.say(tooOldEvent);
				await clock.advance(5_000);
			}
		},
		asked: "stream | stream@400 | stream@5800 | stream@11600",
	},
	{
		name: "events before an in-stream error count",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.put("d");
			api.say(internalEvent);
			await clock.advance(1_000);
		},
		asked: "stream | watch v5@5400",
	},
	{
		name: "an in-stream 500 retries from the same version",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.say(internalEvent);
			await clock.advance(1_000);
		},
		asked: "stream | watch v4@5400",
	},
	{
		name: "an in-stream 500 five times without an event between: the version itself is doubted",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			for (let time = 0; time < 5; time++) {
				api.say(internalEvent);
				await clock.advance(10_000);
			}
		},
		asked: "stream | watch v4@5400 | watch v4@15800 | watch v4@26600 | watch v4@38200 | stream@51400",
	},
	{
		name: "a corrupt object that was removed by force: watchers list anew",
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.say({ type: "ERROR", failure: failure("server", "data", { status: 500, reason: "StoreReadError" }) });
			await clock.advance(0);
		},
		asked: "stream | stream@60000",
	},
	{
		name: "a version too large for the server to watch from: list the newest state",
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.fault("watch", { fail: tooLarge });
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v4 | stream@60000",
	},
	{
		name: "a watch that ends within a second without an event is an error: no spinning",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { end: true }, { end: true }, { end: true });
			api.endWatches();
			await clock.advance(10_000);
		},
		asked: "stream | watch v4@5000 | watch v4@5400 | watch v4@6200 | watch v4@7800",
		states: "connecting syncing live reconnecting live",
	},
	{
		name: "a watch that ends within a second but had an event is no error",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.endWatches();
			api.put("d");
			await clock.advance(500);
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v4@5000 | watch v5@5500",
		states: "connecting syncing live",
	},
	{
		name: "the back-off doubles to 30 s, and however often a watch is throttled there is no relist",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", ...Array.from({ length: 9 }, () => ({ fail: overload() })));
			api.endWatches();
			await clock.advance(90_000);
		},
		asked:
			"stream | watch v4@5000 | watch v4@5400 | watch v4@6200 | watch v4@7800 | watch v4@11000 | watch v4@17400 | watch v4@30200 | watch v4@45200 | watch v4@60200 | watch v4@75200",
	},
	{
		name: "two minutes without a failure, and the back-off is at its start again",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: overload() }, { fail: overload() });
			api.endWatches();
			await clock.advance(minute);
			api.fault("watch", { fail: overload() });
			api.endWatches();
			await clock.advance(3 * minute);
			api.fault("watch", { fail: overload() });
			api.endWatches();
			await clock.advance(minute);
		},
		asked:
			"stream | watch v4@5000 | watch v4@5400 | watch v4@6200 | watch v4@65000 | watch v4@66600 | watch v4@245000 | watch v4@245400",
	},
	{
		name: "a watch that has gone deaf by itself: it is taken up anew, and tells what was missed",
		then: async (stage) => {
			await stage.clock.advance(10_000);
			stage.api.put("b", { text: "2" }, "unwatched");
			stage.api.put("new", {}, "unwatched");
			await stage.clock.advance(12_000);
			expect(stage.rows).toEqual(stage.truth);
		},
		asked: "stream | probe@20000 | watch v4@22000",
		states: "connecting syncing live",
	},
	{
		name: "a watch that is silent, as is the check: stale since it was last heard, and listed anew without a stream",
		then: async ({ api, clock }) => {
			api.fault("check", "answer", { breakAfter: 99, failure: reset });
			await clock.advance(50_999);
			expect(api.checked).toEqual([21_000, 43_000]);
			await clock.advance(1);
		},
		asked: "stream | probe@20000 | probe@42000 | probe@51000",
		states: "connecting syncing live stale",
	},
	{
		name: "checks that are never answered prove nothing after the third, and the missing bookmarks have to",
		then: async ({ api, clock }) => {
			api.fault("check", ...Array.from({ length: 9 }, () => ({ hang: true }) as const));
			await clock.advance(10_000);
			api.bookmark();
			await clock.advance(400_000);
			expect(api.checked.length).toBe(3);
		},
	},
	{
		name: "a watch whose own connection has died before its first bookmark ends by them, where the one before had some",
		then: async ({ api, clock }) => {
			await clock.advance(10_000);
			api.bookmark();
			api.endWatches();
			await clock.advance(150_000);
		},
		server: ({ api }) => api.fault("check", ...Array.from({ length: 9 }, () => ({ fail: internal }) as const)),
		asked: "stream | watch v4@10000 | probe | probe | probe | probe | probe | probe | probe | watch v4@160000",
		states: "connecting syncing live",
	},
	{
		name: "a watch without bookmarks that outlives its time limit by 30 s is ended by us",
		server: (stage) => {
			plain(stage);
			stage.api.fault("watch", { breakAfter: 99, failure: reset });
		},
		then: async (stage) => {
			await stage.clock.advance(480_000);
			expect(stage.times("watch")).toEqual([0, 480_000]);
			expect(stage.state).toBe("live");
		},
	},

	{
		name: "a deletion that no watch was told of: found out by the number when the watch has come to its end",
		then: async (stage) => {
			stage.api.remove("b", "default", "unwatched");
			stage.api.put("d");
			await stage.clock.advance(449_000);
			expect(stage.rows).toEqual(["a", "b", "c", "d"]);
			await stage.clock.advance(2_000);
			expect(stage.api.counted).toEqual(["v6"]);
		},
		asked: "stream | watch v6@450000 | stream@450000",
		rows: "a c d",
	},
	{
		name: "as many as there are: nothing is listed, however often it is counted",
		then: async ({ api, clock }) => {
			await clock.advance(901_000);
			expect(api.counted).toEqual(["v4", "v4"]);
		},
		asked: "stream | watch v4@450000 | watch v4@900000",
		states: "connecting syncing live",
	},
	{
		name: "an object that cannot be read is missing for good: it is listed for once",
		then: async ({ api, clock }) => {
			api.put("unreadable", {}, "unwatched");
			api.put("d");
			await clock.advance(0);
			// What a list gives is what it gave, one less: so it stays.
			const unreadable = {
				type: "MALFORMED",
				failure: failure("invalid", "no metadata"),
				gone: { namespace: "default", name: "unreadable" },
			} as const;
			for (let time = 0; time < 4; time++) {
				await clock.advance(451_000);
				api.say(unreadable);
			}
			expect(api.counted.length).toBe(4);
		},
		asked: "stream | watch v6 | stream | watch v6 | watch v6 | watch v6",
		rows: "a b c d",
	},
	{
		name: "a server that has forgotten the version, or does not count: nothing is concluded",
		server: ({ api }) =>
			api.fault("count", { fail: tooOld }, { fail: failure("invalid", "Exact is forbidden", { status: 400 }) }),
		then: async ({ api, clock }) => {
			api.remove("b", "default", "unwatched");
			api.put("d");
			await clock.advance(901_000);
			expect(api.counted.length).toBe(2);
		},
		asked: "stream | watch v6 | watch v6",
		rows: "a b c d",
	},
	{
		name: "a watch that was open for less than a minute is not counted after",
		then: async ({ api, clock }) => {
			await clock.advance(59_000);
			api.endWatches();
			await clock.advance(30_000);
			expect(api.counted).toEqual([]);
		},
	},

	// 4. Versions.
	{
		name: "the version is that of the bookmark, not of the synthetic events",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v4",
	},
	{
		name: "a bookmark moves the version on, so that a quiet collection is not relisted",
		then: async ({ api, clock }) => {
			api.skipVersions(1000);
			api.bookmark();
			await clock.advance(5_000);
			api.compact();
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v1004",
	},
	{
		name: "a bookmark tells nobody of a change",
		then: async ({ api, clock }) => {
			api.bookmark();
			await clock.advance(0);
		},
		told: "+a / +b / +c",
	},
	{
		name: "a list without a version is watched from no version, whose synthetic events do not count as one",
		server: (stage) => {
			plain(stage);
			stage.api.versionless = true;
		},
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.endWatches();
			await clock.advance(5_000);
			api.put("a", { text: "new" });
			await clock.advance(0);
			api.endWatches();
			await clock.advance(0);
		},
		asked: 'stream | list 0 | watch "" | watch "" | watch v5',
		told: "+a / +b / +c / ~a",
	},
	{
		name: "an object that cannot be read is passed over: the stream goes on",
		then: async ({ api, clock }) => {
			api.say({ type: "MALFORMED", failure: failure("invalid", "no metadata") });
			api.put("d");
			await clock.advance(0);
		},
		asked: "stream",
		rows: "a b c d",
	},
	{
		name: "an object that cannot be read and is deleted is gone",
		then: async ({ api, clock }) => {
			const gone = { namespace: "default", name: "b" };
			api.remove("b", "default", "unwatched");
			api.say({ type: "MALFORMED", failure: failure("invalid", "no spec"), gone });
			await clock.advance(0);
		},
		asked: "stream",
		rows: "a c",
	},

	// 5. Identity.
	{
		name: "a swapped UID is a deletion and an addition",
		start: "a b",
		then: async ({ api, clock, store }) => {
			const before = store.byName("default", "a");
			api.put("a", { uid: "another" });
			await clock.advance(0);
			expect(store.byUid(before?.uid ?? "")).toBeUndefined();
			expect(store.byUid("another")?.name).toBe("a");
		},
		told: "+a / +b / -a +a",
	},
	{
		name: "an UID that was swapped while we did not watch is found by the relist",
		start: "a b",
		then: async ({ api, clock }) => {
			await clock.advance(minute);
			api.say(tooOldEvent);
			api.put("a", { uid: "another" }, "unwatched");
			await clock.advance(0);
		},
		told: "+a / +b / -a +a",
	},
	{
		name: "a change that changes no field of the row tells nobody, but moves the version on",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.put("a");
			await clock.advance(0);
			api.endWatches();
			await clock.advance(0);
		},
		asked: "stream | watch v5",
		told: "+a / +b / +c",
	},
	{
		name: "a relist swaps in by difference, once: rows that did not change keep their identity",
		then: async ({ api, clock, store }) => {
			const before = store.byName("default", "a");
			await clock.advance(minute);
			api.say(tooOldEvent);
			api.put("b", { text: "new" }, "unwatched");
			api.remove("c", "default", "unwatched");
			api.put("d", {}, "unwatched");
			await clock.advance(0);
			expect(store.byName("default", "a")).toBe(before);
		},
		told: "+a / +b / +c / -c ~b +d",
	},
	{
		name: "a relist that breaks off changes nothing",
		then: async ({ api, clock, told }) => {
			await clock.advance(minute);
			api.fault("stream", { breakAfter: 1, failure: reset });
			api.say(tooOldEvent);
			api.remove("c", "default", "unwatched");
			await clock.advance(0);
			expect(told.join(" ")).toBe("+a +b +c");
			await clock.advance(1_000);
		},
		told: "+a / +b / +c / -c",
	},

	// 6. Liveness.
	{
		name: "20 s without an event: one probe, and soon a check that nothing was missed; their answers are enough",
		then: async ({ api, clock }) => {
			await clock.advance(62_000);
			expect(api.checked).toEqual([21_000, 43_000]);
		},
		asked: "stream | probe@20000 | probe@42000",
		states: "connecting syncing live",
	},
	{
		name: "a byte within 20 s, and nothing is asked",
		then: async ({ api, clock }) => {
			for (let time = 0; time < 5; time++) {
				await clock.advance(15_000);
				api.bookmark();
			}
			await clock.advance(0);
		},
		asked: "stream",
	},
	{
		name: "neither the check nor the probe is answered: stale since the last byte, and reconnecting",
		then: async ({ api, clock, reflector }) => {
			api.down = "hang";
			await clock.advance(28_999);
			expect(reflector.freshness.get().state).toBe("live");
			await clock.advance(1);
			expect(reflector.freshness.get()).toMatchObject({ state: "stale", sinceMs: Date.UTC(2026, 0, 1) });
			expect(api.watching).toBe(0);
			await clock.advance(6_000);
		},
		asked: "stream | probe@20000 | probe@35000",
	},
	{
		name: "while nothing answers there is one probe each 5 s and nothing else; then the watch, from its version",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.down = refused;
			api.endWatches(reset);
			await clock.advance(18_000);
			api.down = undefined;
			await clock.advance(5_000);
		},
		asked: "stream | probe@5000 | probe@10000 | probe@15000 | probe@20000 | probe@25000 | watch v4@26500",
		states: "connecting syncing live reconnecting live",
	},
	{
		name: "what happened while nothing answered is caught up with",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.down = refused;
			api.endWatches(reset);
			api.put("d");
			api.remove("a");
			await clock.advance(20_000);
			api.down = undefined;
			await clock.advance(10_000);
		},
		rows: "b c d",
	},
	{
		name: "a cluster that cannot be reached from the start says so, and is found when it comes",
		server: ({ api }) => {
			api.down = refused;
		},
		then: async (stage) => {
			// There are no rows that could be stale.
			await stage.clock.advance(46_000);
			expect(stage.reflector.freshness.get()).toMatchObject({ state: "connecting", failure: { code: "ECONNREFUSED" } });
			stage.api.down = undefined;
			await stage.clock.advance(10_000);
		},
		states: "connecting syncing live",
	},
	{
		name: "a time-out of the server's own (504) is no silence: back off, no probe",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			api.fault("watch", { fail: failure("timeout", "gateway time-out", { status: 504 }) });
			api.endWatches();
			await clock.advance(1_000);
		},
		asked: "stream | watch v4@5000 | watch v4@5400",
	},

	// 8. to 10. Denied.
	{
		name: "forbidden is a state of the table, tried again each minute",
		server: (stage) => {
			for (const asking of ["stream", "list"] as const)
				stage.api.fault(asking, { fail: forbidden }, { fail: forbidden });
		},
		then: ({ clock }) => clock.advance(3 * minute),
		asked: "stream | list 0 | stream@60000 | list 0@60000 | stream@120000",
		states: "connecting forbidden syncing live",
	},
	{
		name: "who may list but not watch sees the list, anew each minute",
		server: (stage) => {
			stage.api.fault("stream", { fail: forbidden }, { fail: forbidden });
			stage.api.fault("watch", { fail: forbidden }, { fail: forbidden });
		},
		then: async ({ api, clock }) => {
			api.put("d");
			await clock.advance(minute);
		},
		asked: "stream | list 0 | watch v4 | stream@60000 | list v4@60000 | watch v5@60000",
		states: "connecting syncing live forbidden",
		rows: "a b c d",
	},
	{
		name: "rows stay when permission is withdrawn",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.fault("watch", { fail: forbidden });
			stage.api.endWatches();
			await stage.clock.advance(0);
		},
		states: "connecting syncing live forbidden",
		rows: "a b c",
	},
	{
		name: "a kind that is not served is absent, tried again each minute",
		server: fault("stream", { fail: absent }, { fail: absent }),
		then: ({ clock }) => clock.advance(2 * minute),
		asked: "stream | stream@60000 | stream@120000",
		states: "connecting absent syncing live",
	},
	{
		name: "a kind that is removed while watched is absent, and listed anew when it is back",
		then: async ({ api, clock }) => {
			await clock.advance(5_000);
			for (const name of ["a", "b", "c"]) api.remove(name);
			await clock.advance(0);
			api.fault("watch", { fail: absent });
			api.endWatches();
			await clock.advance(30_000);
			api.put("d");
			await clock.advance(30_000);
		},
		asked: "stream | watch v7@5000 | stream@65000",
		states: "connecting syncing live absent live",
		rows: "d",
	},
	{
		name: "401: rows stay, the state is unauthorised, and the watch is tried from its version each half minute",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.fault("watch", { fail: unauthorised }, { fail: unauthorised });
			stage.api.endWatches();
			await stage.clock.advance(0);
			expect(stage.rows.length).toBe(3);
			await stage.clock.advance(61_000);
		},
		asked: "stream | watch v4@5000 | watch v4@35000 | watch v4@65000",
		states: "connecting syncing live unauthorised live",
	},
	{
		name: "401 at the start is no refusal of streaming lists",
		server: fault("stream", { fail: unauthorised }),
		then: ({ clock }) => clock.advance(30_000),
		asked: "stream | stream@30000",
		states: "connecting unauthorised syncing live",
	},

	// 12. Honesty.
	{
		name: "45 s of reconnecting, and the rows are called stale; why is what is found now, not what it began with",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.down = refused;
			stage.api.endWatches(reset);
			await stage.clock.advance(44_999);
			expect(stage.state).toBe("reconnecting");
			await stage.clock.advance(1);
			expect(stage.state).toBe("stale");
			expect(stage.reflector.freshness.get()).toMatchObject({
				sinceMs: Date.UTC(2026, 0, 1) + 5_000,
				failure: refused,
			});
		},
		states: "connecting syncing live reconnecting stale",
	},
	{
		name: "a watch that opens and ends at once, again and again, is never called live",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.fault("watch", ...Array.from({ length: 50 }, (): Fault => ({ end: true })));
			stage.api.fault("stream", ...Array.from({ length: 50 }, (): Fault => ({ fail: internal })));
			stage.api.fault("list", ...Array.from({ length: 50 }, (): Fault => ({ fail: internal })));
			stage.api.endWatches();
			await stage.clock.advance(50_000);
		},
		states: "connecting syncing live reconnecting stale",
	},
	{
		name: "an open watch is believed after a second without an event",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.endWatches(reset);
			await stage.clock.advance(1_399);
			expect(stage.state).toBe("reconnecting");
			await stage.clock.advance(1);
			expect(stage.state).toBe("live");
		},
	},
	{
		name: "an event makes a watch believed at once",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.endWatches(reset);
			stage.api.put("d");
			await stage.clock.advance(400);
			expect(stage.state).toBe("live");
		},
	},
	{
		name: "a bug below is told of as a failure of this table, and the table goes on",
		then: async (stage) => {
			await stage.clock.advance(5_000);
			stage.api.endWatches(new RangeError("a bug"));
			await stage.clock.advance(0);
			expect(stage.reflector.freshness.get()).toMatchObject({ state: "reconnecting", failure: { kind: "invalid" } });
			await stage.clock.advance(1_000);
		},
		asked: "stream | stream@5400",
		states: "connecting syncing live reconnecting live",
	},
];

/** Asked to list anew. */
const reloads: readonly Case[] = [
	{
		name: "asked to, it lists anew at once; the rows stay, and what had been missed comes",
		then: async ({ api, clock, reflector, told }) => {
			reflector.reload();
			expect(reflector.freshness.get().state).toBe("reloading");
			expect(told).toEqual(["+a", "+b", "+c"]);
			api.put("d");
			await clock.advance(0);
		},
		asked: "stream | stream",
		told: "+a / +b / +c / +d",
		states: "connecting syncing live reloading live",
	},
	{
		name: "without streaming lists the newest state is asked for, not what is at hand",
		server: plain,
		then: async ({ clock, reflector }) => {
			await clock.advance(minute);
			reflector.reload();
			await clock.advance(minute);
		},
		asked: 'stream | list 0 | watch v4 | list "" | watch v4',
	},
	{
		name: "asked to while it waits to try again, it tries at once",
		server: fault("stream", { fail: failure("unauthorised", "who?", { status: 401 }) }),
		then: async ({ clock, reflector }) => {
			expect(reflector.freshness.get().state).toBe("unauthorised");
			reflector.reload();
			await clock.advance(0);
		},
		asked: "stream | stream",
	},
	{
		name: "asked to twice in a row, it lists once more",
		then: async ({ clock, reflector }) => {
			reflector.reload();
			reflector.reload();
			await clock.advance(0);
		},
		states: "connecting syncing live reloading live",
	},
];

async function run({ start = "a b c", server, then }: Case): Promise<Stage> {
	const stage = new Stage();
	for (const name of start.split(" ").filter(Boolean)) stage.api.put(name);
	server?.(stage);
	stage.start();
	await stage.clock.advance(0);
	await then?.(stage);
	return stage;
}

test.each([...cases, ...reloads])("$name", async (history) => {
	const stage = await run(history);
	const { asked, rows, told, states } = history;
	if (asked !== undefined) expect(inWords(stage, asked)).toBe(asked);
	if (told !== undefined) expect(stage.told.join(" / ")).toBe(told);
	if (states !== undefined) expect(stage.states.join(" ")).toBe(states);
	expect(stage.rows.join(" ")).toBe(rows ?? stage.truth.join(" "));
	await stage[Symbol.asyncDispose]();
	expect({ timers: stage.clock.waiting, watches: stage.api.watching, pending: stage.activity.pending.get() }).toEqual({
		timers: 0,
		watches: 0,
		pending: 0,
	});
});

/** All requests, with the time where the expectation has one at that place, and without probes if it speaks of none. */
function inWords(stage: Stage, expected: string): string {
	const timed = expected.split(" | ").map((each) => each.includes("@"));
	const asked = stage.api.asked.filter(({ what }) => what !== "probe" || expected.includes("probe"));
	return asked.map(({ what, atMs }, index) => (timed[index] ? `${what}@${atMs}` : what)).join(" | ");
}
