import { expect, test } from "vitest";
import { parseLabelSelector } from "../../src/text/label-selector.ts";

const labels = "app=web,app.kubernetes.io/name=shop,empty=,tier=front";

const table: readonly (readonly [selector: string, selects: boolean])[] = [
	["app=web", true],
	["app==web", true],
	["app = web", true],
	["app=we", false],
	["app=webs", false],
	["pp=web", false],
	["tier=front", true],
	["tier=front,app=web", true],
	["tier=front, app=api", false],
	["app.kubernetes.io/name=shop", true],
	["name=shop", false],
	["empty=", true],
	["empty", true],
	["app=", false],
	["missing=", false],
	["app!=web", false],
	["app!=api", true],
	["app != api", true],
	["missing!=x", true],
	["app in (web, api)", true],
	["app in (api)", false],
	["app in(web)", true],
	["missing in (web)", false],
	["empty in ()", true],
	["app notin (api,db)", true],
	["app notin (web)", false],
	["missing notin (web)", true],
	["app", true],
	["ap", false],
	["missing", false],
	["!missing", true],
	["! missing", true],
	["!app", false],
	["app in (web,api),tier notin (back),!missing,empty", true],
	["app in (web,api),tier in (back,middle)", false],
	["", false],
	["  ", false],
];

test.each(table)("-l %j selects the labelled object: %j", (selector, selects) => {
	const parsed = parseLabelSelector(selector);
	expect(parsed.ok && parsed.value(labels)).toBe(selects);
});

test("an object without labels meets what asks for none", () => {
	const parsed = parseLabelSelector("!app,tier!=x");
	expect(parsed.ok && parsed.value("")).toBe(true);
});

test.each(["app=web=api", "app in web", "=web", "app in (we b)", "app,,tier", "-app", "app~=x", "app=-x", "a/b/c=d"])(
	"%j is no selector",
	(selector) => {
		expect(parseLabelSelector(selector).ok).toBe(false);
	},
);
