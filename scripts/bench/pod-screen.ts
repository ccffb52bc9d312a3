import type { Emulator } from "../../test/support/emulator.ts";

const POD_LINE = /^([▸ ])team-\d\d +(\S+)/;

/** The pods on the screen, from the top, as a user would read them. */
function podLines(screen: Emulator): readonly { readonly name: string; readonly isChosen: boolean }[] {
	return screen.lines().flatMap((line) => {
		const [, mark, name] = POD_LINE.exec(line) ?? [];
		return name === undefined ? [] : [{ name, isChosen: mark === "▸" }];
	});
}

/** Name of the pod under the cursor. */
export function chosenPod(screen: Emulator): string | undefined {
	return podLines(screen).find(({ isChosen }) => isChosen)?.name;
}

export function topPod(screen: Emulator): string | undefined {
	return podLines(screen)[0]?.name;
}

export function showsPod(screen: Emulator, name: string): boolean {
	return podLines(screen).some((line) => line.name === name);
}

export function showsAnyPod(screen: Emulator): boolean {
	return podLines(screen).length > 0;
}
