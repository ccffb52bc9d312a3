import { createRandom, type Random } from "../world/random.ts";

/** What a line is about. */
export interface Scene {
	readonly app: string;
	readonly container: string;
	readonly atMs: number;
	/** Of this line alone. */
	readonly random: Random;
	/** Something is wrong in this minute with the whole application. */
	readonly isBadMinute: boolean;
}

/** How a kind of program writes its log. */
export interface Voice {
	opening(scene: Scene): string;
	line(scene: Scene): string;
	/** The last line of a run that has done its work. */
	closing(scene: Scene): string;
}

/** One minute in so many is a bad one. */
const BAD_MINUTE_IN = 9;
const MINUTE_MS = 60_000;

/** Whether an application has trouble in the minute of a time: the same for all of its pods. */
export function isBadMinute(app: string, atMs: number): boolean {
	return createRandom(`${app}/${Math.floor(atMs / MINUTE_MS)}`).below(BAD_MINUTE_IN) === 0;
}

/** True in one case of `usually`, or of `inTrouble` in a bad minute. */
export function happens({ random, isBadMinute }: Scene, usually: number, inTrouble: number): boolean {
	return random.below(isBadMinute ? inTrouble : usually) === 0;
}

/** `2026-11-21T12:03:22.123Z`. */
export function isoTime(atMs: number): string {
	return new Date(atMs).toISOString();
}
