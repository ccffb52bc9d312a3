import { spawn } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { get } from "node:https";
import { dirname } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { parse } from "yaml";

it("serves the demo to others, and leaves nothing behind", async () => {
	const served = spawn(process.execPath, ["dist/yagura.mjs", "demo", "--serve"], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	const exited = new Promise((resolve) => served.once("exit", (code, signal) => resolve(code ?? signal)));
	const said = await new Promise<string>((resolve) => served.stdout.setEncoding("utf8").once("data", resolve));
	const file = /KUBECONFIG=(\S+)/.exec(said)?.[1] ?? "";
	expect(statSync(file).mode & 0o777).toBe(0o600);
	expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
	const config = parse(readFileSync(file, "utf8"));
	const { server, "certificate-authority-data": authority } = config.clusters[0].cluster;
	const body = await new Promise<string>((resolve, reject) => {
		const headers = { Authorization: `Bearer ${config.users[0].user.token}` };
		const ca = Buffer.from(authority, "base64");
		get(`${server}/api/v1/namespaces/payments/pods?limit=3`, { ca, headers }, (response) => {
			text(response).then(resolve, reject);
		}).on("error", reject);
	});
	expect(JSON.parse(body).items).toHaveLength(3);
	served.kill("SIGTERM");
	expect(await exited).toBe(0);
	expect(existsSync(dirname(file))).toBe(false);
});
