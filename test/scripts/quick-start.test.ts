import { describe, expect, it } from "vitest";
import { withBuiltinsAsObjects } from "../../scripts/quick-start.ts";

describe("modules of Node in the bundle", () => {
	it.each([
		[
			'import{readFile}from"node:fs/promises";go();',
			'const {readFile}=process.getBuiltinModule("node:fs/promises");go();',
		],
		[
			'import{createRequire as a,isBuiltin}from"node:module";go();',
			'const {createRequire:a,isBuiltin}=process.getBuiltinModule("node:module");go();',
		],
		['import path from"path";go();', 'const path=process.getBuiltinModule("path");go();'],
		['import*as util from"node:util";go();', 'const util=process.getBuiltinModule("node:util");go();'],
		[
			'import fs,{statSync}from"node:fs";go();',
			'const fs=process.getBuiltinModule("node:fs");const {statSync}=process.getBuiltinModule("node:fs");go();',
		],
		['await import("node:tls")', 'await Promise.resolve(process.getBuiltinModule("node:tls"))'],
	])("are taken as objects: %s", (chunk, expected) => {
		expect(withBuiltinsAsObjects(chunk)).toBe(expected);
	});

	it("come before what uses them, and after the line that names the interpreter", () => {
		expect(withBuiltinsAsObjects('#!/usr/bin/env node\nuse(a);import{a}from"fs";\n')).toBe(
			'#!/usr/bin/env node\nconst {a}=process.getBuiltinModule("fs");\nuse(a);\n',
		);
	});

	it("are not confused with what else is imported", () => {
		const chunk = 'import{a}from"./chunk-1.mjs";import"./chunk-2.mjs";await import("./show.mjs");';
		expect(withBuiltinsAsObjects(chunk)).toBe(chunk);
	});
});
