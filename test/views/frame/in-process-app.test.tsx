import { Box, Text } from "ink";
import { type ReactNode, useSyncExternalStore } from "react";
import { describe, expect, it } from "vitest";
import { createStore, type Readable } from "../../../src/base/store.ts";
import type { Terminal, TerminalSize } from "../../../src/terminal/terminal.ts";
import { mountInk } from "../../../views/frame/mount-ink.ts";
import { InProcessApp } from "../../support/in-process-app.ts";

function List({ cursor, size }: { cursor: Readable<number>; size: Readable<TerminalSize> }): ReactNode {
	const at = useSyncExternalStore(cursor.subscribe, cursor.get);
	const { columns, rows } = useSyncExternalStore(size.subscribe, size.get);
	const top = Math.max(0, at - rows + 2);
	return (
		<Box flexDirection="column" width={columns} height={rows} overflow="hidden">
			<Text wrap="truncate">{"価格 of everything"}</Text>
			{Array.from({ length: rows - 1 }, (_, line) => (
				<Text key={top + line} wrap="truncate" inverse={top + line === at} color="green">
					{`row ${top + line} ${"─".repeat(columns)}`}
				</Text>
			))}
		</Box>
	);
}

function startList(terminal: Terminal): Disposable {
	const cursor = createStore(0);
	const ink = mountInk(<List cursor={cursor} size={terminal.size} />, {
		...terminal.size.get(),
		onFrame: (lines) => terminal.draw({ lines }),
		onError: (error) => {
			throw error;
		},
	});
	terminal.size.subscribe(() => ink.resize(terminal.size.get()));
	terminal.onInput((event) => {
		if (event.type !== "key") return;
		if (event.chord === "down") cursor.update((at) => at + 1);
		if (event.chord === "esc") cursor.set(0);
	});
	return ink;
}

describe("an app from key to cell", () => {
	it("moves, scrolls and resizes with the screen always what Ink's last frame says", async () => {
		const keyOf = (id: string): string | undefined => (id === "next-row" ? "down" : undefined);
		await using app = await InProcessApp.start({ columns: 40, rows: 10, keyOf, start: startList });
		expect(app.screen()).toMatch(/^価格 of everything\nrow 0 ─{33}/);
		for (let move = 0; move < 20; move++) await app.press("next-row");
		expect(app.emulator.lines().at(-1)).toMatch(/^row 20 ─/);
		await app.type("\x1b[B\x1b[B\x1b[B");
		expect(app.emulator.lines().at(-1)).toMatch(/^row 23 ─/);
		await app.resize(20, 5);
		expect(app.emulator.lines()).toHaveLength(5);
		expect(app.emulator.lines().at(-1)).toBe("row 23 ────────────…");
		await app.press("esc");
		expect(app.emulator.lines()[1]).toMatch(/^row 0 /);
	});

	it("sends few bytes for a row more", async () => {
		await using app = await InProcessApp.start({ columns: 200, rows: 50, start: startList });
		await app.type("\x1b[B".repeat(60));
		const before = app.bytes;
		await app.press("down");
		// Two whole rows of it are three bytes a cell: the one that lost the cursor and the one that came.
		expect(app.bytes - before).toBeLessThan(1300);
	});
});
