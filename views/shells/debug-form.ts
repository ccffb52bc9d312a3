import { commandWords, type DebugWish } from "../../src/shells/debug-container.ts";
import { type DebugProfile, type DebugStyle, debugProfiles } from "../../src/shells/debug-profile.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { type SafeText, safeText } from "../../src/text/safe-text.ts";
import type { FormField, FormValues } from "../dialogs/form.ts";

const said = messages.shells.debug;

/** The image that is offered first. */
export const DEBUG_IMAGE = "busybox:1.37";

/** What every debug form asks for. The first profile, the least privileged one, is offered unless another is named. */
export function debugFields(image: string, style: DebugStyle, profile?: DebugProfile): readonly FormField[] {
	return [
		{ kind: "text", id: "image", label: said.image, value: image },
		{
			kind: "choice",
			id: "profile",
			label: said.profile,
			options: debugProfiles.map((one) => ({
				value: one,
				label: safeText(one),
				note: safeText((style === "node" ? said.onNode : said.may)[one]),
			})),
			chosen: profile === undefined ? 0 : debugProfiles.indexOf(profile),
		},
		{ kind: "text", id: "command", label: said.command, value: "sh" },
	];
}

/** What is filled in, as a container of this name. */
export function wishOf({ image = "", profile = "", command = "" }: FormValues, name: string): DebugWish {
	return { name, image: image.trim(), profile: profile as DebugProfile, command: commandWords(command) };
}

/** Why a debug form cannot be sent; in production the name has to be typed. */
export function debugProblem(
	{ image = "", name = "" }: FormValues,
	expected: string | undefined,
): SafeText | undefined {
	if (image.trim() === "") return safeText(said.noImage);
	if (expected !== undefined && name !== expected) return safeText(messages.views.dialog.nameMissing(expected));
	return undefined;
}

/** Where names have to be typed, the field for it. */
export function nameFields(isProduction: boolean): readonly FormField[] {
	return isProduction ? [{ kind: "text", id: "name", label: messages.shells.typeName, value: "" }] : [];
}

const letters = "bcdfghjklmnpqrstvwxz2456789";

/** `debugger-x7k2p`: a name that nothing else has. */
export function debugName(random: () => number, before = "debugger"): string {
	const suffix = Array.from({ length: 5 }, () => letters[Math.floor(random() * letters.length)]).join("");
	return `${before}-${suffix}`;
}
