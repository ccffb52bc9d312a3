import {
	mkdtempSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openNewFile } from "../../src/session/open-new-file.ts";
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

/** What of the folder this process holds open, a file that was removed among it. */
function heldOpen(): readonly string[] {
	return readdirSync("/proc/self/fd").flatMap((fd) => {
		try {
			return [readlinkSync(join("/proc/self/fd", fd))].filter((file) => file.startsWith(folder));
		} catch {
			// The one that the list itself was read by.
			return [];
		}
	});
}

test("what cannot be written leaves no file behind, and none open", async () => {
	const unwritable = Symbol("no content") as unknown as string;
	expect(writeNewFile(join(folder, "at-once"), unwritable).ok).toBe(false);
	const opened = openNewFile(join(folder, "bit-by-bit"));
	if (!opened.ok) throw new Error(opened.failure);
	expect(heldOpen()).toEqual([join(folder, "bit-by-bit")]);
	async function* broken(): AsyncGenerator<string> {
		yield "a line\n";
		throw new Error("the line is gone");
	}
	expect(await opened.value.write(broken())).toMatchObject({ ok: false, failure: "the line is gone" });
	expect(heldOpen()).toEqual([]);
	expect(readdirSync(folder)).toEqual([]);
});
