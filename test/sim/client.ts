import type { Sim } from "../../src/sim/sim.ts";

/** Any JSON, for reading answers in tests. */
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read field by field, each read is an assertion
export type Json = any;

export interface Answer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: Json;
}

/** Send a request and read the whole JSON answer (text where it is none). */
export async function send(
	sim: Sim,
	method: string,
	path: string,
	options: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
	const response = await fetch(sim.url + path, {
		method,
		headers: { ...(options.body === undefined ? {} : { "Content-Type": "application/json" }), ...options.headers },
		...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
	});
	const text = await response.text();
	const json = response.headers.get("content-type")?.startsWith("application/json") === true;
	return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
}

/** GET and read the whole JSON answer. */
export function get(sim: Sim, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
	return send(sim, "GET", path, { headers });
}

/** An open watch whose JSON events are read one by one. */
export interface OpenWatch {
	/** The next event; undefined at the end of the stream. Rejects when the connection breaks. */
	next(): Promise<Json>;
	/** The next events, as `TYPE name`. */
	take(count: number): Promise<string[]>;
	close(): void;
}

/** Open a watch of JSON events. */
export async function openWatch(sim: Sim, path: string, accept = "application/json"): Promise<OpenWatch> {
	const abort = new AbortController();
	const response = await fetch(sim.url + path, { headers: { Accept: accept }, signal: abort.signal });
	const lines = readLines(response);
	const next = async (): Promise<Json> => {
		const line = await lines.next();
		return line.done === true ? undefined : JSON.parse(line.value);
	};
	return {
		next,
		async take(count) {
			const taken: string[] = [];
			while (taken.length < count) {
				const event = await next();
				if (event === undefined) break;
				taken.push(`${event.type} ${event.object.metadata?.name ?? ""}`.trim());
			}
			return taken;
		},
		close: () => abort.abort(),
	};
}

async function* readLines(response: Response): AsyncGenerator<string> {
	let rest = "";
	const decoder = new TextDecoder();
	for await (const chunk of response.body ?? []) {
		rest += decoder.decode(chunk, { stream: true });
		const lines = rest.split("\n");
		rest = lines.pop() ?? "";
		yield* lines;
	}
}
