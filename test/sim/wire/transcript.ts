import { TUNNELLED_PROTOCOL } from "../../../src/sim/streams/spdy-port-forward.ts";
import type { Passed, Recording } from "./relay.ts";
import { normalise, type Speech, spokenOnChannel, spokenOverSpdy } from "./speech.ts";
import { createWebSocketReader, OPCODE, type WebSocketFrame } from "./websocket-frames.ts";

/** What one side said, in the order in which it was heard in between. */
export interface Line extends Speech {
	readonly from: Passed["from"];
}

/** A conversation over a WebSocket: the handshake's headers that matter, then what was said. */
export interface Transcript {
	/** Request line and headers. */
	readonly request: readonly string[];
	/** Status and headers. */
	readonly answer: readonly string[];
	readonly lines: readonly Line[];
}

const HEADERS = [
	"Upgrade",
	"Connection",
	"Sec-WebSocket-Version",
	"Sec-WebSocket-Protocol",
	"Sec-WebSocket-Extensions",
];

/** Read what went by on a connection; what a side said in pieces is one line. */
export async function transcribe(recording: Recording): Promise<Transcript> {
	const heads: Record<Passed["from"], readonly string[]> = { client: [], server: [] };
	const unread: Record<Passed["from"], Buffer> = { client: Buffer.alloc(0), server: Buffer.alloc(0) };
	const frames = { client: createWebSocketReader(), server: createWebSocketReader() };
	const heard: { readonly from: Passed["from"]; readonly frame: WebSocketFrame }[] = [];
	for (const { from, bytes } of recording) {
		unread[from] = Buffer.concat([unread[from], bytes]);
		if (heads[from].length === 0) {
			const end = unread[from].indexOf("\r\n\r\n");
			if (end < 0) continue;
			heads[from] = headOf(unread[from].subarray(0, end).toString());
			unread[from] = unread[from].subarray(end + 4);
		}
		for (const frame of frames[from](unread[from])) heard.push({ from, frame });
		unread[from] = Buffer.alloc(0);
	}
	const tunnelled = heads.server.some((header) => header.endsWith(TUNNELLED_PROTOCOL));
	const spdy = { client: spokenOverSpdy(), server: spokenOverSpdy() };
	const lines: Line[] = [];
	for (const { from, frame } of heard) {
		if (frame.opcode === OPCODE.ping || frame.opcode === OPCODE.pong) continue;
		const said =
			frame.opcode === OPCODE.close
				? [{ about: "close", text: frame.payload.length < 2 ? "" : String(frame.payload.readUInt16BE(0)) }]
				: tunnelled
					? await spdy[from](frame.payload)
					: [spokenOnChannel(frame)];
		lines.push(...said.map((speech) => ({ from, ...speech })));
	}
	// A good-bye that answers one is heard or not, as it happens: what came first is the end.
	const end = lines.findIndex(({ about }) => about === "close");
	const heardOut = end < 0 ? lines : lines.slice(0, end + 1);
	return { request: heads.client, answer: heads.server, lines: merged(heardOut) };
}

function headOf(head: string): readonly string[] {
	const [first = "", ...headers] = head.split("\r\n");
	const kept = HEADERS.flatMap((name) =>
		headers.filter((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`)),
	);
	return [
		first,
		...kept.map((line) =>
			line.replace(/^[^:]+/, (name) => HEADERS.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name),
		),
	];
}

/** Lines of which none goes on with what the one before began. An empty message is one of its own: it says hello. */
export function merged(lines: readonly Line[]): readonly Line[] {
	const all: Line[] = [];
	for (const line of lines) {
		const last = all.at(-1);
		if (last !== undefined && goesOn(last, line)) all[all.length - 1] = { ...line, data: `${last.data}${line.data}` };
		else all.push(line);
	}
	return all.flatMap((line) => {
		if (!line.data) return [line];
		const data = normalise(line.data);
		return data === "" ? [] : [{ ...line, data }];
	});
}

function goesOn(before: Line, line: Line): boolean {
	if (before.from !== line.from || before.about !== line.about) return false;
	const hello = before.data === "" && before.about.startsWith("channel");
	return before.data !== undefined && line.data !== undefined && !hello;
}

/** A transcript as it is kept: `>` is the client, `<` the server; bytes that a reader needs are after ` = `. */
export function formatTranscript({ request, answer, lines }: Transcript): string {
	const head = [...request.map((line) => `> ${line}`), ...answer.map((line) => `< ${line}`), ""];
	const said = lines.map((line) => {
		const bytes = line.bytes === undefined ? "" : ` = ${line.bytes.toString("hex")}`;
		return `${line.from === "client" ? ">" : "<"} ${sayingOf(line)}${bytes}`;
	});
	return `${[...head, ...said].join("\n")}\n`;
}

/** A line without its bytes: what it says, in words. */
export function sayingOf({ about, text = "", data }: Speech): string {
	return [about, text, data === undefined ? "" : quoted(data)].filter((part) => part !== "").join(" ");
}

/** JSON whose characters all can be seen. */
function quoted(data: string): string {
	const unseen = /[\u007f-\u00ff]/g;
	return JSON.stringify(data).replaceAll(unseen, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Read back what {@link formatTranscript} wrote. */
export function parseTranscript(file: string): Transcript {
	const [head = "", body = ""] = file.split("\n\n");
	const side = (sign: string): string[] =>
		head.split("\n").flatMap((line) => (line.startsWith(`${sign} `) ? [line.slice(2)] : []));
	const lines = body
		.trimEnd()
		.split("\n")
		.map((line): Line => {
			const [, sign, about = "", rest = ""] = /^([<>]) (close|channel \d+|[A-Z_]+(?: \d+)?) ?(.*)$/.exec(line) ?? [];
			const [, words = "", hex] = /^(.*?)(?: ?= ([0-9a-f]+))?$/.exec(rest) ?? [];
			const [, text = "", data] = /^([^"]*?) ?("(?:[^"\\]|\\.)*")?$/.exec(words) ?? [];
			return {
				from: sign === ">" ? "client" : "server",
				about,
				text,
				...(data === undefined ? {} : { data: JSON.parse(data) as string }),
				...(hex === undefined ? {} : { bytes: Buffer.from(hex, "hex") }),
			};
		});
	return { request: side(">"), answer: side("<"), lines };
}
