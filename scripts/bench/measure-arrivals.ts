import { setTimeout as wait } from "node:timers/promises";
import { restAtTop } from "./measure-keys.ts";
import type { MeasuredProgram } from "./measured-program.ts";
import { showsPod } from "./pod-screen.ts";
import type { Figures, Setup } from "./setup.ts";

/** Rows stand still for a second after a key. */
const STILL_MS = 1500;

/** From the moment in which a pod is made or deleted on the server to its row that comes or goes. */
export async function measureArrivals({ server }: Setup, program: MeasuredProgram, count: number): Promise<Figures> {
	const createMs: number[] = [];
	const deleteMs: number[] = [];
	await restAtTop(program);
	await wait(STILL_MS);
	for (let index = 0; index < count; index++) {
		const name = `aaa-new-${index}`;
		const came = program.until("the new pod", (screen) => showsPod(screen, name));
		const created = await server.tell({ do: "create", name });
		createMs.push((await came) - created.atMs);
		await wait(200 + 400 * Math.random());
		const went = program.until("the pod to go", (screen) => !showsPod(screen, name));
		const deleted = await server.tell({ do: "delete", name });
		deleteMs.push((await went) - deleted.atMs);
		await wait(200 + 400 * Math.random());
	}
	return { createMs, deleteMs };
}
