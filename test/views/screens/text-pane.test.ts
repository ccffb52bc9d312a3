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

test("a text that is read anew and is shorter is still in sight", () => {
	const { pane, rows } = open(ten);
	pane.scrollTo(Number.MAX_SAFE_INTEGER);
	pane.set(ten.slice(0, 4).map((text) => ({ text, tone: "plain" })));
	expect(rows()).toEqual(["line 1", "line 2", "line 3"]);
});

test("the match one is at stays marked in a text that is read anew only where it still stands", () => {
	const { pane, chosen } = open(["one", "two", "three"]);
	pane.search("two");
	expect(chosen()).toBe(1);
	pane.set(["zero", "one", "two"].map((text) => ({ text, tone: "plain" })));
	expect(chosen()).toBe(-1);
	expect(pane.found).toEqual({ at: 0, total: 1 });
});

test("a wrapped text stays at the line one is at, and at its match, when the screen becomes wider or narrower", () => {
	const { pane, rows, chosen } = open(["abcdefghij", "klmnopqrst", "uvw", "xyz", "end"], 5, 2);
	pane.toggleWrap();
	pane.search("xyz");
	pane.scrollTo(4);
	expect(rows()).toEqual(["uvw", "xyz"]);
	pane.fit(10, 2);
	expect(rows()).toEqual(["uvw", "xyz"]);
	expect(chosen()).toBe(1);
	pane.fit(2, 2);
	expect(rows()[0]).toBe("uv");
});

test("what was shifted out of sight comes back when the screen has room for all of it", () => {
	const { pane, rows } = open(["abcdefghij"], 6, 1);
	pane.shift(1);
	expect(rows()).toEqual(["defghij"]);
	pane.fit(20, 1);
	expect(rows()).toEqual(["abcdefghij"]);
});

test("what is searched for is found, and marked, also where wrapping cuts it in two", () => {
	const { pane, chosen } = open(["abcdefghij"], 5, 3);
	pane.toggleWrap();
	pane.search("EFG");
	expect(pane.found).toEqual({ at: 1, total: 1 });
	expect(chosen()).toBe(0);
	const marked = pane.window().map(({ pieces }) => pieces.filter(({ token }) => token === "match"));
	expect(marked.map((pieces) => pieces.map(({ text }) => text).join(""))).toEqual(["e", "fg"]);
});

test("n and N go on from what is on the screen where one is at no match", () => {
	const texts = ["hit", "a", "b", "c", "hit", "d", "hit"];
	const { pane } = open(texts, 20, 2);
	pane.search("hit");
	pane.scrollTo(3);
	pane.set(["none", ...texts.slice(1)].map((text) => ({ text, tone: "plain" })));
	expect(pane.found).toEqual({ at: 0, total: 2 });
	pane.scrollTo(5);
	pane.next(1);
	expect(pane.found).toEqual({ at: 2, total: 2 });
});
