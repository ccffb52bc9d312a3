import type { Profile } from "../../src/profiles/read-profile.ts";
import { topFunctions } from "../../src/profiles/top-functions.ts";
import { messages } from "../../src/text/messages/messages.ts";
import type { PaneLine } from "../screens/text-pane.ts";
import { measureText, shareText } from "./measure-text.ts";

/** A function that takes at least this share by itself is worth a look. */
export const HOT_SHARE = 0.1;

/** Functions by what they cost, what costs most by itself first. */
export function topLines(profile: Profile, kind: number): readonly PaneLine[] {
	const { total, costs } = topFunctions(profile, kind);
	const unit = profile.kinds[kind]?.unit ?? "";
	const heading = cells(...messages.profiles.headings);
	return [
		{ text: heading, tone: "muted" },
		...costs.map(({ name, flat, cumulative }): PaneLine => {
			const numbers = cells(
				measureText(flat, unit),
				shareText(flat, total),
				measureText(cumulative, unit),
				shareText(cumulative, total),
				"",
			);
			const isHot = total > 0 && flat / total >= HOT_SHARE;
			const token = isHot ? "attention" : flat === 0 ? "muted" : "plain";
			return { text: numbers + name, tone: "plain", spans: [{ from: 0, length: numbers.length, token }] };
		}),
	];
}

function cells(flat: string, flatShare: string, cumulative: string, cumulativeShare: string, name: string): string {
	return `${flat.padStart(9)} ${flatShare.padStart(7)} ${cumulative.padStart(9)} ${cumulativeShare.padStart(7)}  ${name}`;
}
