import type { Sight } from "./fault-sights.ts";
import type { MatrixScreen } from "./matrix-screen.ts";
import { debugSurface, forwardSurface, shellSurface } from "./matrix-streams.ts";
import { VICTIM } from "./matrix-world.ts";

/** What is on the screen when a fault comes, and what is done there. */
export interface MatrixSurface {
	/** Bring it onto the screen, while all is well. */
	enter(screen: MatrixScreen, plural: string): Promise<void>;
	/** What the user does once the fault is there. */
	act(screen: MatrixScreen): Promise<void>;
	/** What the user does who has seen something. */
	readonly after?: Partial<Readonly<Record<Sight, (screen: MatrixScreen) => Promise<void>>>>;
	/** What goes on by itself as soon as the fault is over. */
	readonly over?: (screen: MatrixScreen) => Promise<void>;
	/** What is to be seen again, beside rows that are live and the server's. */
	healed(screen: MatrixScreen): Promise<void>;
}

const nothing = async (): Promise<void> => {};
const LIVE = /● watch live/;
/** Before there is a fault time is not what is tried: on a starved machine the clock is far ahead of the sockets. */
const OPENING_MS = 300_000;

const LATELY_SECONDS = 5;
const GOES_ON_WITHIN_MS = 70_000;

/** Show the objects of a kind, with the cursor on the first: the victim, where it is of them. */
export async function openTable(screen: MatrixScreen, plural: string): Promise<void> {
	await screen.until(
		() => `${plural} are known`,
		() => screen.workspace.kinds.find(plural) !== undefined,
		10_000,
	);
	await screen.palette(plural);
	await screen.shows(new RegExp(`^ ?${plural} `, "m"), 30_000);
	await screen.shows(LIVE, OPENING_MS);
	await screen.shows(plural === "events" ? "Unhealthy" : VICTIM, 30_000);
	await screen.app.press("home");
}

/** A line of the log on the screen is of these seconds; or its pod is gone, and that is said. */
async function goesOn(screen: MatrixScreen): Promise<void> {
	const isOfNow = (): boolean => {
		if (/ all ended | ended, | not found|There is no pod of/.test(screen.text())) return true;
		const now = screen.clock.now();
		const lately = Array.from({ length: LATELY_SECONDS }, (_, second) => new Date(now - second * 1_000));
		const times = lately.map((time) => time.toTimeString().slice(0, 8));
		return screen
			.text()
			.split("\n")
			.slice(2)
			.some((line) => times.some((time) => line.slice(1).startsWith(time)));
	};
	await screen.until(() => "a line of these seconds, or that the pod is gone", isOfNow, GOES_ON_WITHIN_MS);
}

/** Each place of the program that a fault must be seen from. */
export const matrixSurfaces = {
	table: { enter: openTable, act: nothing, healed: nothing },
	detail: {
		async enter(screen, plural) {
			await openTable(screen, plural);
			await screen.app.press("row.yaml");
			await screen.shows("apiVersion");
		},
		act: (screen) => screen.app.press("detail.reload"),
		async healed(screen) {
			await screen.app.press("detail.reload");
			const current = (): RegExp => new RegExp(`resourceVersion: "${screen.versionOnServer()}"|GONE from the cluster`);
			await screen.until(
				() => `${current()}`,
				() => current().test(screen.text()),
				15_000,
			);
		},
	},
	events: { enter: (screen) => openTable(screen, "events"), act: nothing, healed: nothing },
	metrics: {
		async enter(screen) {
			await openTable(screen, "pods");
			await screen.shows(/metrics \ds/, 40_000);
		},
		act: nothing,
		async healed(screen) {
			await screen.shows(/metrics \d+s/, 70_000);
		},
	},
	context: {
		async enter(screen) {
			await screen.palette("ctx home");
			await screen.shows(/^ ?home /m, 30_000);
			await screen.shows(LIVE, OPENING_MS);
		},
		act: (screen) => screen.palette("ctx company"),
		healed: nothing,
	},
	logs: {
		async enter(screen) {
			await openTable(screen, "pods");
			await screen.app.press("row.logs");
			await screen.shows(/^logs {2}Pod default\/a-victim/m);
			await goesOn(screen);
		},
		act: nothing,
		healed: goesOn,
	},
	dialog: {
		async enter(screen, plural) {
			await openTable(screen, plural);
			await screen.app.press("row.actions");
			await screen.shows("Delete it; asks first");
			await screen.app.press("d");
			await screen.shows("[ Cancel ]");
		},
		async act(screen) {
			await screen.pass(600);
			await screen.app.press("tab", "enter");
		},
		healed: nothing,
	},
	shell: shellSurface,
	debug: debugSurface,
	forward: forwardSurface,
} as const satisfies Record<string, MatrixSurface>;

/** Name of a surface. */
export type SurfaceName = keyof typeof matrixSurfaces;
