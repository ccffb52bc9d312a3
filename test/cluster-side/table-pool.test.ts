import { expect, test } from "vitest";
import { TablePool } from "../../src/cluster/table-pool.ts";
import { ManualClock } from "../support/manual-clock.ts";

function pool() {
	const clock = new ManualClock();
	const log: string[] = [];
	const tables = new TablePool<AsyncDisposable>(clock);
	const hold = (key: string, keep = false) =>
		tables.hold(key, keep, () => {
			log.push(`open ${key}`);
			return {
				async [Symbol.asyncDispose]() {
					log.push(`close ${key}`);
				},
			};
		});
	return { clock, log, tables, hold };
}

test("two who hold the same hold one", () => {
	const { log, hold } = pool();
	expect(hold("pods").item).toBe(hold("pods").item);
	expect(log).toEqual(["open pods"]);
});

test("it stays for a minute after the last has let go", async () => {
	const { clock, log, hold } = pool();
	const first = hold("pods");
	const second = hold("pods");
	first[Symbol.dispose]();
	await clock.advance(120_000);
	second[Symbol.dispose]();
	await clock.advance(59_999);
	expect(log).toEqual(["open pods"]);
	await clock.advance(1);
	expect(log).toEqual(["open pods", "close pods"]);
});

test("who comes back within the minute finds it open, and the minute begins anew", async () => {
	const { clock, log, hold } = pool();
	hold("pods")[Symbol.dispose]();
	await clock.advance(59_000);
	const again = hold("pods");
	await clock.advance(120_000);
	again[Symbol.dispose]();
	await clock.advance(59_999);
	expect(log).toEqual(["open pods"]);
});

test("letting go twice counts once", async () => {
	const { clock, log, hold } = pool();
	const first = hold("pods");
	hold("pods");
	first[Symbol.dispose]();
	first[Symbol.dispose]();
	await clock.advance(120_000);
	expect(log).toEqual(["open pods"]);
});

test("what is to be kept stays until the pool ends", async () => {
	const { clock, log, tables, hold } = pool();
	hold("pods", true)[Symbol.dispose]();
	await clock.advance(600_000);
	expect(log).toEqual(["open pods"]);
	await tables[Symbol.asyncDispose]();
	expect(log).toEqual(["open pods", "close pods"]);
});

test("after the minute it is opened anew, and an old hold of it means nothing", async () => {
	const { clock, log, hold } = pool();
	const old = hold("pods");
	old[Symbol.dispose]();
	await clock.advance(60_000);
	hold("pods");
	old[Symbol.dispose]();
	await clock.advance(120_000);
	expect(log).toEqual(["open pods", "close pods", "open pods"]);
});

test("the end of the pool closes all that is held and leaves no timer", async () => {
	const { clock, log, tables, hold } = pool();
	hold("pods");
	hold("nodes")[Symbol.dispose]();
	await tables[Symbol.asyncDispose]();
	expect(log).toEqual(["open pods", "open nodes", "close pods", "close nodes"]);
	expect(clock.waiting).toBe(0);
});

test("a pool that rests keeps what is held, even what it would always keep, and that no longer", async () => {
	const { log, tables, hold } = pool();
	hold("nodes", true)[Symbol.dispose]();
	hold("services")[Symbol.dispose]();
	const pods = hold("pods", true);
	tables.rest();
	expect(log.splice(0)).toEqual(["open nodes", "open services", "open pods", "close nodes", "close services"]);
	pods[Symbol.dispose]();
	expect(log).toEqual(["close pods"]);
});
