import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeNewFile } from "../../src/session/write-new-file.ts";
import { messages } from "../../src/text/messages/messages.ts";

const said = messages.session.saving;
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "yagura-save-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("only its owner may read it", () => {
	const path = join(folder, "new.csv");
	expect(writeNewFile(path, "text").ok).toBe(true);
	expect(readFileSync(path, "utf8")).toBe("text");
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test("a file that is there stays as it is", () => {
	const path = join(folder, "old.csv");
	writeFileSync(path, "before");
	expect(writeNewFile(path, "after")).toMatchObject({ ok: false, failure: said.exists });
	expect(readFileSync(path, "utf8")).toBe("before");
});

test("a link is not followed, even where it leads nowhere yet", () => {
	const path = join(folder, "link.csv");
	symlinkSync(join(folder, "elsewhere"), path);
	expect(writeNewFile(path, "text")).toMatchObject({ ok: false, failure: said.exists });
	expect(() => statSync(join(folder, "elsewhere"))).toThrow("ENOENT");
});

test("a folder that is not there is not made", () => {
	expect(writeNewFile(join(folder, "no", "such", "file"), "text")).toMatchObject({ ok: false, failure: said.noFolder });
});
