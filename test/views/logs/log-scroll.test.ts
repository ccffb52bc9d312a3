import { expect, test } from "vitest";
import { LogScroll } from "../../../views/logs/log-scroll.ts";
import { logRow, ScriptedLogs } from "../../support/scripted-logs.ts";

function open(count: number, height = 3, partsOf: (line: number) => number = () => 1) {
	const logs = new ScriptedLogs();
	logs.set(Array.from({ length: count }, (_, line) => logRow(line, `line ${line}`)));
	const scroll = new LogScroll(() => logs);
	/** The lines on the screen, the one that one is at in brackets. */
	const screen = (): string =>
		scroll
			.window(height, ({ line }) => partsOf(line))
			.map(({ row, part, chosen }) => {
				const text = `${row.line}${part === 0 ? "" : `.${part}`}`;
				return chosen ? `[${text}]` : text;
			})
			.join(" ");
	const add = (from: number, to: number): void => {
		for (let line = from; line <= to; line++) logs.add(logRow(line, `line ${line}`));
	};
	screen();
	return { logs, scroll, screen, add };
}

test("one goes with the log until one moves up; what comes then is counted and moves nothing", () => {
	const { scroll, screen, add } = open(10);
	expect(screen()).toBe("7 8 9");
	add(10, 11);
	expect(screen()).toBe("9 10 11");
	scroll.moveBy(-1);
	expect(screen()).toBe("9 [10] 11");
	expect(scroll.isFollowing).toBe(false);
	add(12, 40);
	expect(screen()).toBe("9 [10] 11");
	expect(scroll.newBelow).toBe(29);
	scroll.follow();
	expect(screen()).toBe("38 39 40");
	expect(scroll.newBelow).toBe(0);
});

test("the window moves as little as brings the line into it", () => {
	const { scroll, screen } = open(10);
	scroll.moveBy(-3);
	expect(screen()).toBe("[6] 7 8");
	scroll.moveBy(1);
	expect(screen()).toBe("6 [7] 8");
	scroll.moveBy(2);
	expect(screen()).toBe("7 8 [9]");
	scroll.moveBy(5);
	expect(screen()).toBe("7 8 [9]");
	scroll.toStart();
	expect(screen()).toBe("[0] 1 2");
});

test("a page takes window and line along, and stops at the ends", () => {
	const { scroll, screen } = open(20, 4);
	scroll.page(-1);
	expect(screen()).toBe("12 13 14 [15]");
	scroll.page(-0.5);
	expect(screen()).toBe("10 11 12 [13]");
	scroll.page(-9);
	expect(screen()).toBe("[0] 1 2 3");
	scroll.page(1);
	expect(screen()).toBe("[4] 5 6 7");
	scroll.page(9);
	expect(screen()).toBe("16 17 18 [19]");
});

test("lines that leave above do not move what one looks at; when that has left, one is at the first that is there", () => {
	const { logs, scroll, screen } = open(20);
	scroll.moveBy(-10);
	expect(screen()).toBe("[9] 10 11");
	logs.set(Array.from({ length: 15 }, (_, index) => logRow(index + 5, "x")));
	expect(screen()).toBe("[9] 10 11");
	logs.set(Array.from({ length: 5 }, (_, index) => logRow(index + 15, "x")));
	expect(screen()).toBe("[15] 16 17");
});

test("a filter hides the line one is at: one is at the next, and back when it is gone", () => {
	const { logs, scroll, screen } = open(20);
	scroll.moveBy(-10);
	logs.setFilter("line 1");
	expect(screen()).toBe("[10] 11 12");
	logs.setFilter("");
	expect(screen()).toContain("[9]");
});

test("a line that was searched for comes to stand in the upper third, unless it is in sight", () => {
	const { scroll, screen } = open(100, 6);
	scroll.toLine(97);
	expect(screen()).toBe("94 95 96 [97] 98 99");
	scroll.toLine(50);
	expect(screen()).toBe("48 49 [50] 51 52 53");
});

test("wrapped lines take as many rows as they have parts; the last one is seen to its end", () => {
	const { scroll, screen } = open(10, 4, (line) => (line % 2 === 0 ? 3 : 1));
	expect(screen()).toBe("8 8.1 8.2 9");
	scroll.moveBy(-1);
	expect(screen()).toBe("[8] [8.1] [8.2] 9");
	scroll.moveBy(-2);
	expect(screen()).toBe("[6] [6.1] [6.2] 7");
	scroll.moveBy(2);
	expect(screen()).toBe("7 [8] [8.1] [8.2]");
});

test("a line that is higher than the screen is seen from its beginning", () => {
	const { scroll, screen } = open(4, 3, (line) => (line === 1 ? 9 : 1));
	expect(screen()).toBe("1.8 2 3");
	scroll.moveBy(-2);
	expect(screen()).toBe("[1] [1.1] [1.2]");
	scroll.moveBy(-1);
	expect(screen()).toBe("[0] 1 1.1");
	scroll.moveBy(1);
	expect(screen()).toBe("[1] [1.1] [1.2]");
});

test("an empty log has nothing to be at", () => {
	const { scroll, screen } = open(0);
	expect(screen()).toBe("");
	expect(scroll.current()).toBeUndefined();
	scroll.moveBy(-1);
	scroll.page(1);
	scroll.toStart();
	expect(screen()).toBe("");
});

test("a screen costs the rows it has, however many there are", () => {
	const { logs, scroll, screen } = open(5_000, 20);
	for (const move of [() => {}, () => scroll.moveBy(-100), () => scroll.page(-1)]) {
		move();
		logs.given = 0;
		screen();
		expect(logs.given).toBeLessThanOrEqual(2 * 20 + 4);
	}
});
