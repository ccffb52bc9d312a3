import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { restAtTop } from "./measure-keys.ts";
import { measureSort } from "./measure-sort.ts";
import { untilLive } from "./measure-start.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { showsAnyPod } from "./pod-screen.ts";
import { type Figures, launch, type Setup } from "./setup.ts";

const KEYS = ["j", "k", "j", "\x06", "\x02", "\x06", "G", "g", "/", "a", "p", "p", "\x1b", "\x1b"];
const CHANGES_PER_SECOND = 2000;

/** The longest time for which the program's event loop is held up: while it starts, while keys come, while the cluster changes. */
export async function measureBlocks(setup: Setup): Promise<Figures> {
	const socketPath = path.join(setup.home, "blocks");
	const listener = createServer().listen(socketPath);
	const connected = once(listener, "connection") as Promise<[Socket]>;
	const preload = path.join(import.meta.dirname, "block-watch.ts");
	const program = launch(setup, ["--import", preload], { YAGURA_BENCH_SOCKET: socketPath });
	try {
		const [socket] = await connected;
		const longest = async (): Promise<readonly number[]> => {
			const answer = once(socket, "data");
			socket.write("?");
			return [Number(String((await answer)[0]))];
		};
		await program.until("a pod", showsAnyPod);
		const loadBlockMs = await longest();
		await untilLive(program);
		await wait(2000);
		const syncBlockMs = await longest();
		await use(setup, program);
		const useBlockMs = await longest();
		await setup.server.tell({ do: "change", perSecond: CHANGES_PER_SECOND });
		await wait(setup.plan.churnMs);
		const churnBlockMs = await longest();
		return { loadBlockMs, syncBlockMs, useBlockMs, churnBlockMs };
	} finally {
		await setup.server.tell({ do: "change", perSecond: 0 });
		await program.close();
		listener.close();
	}
}

async function use(setup: Setup, program: MeasuredProgram): Promise<void> {
	for (let left = 3; left > 0; left--) {
		for (const key of KEYS) {
			program.send(key);
			await wait(80);
		}
	}
	await restAtTop(program);
	await measureSort({ ...setup, plan: { ...setup.plan, repeats: 2 } }, program);
}
