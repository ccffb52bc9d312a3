import { expect, test } from "vitest";
import { forwardLine } from "../../src/cli/forward-line.ts";
import type { ForwardSpec } from "../../src/forwards/forward-spec.ts";
import { startingStatus } from "../../src/forwards/forward-status.ts";
import { failure } from "../../src/kube/failure.ts";

const spec: ForwardSpec = {
	target: { kind: "services", namespace: "shop", name: "web" },
	remotePort: "80",
	localPort: 0,
	address: "localhost",
};

test("a line says where it is, or what is the matter with it", () => {
	const listening = { ...startingStatus, state: "listening", localPort: 8080, pod: "web-1" } as const;
	expect(forwardLine(spec, startingStatus)).toBe("starting shop/services/web:80");
	expect(forwardLine(spec, listening)).toBe("127.0.0.1:8080 -> shop/services/web:80 (web-1)");
	expect(forwardLine({ ...spec, address: "::1" }, listening)).toContain("[::1]:8080 ->");
	const why = failure("absent", "no pod");
	expect(forwardLine(spec, { ...listening, state: "re-attaching", failure: why })).toBe(
		"re-attaching shop/services/web:80: no pod",
	);
});

test("nothing of the cluster's reaches the terminal as it is", () => {
	const listening = { ...startingStatus, state: "listening", localPort: 1, pod: "\u001b]52;c;x\u0007" } as const;
	expect(forwardLine(spec, listening)).not.toContain("\u001b");
});
