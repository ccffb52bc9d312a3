import { expect } from "vitest";
import type { Session } from "../../src/shells/session.ts";
import { kinds } from "../../src/sim/world/kinds.ts";
import { client, type LocalClient } from "./local-client.ts";
import { settle } from "./manual-clock.ts";
import type { MatrixScreen } from "./matrix-screen.ts";
import { type MatrixSurface, openTable } from "./matrix-surfaces.ts";
import { NAMESPACE, PORT, VICTIM } from "./matrix-world.ts";

/** Dialogs take no keys before. */
const DEAF_MS = 500;
/** The longest that anybody may be left in the dark. */
const TOLD_WITHIN_MS = 80_000;
const OPENS_WITHIN_MS = 10_000;
const LOST_WITHIN_MS = 65_000;

/** Below the last greeting of a process that has the terminal. */
const PROMPT = /yagura: (?:shell|debug) in [^]*\n\/ \$\s*$/;
/** The cursor is on a pod that is gone; another has taken its place. */
const ON_GHOST = /^▸.* gone$/m;
/** Nothing came of asking for one. */
const REFUSED = /No shell in \S|There is no shell in \S|No debug container: \S/;

const hasTerminal = ({ app }: MatrixScreen): boolean => app.terminal.lent.get();
const isAtPrompt = (screen: MatrixScreen): boolean => hasTerminal(screen) && PROMPT.test(screen.text());

async function atPrompt(screen: MatrixScreen): Promise<void> {
	await screen.until(
		() => "a prompt",
		() => isAtPrompt(screen),
		OPENS_WITHIN_MS,
	);
}

/** Have the process say something, if the terminal is its. */
async function speak(screen: MatrixScreen): Promise<void> {
	await screen.pass(100);
	if (hasTerminal(screen)) await screen.app.type("echo answer\r");
}

/** Go away, and leave it running. */
async function leave(screen: MatrixScreen): Promise<void> {
	await screen.app.type("\x1dd");
	await screen.shows(/ goes on; :sessions leads back to it/);
}

/** It ends when the user says so, and that is said. */
async function end(screen: MatrixScreen): Promise<void> {
	await screen.app.type("\x1dx");
	await screen.shows("you ended the connection");
}

async function openShell(screen: MatrixScreen): Promise<void> {
	await screen.until(
		() => "the program's own screen",
		() => !hasTerminal(screen),
		OPENS_WITHIN_MS,
	);
	if (ON_GHOST.test(screen.text())) await screen.app.press("down");
	await screen.app.press("s");
	await screen.until(
		() => "a shell, or why not",
		() => isAtPrompt(screen) || (!hasTerminal(screen) && REFUSED.test(screen.text())),
		TOLD_WITHIN_MS,
	);
}

/** Who has lost a shell opens another. */
async function openAnother(screen: MatrixScreen): Promise<void> {
	await openShell(screen);
	await speak(screen);
}

/** A session that was left, and runs. */
function leftOf({ workspace }: MatrixScreen): Session | undefined {
	return workspace.sessions.running.at(-1);
}

/** Back to a session that was left. */
async function comeBack(screen: MatrixScreen, { name }: Session): Promise<void> {
	await screen.palette("sessions");
	await screen.shows(/^sessions/m);
	await screen.app.press("/");
	await screen.app.type(name);
	await screen.app.press("enter", "enter");
	await atPrompt(screen);
}

/**
 * What is at the prompt does as it is told, and ends when it is told to. A line that has died meanwhile does not come back
 * to life when all is well: that is told.
 */
async function works(screen: MatrixScreen): Promise<boolean> {
	await screen.app.type("echo well again\r");
	const isWell = (): boolean => /^well again$/m.test(screen.text());
	const isLost = (): boolean => !hasTerminal(screen) && screen.text().includes("the connection was lost");
	await screen.until(
		() => "an answer, or that the line is dead",
		() => isWell() || isLost(),
		LOST_WITHIN_MS,
	);
	if (!isWell()) return false;
	await end(screen);
	return true;
}

/** The pods with the cursor on one that runs: the victim, where it lives. */
async function onPod(screen: MatrixScreen): Promise<void> {
	await screen.palette("pods");
	await screen.shows(/^ ?pods /m);
	await screen.app.press("home");
}

