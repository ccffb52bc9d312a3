import { expect, test } from "vitest";
import { fact } from "../../../src/session/text-line.ts";
import { TextPane } from "../../../views/screens/text-pane.ts";

function open(texts: readonly string[], width = 20, height = 3) {
	const pane = new TextPane();
	pane.set(texts.map((text) => ({ text, tone: "plain" })));
	pane.fit(width, height);
	const rows = (): string[] => pane.window().map(({ pieces }) => pieces.map(({ text }) => text).join(""));
	const chosen = (): number => pane.window().findIndex((row) => row.chosen);
	return { pane, rows, chosen };
}

const ten = Array.from({ length: 10 }, (_, index) => `line ${index}`);

test("scrolling stops at both ends", () => {
	const { pane, rows } = open(ten);
	pane.scrollBy(-1);
	expect(rows()).toEqual(["line 0", "line 1", "line 2"]);
	pane.scrollTo(Number.MAX_SAFE_INTEGER);
	expect(rows()).toEqual(["line 7", "line 8", "line 9"]);
	pane.page(-1);
	expect(rows()[0]).toBe("line 4");
});

test("long lines are cut by the screen, or wrapped by cells; wrapping stays at the line one is at", () => {
	const { pane, rows } = open(["abcdefghij", "価格価格価格", "end"], 4, 9);
	expect(rows()).toHaveLength(3);
	pane.toggleWrap();
	expect(rows()).toEqual(["abcd", "efgh", "ij", "価格", "価格", "価格", "end"]);
	pane.fit(4, 2);
	pane.scrollTo(3);
	pane.toggleWrap();
	expect(rows()).toEqual(["価格価格価格", "end"]);
});

test("a search goes to the first match from here, n and N round the ends; what was found is marked", () => {
	const { pane, rows, chosen } = open(["one", "Two", "three", "four", "two", "six"]);
	pane.search("TWO");
	expect(pane.found).toEqual({ at: 1, total: 2 });
	expect([rows()[chosen()], pane.window()[chosen()]?.pieces]).toEqual(["Two", [{ text: "Two", token: "match" }]]);
	pane.next(1);
	expect(rows()[chosen()]).toBe("two");
	pane.next(1);
	expect(rows()[chosen()]).toBe("Two");
	pane.next(-1);
	expect(pane.found.at).toBe(2);
	pane.search("nowhere");
	expect(pane.found).toEqual({ at: 0, total: 0 });
	pane.search("");
	expect(pane.window().every((row) => row.pieces.every(({ token }) => token !== "match"))).toBe(true);
});

test("text of the cluster is made safe before it is cut, searched or drawn", () => {
	const { rows } = open(["a\u001b[2Jb\u202ec"], 40);
	expect(rows()).toEqual(["a␛[2Jb<U+202E>c"]);
});

test("the name of a fact has a look of its own", () => {
	const pane = new TextPane();
	pane.set([fact("Node", "tokyo-1")]);
	expect(pane.window()[0]?.pieces).toEqual([
		{ text: "Node          ", token: "key" },
		{ text: " tokyo-1", token: "plain" },
	]);
});
