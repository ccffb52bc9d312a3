import { afterEach, expect, test, vi } from "vitest";
import { type Loopback, serveHttp } from "../kube/transport/loopback.ts";
import { openCompany } from "../support/company-screen.ts";

vi.setConfig({ testTimeout: 60_000 });

let server: Loopback | undefined;
afterEach(() => server?.[Symbol.asyncDispose]());

/** A service on this machine that answers nobody before it is told to. */
async function slowService(): Promise<{ readonly url: string; readonly answerAll: () => void }> {
	const waiting: (() => void)[] = [];
	let isSlow = true;
	server = await serveHttp((_, response) => {
		if (isSlow) waiting.push(() => void response.end("ok"));
		else response.end("ok");
	});
	const answerAll = (): void => {
		isSlow = false;
		for (const answer of waiting.splice(0)) answer();
	};
	return { url: `http://127.0.0.1:${server.port}/health`, answerAll };
}

test("requests, answers, percentiles and a chart; ctrl-r once more", async () => {
	await using company = await openCompany({ columns: 110, rows: 30 });
	const { url, answerAll } = await slowService();
	answerAll();
	await company.go(`bench ${url} 50 5`);
	await company.shows(/^bench {2}http:\/\/127\.0\.0\.1:\d+\/health {2}50 requests, 5 at once {2}done/m);
	await company.shows("50 of 50 in ");
	expect(company.app.screen()).toMatch(/^ answers +200 {2}50$/m);
	expect(company.app.screen()).toMatch(
		/^ latency, ms +least \S+ +p50 \S+ +p90 \S+ +p95 \S+ +p99 \S+ +most \S+ +mean \S+$/m,
	);
	expect(company.app.screen()).toContain("95th percentile from the first request to the last, ms");
	await company.app.press("load.again");
	await company.shows("50 of 50 in ");
});

test("esc stops it and what is known stays; esc again goes back", async () => {
	await using company = await openCompany({ columns: 110, rows: 30 });
	const { url } = await slowService();
	await company.go(`bench ${url}`);
	await company.shows("200 requests, 10 at once  running; esc stops it");
	await company.app.press("esc");
	await company.shows("200 requests, 10 at once  stopped");
	expect(company.app.screen()).toContain("0 of 200 in ");
	await company.app.press("esc");
	await company.shows("watch live");
	expect(company.app.screen()).toMatch(/^pods /m);
});

test.each([
	["bench", "no forward is chosen"],
	["bench nonsense", "not an address that can be asked"],
	["bench https://127.0.0.1/", "not an address that can be asked"],
	["bench http://198.51.100.7/", "only what listens on this machine is asked"],
])(":%s says why not, and nothing is sent", async (words, why) => {
	await using company = await openCompany({ columns: 140, rows: 24 });
	await company.go(words);
	expect(company.app.screen()).toContain(why);
	expect(company.app.screen()).toMatch(/^pods /m);
});
