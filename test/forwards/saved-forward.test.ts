import { expect, test } from "vitest";
import { configFields } from "../../src/config/config-fields.ts";
import { parseSavedForward } from "../../src/forwards/saved-forward.ts";

test("a line is a target, its ports, and perhaps where from and for whom", () => {
	const target = { kind: "services", namespace: "shop", name: "web" };
	expect(parseSavedForward("shop/svc/web 8080:80 0:metrics 443 :9 http  context=a address=0.0.0.0")).toEqual({
		ok: true,
		value: {
			context: "a",
			specs: [
				{ target, localPort: 8080, remotePort: "80", address: "0.0.0.0" },
				{ target, localPort: 0, remotePort: "metrics", address: "0.0.0.0" },
				{ target, localPort: 443, remotePort: "443", address: "0.0.0.0" },
				{ target, localPort: 0, remotePort: "9", address: "0.0.0.0" },
				{ target, localPort: 0, remotePort: "http", address: "0.0.0.0" },
			],
		},
	});
	expect(parseSavedForward("shop/deploy/api 80")).toMatchObject({
		value: { context: undefined, specs: [{ address: "localhost", target: { kind: "deployments" } }] },
	});
});

test.each([
	["web 80", "web is no target: expected NAMESPACE/KIND/NAME, such as shop/services/web"],
	["a/svc/web/x 80", "a/svc/web/x is no target: expected NAMESPACE/KIND/NAME, such as shop/services/web"],
	["a/secrets/web 80", "nothing can be forwarded to secrets"],
	["a/svc/web", "a/svc/web has no ports: expected LOCAL:REMOTE, such as 8080:80"],
	["a/svc/web 80000", "80000 is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http"],
	["a/svc/web 8080:0", "8080:0 is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http"],
	["a/svc/web 99999:80", "99999:80 is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http"],
	["a/svc/web 1:2:3", "1:2:3 is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http"],
	["a/svc/web --x", "--x is no port: expected LOCAL:REMOTE, such as 8080:80 or 0:http"],
])("%j: %s", (line, problem) => {
	expect(parseSavedForward(line)).toEqual({ ok: false, failure: problem });
});

test("the published schema takes what is understood", () => {
	const pattern = new RegExp(configFields.forwards.pattern);
	expect(pattern.test("shop/svc/web 8080:80 context=a")).toBe(true);
	expect(pattern.test("shop/svc/web")).toBe(false);
});
