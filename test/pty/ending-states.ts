import { expect, vi } from "vitest";
import type { Chord } from "../../src/terminal/key.ts";
import { chordBytes } from "../support/chord-bytes.ts";
import { client, type LocalClient } from "../support/local-client.ts";
import type { EndingStage } from "./ending-stage.ts";

/** Where the program is when it ends. */
export interface EndingState {
	/** The kubeconfig whose user signs in through a program that asks for a code. */
	readonly asks?: true;
	/** It shows what is piped in; its keys come from the terminal. */
	readonly isPiped?: true;
	/** Go there. */
	enter(stage: EndingStage): Promise<void>;
	/** It is there still, or there again. */
	isThere(stage: EndingStage): Promise<void>;
	/** Leave the program from there. Done when the last key has been sent. */
	leave(stage: EndingStage, key: "q" | "ctrl-c"): Promise<void>;
	/** What was there besides the terminal is no more, now that the program is gone. */
	isGone?(stage: EndingStage): Promise<void>;
}

const onTable = ({ program }: EndingStage): Promise<void> => program.shows("watch live");

/** Keys of which the last leaves the program. */
async function keys({ program }: EndingStage, ...chords: Chord[]): Promise<void> {
	const last = chords.pop() ?? "";
	await program.press(...chords);
	program.send(chordBytes(last), 0);
}

