import { describe, expect, it } from "vitest";
import { environmentProxy } from "../../../src/kube/kubeconfig/environment-proxy.ts";

const proxy = "http://proxy:3128/";

/** Each line: the server, the environment, and the proxy that Go would use. */
const chosen: readonly (readonly [string, Readonly<Record<string, string>>, string | undefined])[] = [
	["https://k:6443", {}, undefined],
	["https://k:6443", { HTTPS_PROXY: "http://proxy:3128" }, proxy],
	["https://k:6443", { https_proxy: "http://proxy:3128" }, proxy],
	["https://k:6443", { HTTPS_PROXY: "http://proxy:3128", https_proxy: "http://other" }, proxy],
	["https://k:6443", { HTTPS_PROXY: "", https_proxy: "http://proxy:3128" }, proxy],
	["https://k:6443", { HTTP_PROXY: "http://proxy:3128" }, undefined],
	["http://k:8080", { HTTP_PROXY: "http://proxy:3128" }, proxy],
	["http://k:8080", { HTTPS_PROXY: "http://proxy:3128" }, undefined],
	["https://k:6443", { ALL_PROXY: "http://proxy:3128" }, undefined],
	["https://k:6443", { HTTPS_PROXY: "proxy:3128" }, proxy],
	["https://k:6443", { HTTPS_PROXY: "10.0.0.1:3128" }, "http://10.0.0.1:3128/"],
	["https://k:6443", { HTTPS_PROXY: "user:pass@proxy:3128" }, "http://user:pass@proxy:3128/"],
	["https://k:6443", { HTTPS_PROXY: "http://user:100%25@proxy:3128" }, "http://user:100%25@proxy:3128/"],
	["https://k:6443", { HTTPS_PROXY: "http://user:100%@proxy:3128" }, undefined],
	["http://k:8080", { HTTP_PROXY: "100%:pass@proxy:3128" }, undefined],
	["https://k:6443", { HTTPS_PROXY: "socks5://proxy:1080" }, "socks5://proxy:1080"],
	["https://k:6443", { HTTPS_PROXY: "socks5h://proxy:1080" }, "socks5://proxy:1080"],
	["https://localhost:6443", { HTTPS_PROXY: "http://proxy:3128" }, undefined],
	["https://127.8.9.1:6443", { HTTPS_PROXY: "http://proxy:3128" }, undefined],
	["https://[::1]:6443", { HTTPS_PROXY: "http://proxy:3128" }, undefined],
	["https://[::ffff:127.0.0.1]:6443", { HTTPS_PROXY: "http://proxy:3128" }, undefined],
];

/** Each line: the server's host and port, a NO_PROXY, and whether it excludes the server. */
const excluded: readonly (readonly [string, string, boolean])[] = [
	["k.example.com:6443", "*", true],
	["k.example.com:6443", "a, * ,b", true],
	["k.example.com:6443", "example.com", true],
	["example.com:6443", "example.com", true],
	["example.com:6443", "EXAMPLE.COM", true],
	["k.example.com:6443", ".example.com", true],
	["example.com:6443", ".example.com", false],
	["k.example.com:6443", "*.example.com", true],
	["example.com:6443", "*.example.com", false],
	["badexample.com:6443", "example.com", false],
	["example.com.evil:6443", "example.com", false],
	["k.example.com:6443", "example.com:6443", true],
	["k.example.com:6443", "example.com:443", false],
	["k.example.com:443", "example.com:443", true],
	["k.example.com", "example.com:443", true],
	["10.1.2.3:6443", "10.1.2.3", true],
	["10.1.2.3:6443", "10.1.2.3:6443", true],
	["10.1.2.3:6443", "10.1.2.3:443", false],
	["10.1.2.3:6443", "10.0.0.0/8", true],
	["10.1.2.3:6443", "10.1.0.0/24", false],
	["10.1.2.3:6443", "10.0.0.0/33", false],
	["10.1.2.3:6443", "10.1", false],
	["10.1.2.3:6443", "2.3", false],
	["[fd00::1]:6443", "fd00::1", true],
	["[fd00::1]:6443", "[fd00::1]:6443", true],
	["[fd00::1]:6443", "fd00::/8", true],
	["[fd00::1]:6443", "10.0.0.0/8", false],
	["[::ffff:10.1.2.3]:6443", "10.0.0.0/8", true],
	["k.example.com:6443", "10.0.0.0/8,,:80, ,example.org", false],
	["xn--bcher-kva.example:6443", "bücher.example", true],
	["k:6443", "", false],
];

describe("the proxy of the environment", () => {
	it.each(chosen)("%s with %j is reached through %s", (server, env, expected) => {
		expect(environmentProxy(new URL(server), env)?.href).toBe(expected);
	});

	it.each(excluded)("https://%s with NO_PROXY=%s: excluded %s", (host, noProxy, expected) => {
		for (const name of ["NO_PROXY", "no_proxy"]) {
			const found = environmentProxy(new URL(`https://${host}`), { HTTPS_PROXY: "http://proxy:3128", [name]: noProxy });
			expect(found === undefined).toBe(expected);
		}
	});
});
