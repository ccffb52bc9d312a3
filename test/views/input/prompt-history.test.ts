import { expect, test } from "vitest";
import { PromptHistory } from "../../../views/input/prompt-history.ts";

test("up goes back, down comes forth to what was being typed", () => {
	const history = new PromptHistory();
	for (const text of ["api", "web", " ", "cpu>1"]) history.add(text);
	expect(history.step(-1, "dra")).toBe("cpu>1");
	expect(history.step(-1, "cpu>1")).toBe("web");
	expect(history.step(-1, "web")).toBe("api");
	expect(history.step(-1, "api")).toBeUndefined();
	expect(history.step(1, "api")).toBe("web");
	expect(history.step(1, "web")).toBe("cpu>1");
	expect(history.step(1, "cpu>1")).toBe("dra");
	expect(history.step(1, "dra")).toBeUndefined();
});

test("a text is there once, as new as when it was used last; what is shown already is no step", () => {
	const history = new PromptHistory();
	for (const text of ["api", "web", "api"]) history.add(text);
	expect(history.step(-1, "api")).toBe("web");
	expect(history.step(-1, "web")).toBeUndefined();
});

test("it does not grow without end", () => {
	const history = new PromptHistory();
	for (let count = 0; count < 300; count++) history.add(`filter ${count}`);
	let steps = 0;
	for (let shown: string | undefined = ""; shown !== undefined; shown = history.step(-1, shown)) steps++;
	expect(steps).toBeLessThanOrEqual(101);
});