/** The states of the table of endings. */
export const endingStates: Readonly<Record<string, EndingState>> = {
	table: {
		enter: onTable,
		isThere: onTable,
		leave: (stage, key) => keys(stage, key),
	},
	detail: {
		async enter(stage) {
			await onTable(stage);
			await stage.program.press("y");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows("apiVersion: v1"),
		leave: (stage, key) => (key === "q" ? keys(stage, "q", "q") : keys(stage, "ctrl-c")),
	},
	log: {
		async enter(stage) {
			await onTable(stage);
			await stage.program.press("l");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows(/^logs {2}.*following/m),
		leave: (stage, key) => (key === "q" ? keys(stage, "q", "q") : keys(stage, "ctrl-c")),
	},
	"piped log": {
		isPiped: true,
		enter: (stage) => endingStates["piped log"]?.isThere(stage) ?? Promise.reject(),
		isThere: ({ program }) => program.shows(/^logs {2}standard input {2}all ended/m),
		leave: (stage, key) => keys(stage, key),
	},
	dialog: {
		async enter(stage) {
			await onTable(stage);
			await stage.program.press(".");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows("Delete it; asks first"),
		leave: (stage, key) => (key === "q" ? keys(stage, "esc", "q") : keys(stage, "ctrl-c", "ctrl-c")),
	},
	prompt: {
		async enter(stage) {
			await onTable(stage);
			await stage.program.press("/");
			await stage.program.type("quiet");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows(/^\/quiet$/m),
		leave: (stage, key) => (key === "q" ? keys(stage, "esc", "q") : keys(stage, "ctrl-c", "ctrl-c")),
	},
	"first second": {
		enter: (stage) => skeletonStands(stage),
		isThere: (stage) => skeletonStands(stage),
		leave: (stage, key) => keys(stage, key),
	},
	child: {
		asks: true,
		async enter(stage) {
			await giveToChild(stage);
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows("Code?"),
		/** The key is the child's: `q` is no code, ctrl-c ends it. Then the program is back, and the key is its own. */
		async leave(stage, key) {
			stage.program.send(key === "q" ? "q\r" : chordBytes(key), 0);
			await childEnded(stage);
			await keys(stage, key);
		},
	},
	/** A shell in the cluster, and in it an editor that has done to the terminal all that editors do. */
	shell: {
		async enter(stage) {
			const { program } = stage;
			await openShell(stage);
			program.send("vi\r", 0);
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows("editor 160x45"),
		/** `q` leaves the editor, and `exit` the shell; ctrl-c is the editor's, and `ctrl-] x` ends all of it. */
		async leave(stage, key) {
			const { program } = stage;
			program.send(key === "q" ? "q" : "\x03\x1dx", 0);
			if (key === "q") {
				await program.until("the shell again", () => !program.emulator.alternate);
				program.send("exit\r", 0);
			}
			await onTable(stage);
			if (key === "q") await program.shows("has ended, exit code 0.");
			await keys(stage, key);
		},
	},
	"shell in the background": {
		async enter(stage) {
			const { program } = stage;
			await openShell(stage);
			program.send("\x1dd", 0);
			await program.shows(":sessions leads back to it");
			await go(stage, "sessions");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows(/^▸shell-1 +payments\/ledger\S* \(ledger\) +open/m),
		leave: leaveWhatRuns,
	},
	"debug form": {
		async enter(stage) {
			await findLedger(stage);
			await stage.program.press("b");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows(/Debug payments\/ledger[^]*▸\[ Cancel \]/),
		leave: (stage, key) => (key === "q" ? keys(stage, "esc", "q") : keys(stage, "ctrl-c", "ctrl-c")),
	},
	/** Somebody is connected through it. */
	forward: {
		async enter(stage) {
			const { program } = stage;
			await findLedger(stage);
			await program.press("F");
			await program.shows("Forward to payments/pods/ledger-");
			await listens(stage);
			await program.press("ctrl-u");
			await program.type("0:8080");
			await program.press("tab", "tab", "tab", "enter");
			await program.shows(/127\.0\.0\.1:\d+ leads to payments\/pods\/ledger/);
			const port = Number(/127\.0\.0\.1:(\d+) leads to/.exec(program.emulator.text())?.[1]);
			connected.set(stage, { port, client: client(port) });
			await go(stage, "forwards");
			await this.isThere(stage);
		},
		isThere: ({ program }) => program.shows(/forward-1 .* listening +1 of 1/),
		leave: leaveWhatRuns,
		async isGone(stage) {
			const { port, client: before } = connected.get(stage) ?? {};
			if (port === undefined || before === undefined) throw new Error("nobody is connected");
			await vi.waitFor(() => expect(before.how).not.toBe("open"), PATIENCE);
			const after = client(port);
			await vi.waitFor(() => expect(after.how).toBe("reset"), PATIENCE);
		},
	},
};

const PATIENCE = { timeout: 10_000, interval: 5 };

/** Who is connected through the forward of a program. */
const connected = new WeakMap<EndingStage, { readonly port: number; readonly client: LocalClient }>();

async function go({ program }: EndingStage, place: string): Promise<void> {
	await program.press(":");
	await program.type(place);
	await program.press("enter");
}

/** The cursor is on a pod in which something can be run. */
async function findLedger(stage: EndingStage): Promise<void> {
	const { program } = stage;
	await onTable(stage);
	await go(stage, "pods payments");
	await program.shows(/^pods {2}payments/m);
	await program.press("/");
	await program.type("ledger");
	await program.press("enter");
}

async function openShell(stage: EndingStage): Promise<void> {
	const { program } = stage;
	await findLedger(stage);
	await program.press("s");
	await program.shows("in which container of payments/ledger");
	program.send("\r", 1);
	await program.shows("yagura: shell in payments/ledger");
	await program.shows("/ $");
}

/** Keys that come at once are no answer to a dialog: two turns of the clock in the header are a second at least. */
async function listens({ program }: EndingStage): Promise<void> {
	const seconds = new Set<string | undefined>();
	await program.until("the dialog to listen", () => {
		seconds.add(/\d\d:\d\d:\d\d/.exec(program.emulator.text())?.[0]);
		return seconds.size >= 3;
	});
}

/** Whoever leaves is asked whether what runs may end. */
async function leaveWhatRuns(stage: EndingStage, key: "q" | "ctrl-c"): Promise<void> {
	const { program } = stage;
	if (key === "q") await program.press("q");
	program.send(chordBytes(key), 1);
	await program.shows("One thing still runs. Leave all the same?");
	await listens(stage);
	await program.press("tab");
	program.send("\r", 0);
}

/** The program that the user signs in through gets the terminal. */
export async function giveToChild(stage: EndingStage): Promise<void> {
	const { program } = stage;
	await program.shows("Give the terminal to this program");
	await listens(stage);
	program.send("\t", 1);
	await program.shows("▸[ Give ]");
	program.send("\r", 1);
}

function skeletonStands({ program }: EndingStage): Promise<void> {
	return program.until("the skeleton", () => program.emulator.alternate);
}

/** The child has failed to sign in, and the program has its terminal back and says so. */
export function childEnded({ program }: EndingStage): Promise<void> {
	return program.shows("not signed in");
}
