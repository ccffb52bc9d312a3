import { describe, expect, test, vi } from "vitest";
import { faultMatrix, type MatrixFault } from "../support/fault-matrix.ts";
import { type Sight, sights } from "../support/fault-sights.ts";
import { MatrixScreen } from "../support/matrix-screen.ts";
import { type MatrixSurface, matrixSurfaces, type SurfaceName } from "../support/matrix-surfaces.ts";
import { addVictims } from "../support/matrix-world.ts";

// A trickle is a timer for each byte; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

/** Each cell is met once in `npm test`, more often in `npm run test:soak`. */
const runs = Number(process.env["RUNS_PER_CELL"] ?? 1);
const seeds = Array.from({ length: runs }, (_, index) => index + 1);
const faults = Object.entries(faultMatrix) as readonly (readonly [string, MatrixFault])[];
const surfaces = Object.entries(matrixSurfaces) as readonly (readonly [SurfaceName, MatrixSurface])[];

/** The longest that something may take to be on the screen. */
const SEEN_WITHIN_MS = 65_000;
/** A credential plugin is given a minute from when it is asked, which a table's backing off may put off; its end is not ours. */
const PLUGIN_SEEN_WITHIN_MS = 80_000;

/** So much longer may a cluster take that was never reached before: its first probe is given more time. */
const FIRST_CONNECTION_MS = 15_000;

/** What is no object in any format; of the format that is spoken are but the tables that lie below, or beside it. */
const streams: ReadonlySet<SurfaceName> = new Set(["logs", "shell", "debug", "forward"]);

/**
 * Each fault is met on each surface, in one of the formats that API servers speak. A stream is met in one of them
 * in `npm test`, in turn, so that each fault and each surface meets both, and in both in `npm run test:soak`.
 */
export function meetFaultsIn(format: "protobuf" | "json"): void {
	describe.each([...faults.entries()].map(([turn, [name, fault]]) => [name, fault, turn] as const))(
		"%s",
		(name, fault, turn) => {
			const isMet = (surface: SurfaceName, index: number): boolean =>
				runs > 1 || !streams.has(surface) || (turn + index) % 2 === (format === "json" ? 0 : 1);
			describe.each(surfaces.filter(([surface], index) => isMet(surface, index)))("%s", (surfaceName, surface) => {
				test.each(seeds)(`${format}, seed %d`, async (seed) => {
					// Both protocols in turn: TLS with HTTP/2, as API servers have it, and plain HTTP/1.1.
					const tls = fault.tls === true || (seed % 2 === 1) === (format === "protobuf");
					await using screen = await MatrixScreen.open({ format, tls, seed });
					await meet(screen, name, fault, surfaceName, surface);
				});
			});
		},
	);
}

async function meet(
	screen: MatrixScreen,
	name: string,
	fault: MatrixFault,
	surfaceName: SurfaceName,
	surface: MatrixSurface,
): Promise<void> {
	addVictims(screen.sim);
	await surface.enter(screen, fault.plural ?? "pods");
	const before = screen.rowsOnScreen();
	const end = fault.make(screen);
	screen.happenings.happen();
	await surface.act(screen);
	for (const sight of fault.shows[surfaceName]) {
		await sees(screen, name, sight);
		await surface.after?.[sight]?.(screen);
	}
	if (surfaceName !== "context") {
		const now = screen.rowsOnScreen();
		for (const uid of before) expect(now.has(uid) || !screen.isOnServer(uid), `row ${uid} is kept`).toBe(true);
	}
	const hasCaughtUp = (): boolean => screen.differences().length === 0;
	if (fault.catchesUpWithinMs !== undefined)
		await screen.until(() => screen.differences().join("; "), hasCaughtUp, fault.catchesUpWithinMs);
	end();
	const overAtMs = screen.clock.monotonic();
	await surface.over?.(screen);
	if (fault.listedByHand === true && !isTold(surfaceName)) await screen.listAnew();
	const isWell = (): boolean => sights.live.test(screen.text()) && screen.differences().length === 0;
	const what = (): string => ["live and equal", ...screen.differences()].join("; ");
	const allowanceMs = surfaceName === "context" ? FIRST_CONNECTION_MS : 0;
	const passedMs = screen.clock.monotonic() - overAtMs;
	await screen.until(what, isWell, Math.max(0, fault.healsWithinMs + allowanceMs - passedMs));
	await surface.healed(screen);
	await screen.app.settled();
}

const asksForObjects: ReadonlySet<SurfaceName> = new Set(["detail", "dialog", "shell", "debug", "forward"]);

/** Who asks for the object itself learns what no watch told. */
function isTold(surface: SurfaceName): boolean {
	return asksForObjects.has(surface);
}

async function sees(screen: MatrixScreen, fault: string, sight: Sight): Promise<void> {
	await screen.shows(sights[sight], fault === "plugin-hangs" ? PLUGIN_SEEN_WITHIN_MS : SEEN_WITHIN_MS);
}
