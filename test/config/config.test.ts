import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { productionTest } from "../../src/cli/production.ts";
import { configFields, configSchema } from "../../src/config/config-fields.ts";
import { decodeConfig } from "../../src/config/decode-config.ts";
import { loadConfig } from "../../src/config/load-config.ts";

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), "yagura-config-"));
});
afterEach(() => rmSync(home, { recursive: true }));

function write(folder: string, text: string): string {
	mkdirSync(join(home, folder, "yagura"), { recursive: true });
	const file = join(home, folder, "yagura/config.yaml");
	writeFileSync(file, text);
	return file;
}

it.each([
	["production: [prod-*, tokyo]", ["prod-*", "tokyo"]],
	["# nothing yet\n", []],
	["", []],
	["production: []", []],
])("%j is understood", (text, production) => {
	expect(decodeConfig(text)).toEqual({ ok: true, value: { production, forwards: {} } });
});

it("sets of forwards are lists of texts by name", () => {
	expect(decodeConfig("forwards:\n  shop:\n  - shop/services/web 8080:80\n  none: []\n")).toEqual({
		ok: true,
		value: { production: [], forwards: { shop: ["shop/services/web 8080:80"], none: [] } },
	});
});

it.each([
	["forwards: [a]", 1, /expected names/],
	["forwards:", 1, /expected names/],
	["forwards:\n  shop: web", 2, /forwards: shop: expected a list/],
	["forwards:\n  shop:\n  other: []", 2, /forwards: shop: expected a list/],
	["forwards:\n  shop:\n  - a\n  - {b: c}", 4, /forwards: shop: expected a list of texts/],
	["\nprodution: [a]", 2, /no key “prodution”; did you mean production\?/],
	["colours: red", 1, /no key “colours”.*production/],
	["production: prod-*", 1, /expected a list/],
	["production:\n- a\n- 7\n", 3, /expected a list of texts/],
	["production:\n- a\n- ''\n", 3, /expected a list of texts/],
	["production:", 1, /expected a list/],
	["- production", 1, /expected keys and values/],
	["production: [a", 1, /is not YAML/],
	["production: [a]\nproduction: [b]", 2, /is not YAML: Map keys must be unique/],
	["production: *gone", 1, /./],
])("%j is refused, with its line", (text, line, problem) => {
	const decoded = decodeConfig(text);
	expect(decoded).toMatchObject({ ok: false, failure: { line } });
	if (!decoded.ok) expect(decoded.failure.problem).toMatch(problem);
});

it("is looked for where XDG says, and need not be there", async () => {
	expect(await loadConfig({ env: {}, homeDirectory: home })).toMatchObject({ value: { production: [] } });
	write(".config", "production: [a]");
	expect(await loadConfig({ env: {}, homeDirectory: home })).toMatchObject({ value: { production: ["a"] } });
	write("elsewhere", "production: [b]");
	const env = { XDG_CONFIG_HOME: join(home, "elsewhere") };
	expect(await loadConfig({ env, homeDirectory: home })).toMatchObject({ value: { production: ["b"] } });
	// A relative path is to be ignored.
	const relative = { XDG_CONFIG_HOME: "elsewhere" };
	expect(await loadConfig({ env: relative, homeDirectory: home })).toMatchObject({ value: { production: ["a"] } });
});

it("says which file and which line is not understood", async () => {
	const file = write(".config", "production:\n- a\n- {}\n");
	const failed = await loadConfig({ env: {}, homeDirectory: home });
	expect(failed).toMatchObject({
		ok: false,
		failure: expect.stringContaining(`${file}, line 3: production: expected`),
	});
});

it("knows production by globs, whatever the capitals", () => {
	const isProduction = productionTest(["prod-*", "*-Live", "tokyo"]);
	expect(["prod-a", "PROD-b", "eu-live", "tokyo"].map(isProduction)).toEqual([true, true, true, true]);
	expect(["nonprod-a", "tokyo-2", "live"].map(isProduction)).toEqual([false, false, false]);
});

it("publishes every field in the schema, and nothing else is allowed", () => {
	expect(configSchema()).toMatchObject({ additionalProperties: false });
	expect(Object.keys(configSchema()["properties"] as object)).toEqual(Object.keys(configFields));
});
