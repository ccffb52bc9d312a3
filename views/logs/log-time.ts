import { humanDuration } from "../../src/text/duration.ts";

/** How the time of a line is written, in the order in which the key steps through them. */
export const timeForms = ["local", "utc", "relative", "off"] as const;

/** One of {@link timeForms}. */
export type TimeForm = (typeof timeForms)[number];

/** What the times on the screen look like: all the same. */
export interface TimeLook {
	readonly form: TimeForm;
	/** Some line is of another day than today: the day is written instead of the milliseconds. */
	readonly hasDays: boolean;
	/** There is no room for milliseconds. */
	readonly isShort: boolean;
	/** What relative times are relative to. */
	readonly nowMs: number;
}

/** Cells of a relative time. */
const RELATIVE_COLUMNS = 6;

/** When a line was written; all of one width, blank where nobody knows. Empty where times are off. */
export function timeText(timeMs: number, look: TimeLook): string {
	const { form, hasDays, isShort, nowMs } = look;
	if (form === "off") return "";
	if (Number.isNaN(timeMs)) return " ".repeat(timeText(0, look).length);
	if (form === "relative") return humanDuration(Math.max(0, nowMs - timeMs)).padStart(RELATIVE_COLUMNS);
	const date = new Date(form === "utc" ? timeMs : timeMs - new Date(timeMs).getTimezoneOffset() * 60_000);
	const text = Number.isNaN(date.getTime()) ? "" : date.toISOString();
	const clock = text.slice(11, isShort || hasDays ? 19 : 23);
	return `${hasDays ? `${text.slice(5, 10)} ` : ""}${clock}${form === "utc" ? "Z" : ""}`;
}

/** Whether two times are of the same day as the form counts days. */
export function isSameDay(a: number, b: number, form: TimeForm): boolean {
	if (form === "utc") return Math.floor(a / 86_400_000) === Math.floor(b / 86_400_000);
	return new Date(a).toDateString() === new Date(b).toDateString();
}
