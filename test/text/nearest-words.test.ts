import { expect, test } from "vitest";
import { nearestWords } from "../../src/text/nearest-words.ts";

const columns = ["namespace", "name", "ready", "status", "restarts", "cpu", "cpu%r", "cpu%l", "mem", "node", "age"];

test.each([
	["memory", ["mem"]],
	["stat", ["status"]],
	["staus", ["status"]],
	["restart", ["restarts"]],
	["NODES", ["node"]],
	["cpu%", ["cpu", "cpu%r", "cpu%l"]],
	["nam", ["namespace", "name"]],
	["foo", []],
	["nginx", []],
])("who writes %j may mean %j", (word, near) => {
	expect(nearestWords(word, columns)).toEqual(near);
});