/** A shell that has the terminal. */
export const shellSurface: MatrixSurface = {
	async enter(screen) {
		await openTable(screen, "pods");
		await screen.app.press("s");
		await atPrompt(screen);
	},
	act: speak,
	after: {
		"shell lost: why": openAnother,
		"shell killed": openAnother,
		"shell answers": leave,
	},
	async healed(screen) {
		const left = leftOf(screen);
		if (left !== undefined) {
			await comeBack(screen, left);
			if (await works(screen)) return;
		}
		await onPod(screen);
		await screen.app.press("s");
		await atPrompt(screen);
		expect(await works(screen)).toBe(true);
	},
};

async function openDebugForm(screen: MatrixScreen): Promise<void> {
	await screen.app.press("b");
	await screen.shows(/Debug default\//);
	await screen.pass(DEAF_MS);
}

/** How many debug containers the server knows of. */
function guests({ sim }: MatrixScreen): number {
	return sim.store.list(kinds.pods).flatMap(({ spec }) => {
		const { ephemeralContainers = [] } = (spec ?? {}) as { readonly ephemeralContainers?: readonly unknown[] };
		return ephemeralContainers;
	}).length;
}

/** A form that is filled in, and then a container that is added and waited for. */
export const debugSurface: MatrixSurface = {
	async enter(screen) {
		await openTable(screen, "pods");
		await openDebugForm(screen);
	},
	act: (screen) => screen.app.press("tab", "enter"),
	after: { "debug container has the terminal": leave },
	/** Who waits for it sees what becomes of it. */
	async over(screen) {
		await screen.until(
			() => "no dialog that waits",
			() => !/^ Starting .* …$/m.test(screen.text()),
			LOST_WITHIN_MS,
		);
		if (!hasTerminal(screen)) return;
		await atPrompt(screen);
		await leave(screen);
	},
	async healed(screen) {
		const before = guests(screen);
		expect(before, "asked for once, added once").toBeLessThanOrEqual(1);
		const left = leftOf(screen);
		if (left !== undefined) {
			await comeBack(screen, left);
			if (await works(screen)) return;
		}
		await onPod(screen);
		await openDebugForm(screen);
		await screen.app.press("tab", "enter");
		await atPrompt(screen);
		expect(guests(screen)).toBe(before + 1);
		expect(await works(screen)).toBe(true);
	},
};

const LISTENING = /forward-1 .* listening /;
/** So long is held who connects while there is no pod, or on a line that is dead. */
const HELD_MS = 35_000;
/** Who connected while the fault lasted. */
const asking = new WeakMap<MatrixScreen, LocalClient>();

/** Ask for a page. It is on its way when this is done: no time of the clock passes before. */
async function ask({ workspace }: MatrixScreen): Promise<LocalClient> {
	const [one] = workspace.forwards.running;
	if (one === undefined) throw new Error("nothing is forwarded");
	const { status } = one.forward;
	const { served, localPort = 0 } = status.get();
	const asked = client(localPort);
	asked.socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
	while (status.get().served === served) await settle();
	return asked;
}

async function isTold(screen: MatrixScreen, asked: LocalClient, withinMs: number): Promise<void> {
	await screen.until(
		() => "whoever has connected is told something",
		() => asked.how !== "open",
		withinMs,
	);
}

async function isAnswered(screen: MatrixScreen): Promise<void> {
	const asked = await ask(screen);
	await isTold(screen, asked, HELD_MS);
	expect(asked).toMatchObject({ how: "ended", heard: expect.stringContaining(`"pod":"${VICTIM}"`) });
}

/** A port that is forwarded, the table of forwards, and programs of this machine that connect. */
export const forwardSurface: MatrixSurface = {
	async enter(screen) {
		await openTable(screen, "pods");
		await screen.app.press("F");
		await screen.shows(/Forward to default\//);
		await screen.pass(DEAF_MS);
		await screen.app.press("ctrl-u");
		await screen.app.type(`0:${PORT}`);
		await screen.app.press("tab", "tab", "tab", "enter");
		await screen.shows(/leads to default\/pods\//);
		await screen.palette("forwards");
		await screen.shows(LISTENING);
		await isAnswered(screen);
	},
	async act(screen) {
		asking.set(screen, await ask(screen));
	},
	after: { "forward listening": isAnswered },
	async healed(screen) {
		const asked = asking.get(screen);
		if (asked !== undefined) await isTold(screen, asked, HELD_MS);
		if (screen.sim.store.get(kinds.pods, NAMESPACE, VICTIM) === undefined) {
			await screen.shows(/forward-1 .* re-attaching /);
			return;
		}
		await screen.shows(LISTENING, 30_000);
		// Who connects first may do so on a line that has died, and is told; the next one need not know.
		await isTold(screen, await ask(screen), HELD_MS);
		await screen.shows(LISTENING);
		await isAnswered(screen);
	},
};
