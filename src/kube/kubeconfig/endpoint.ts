import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fail, ok, type Result } from "../../base/result.ts";
import { messages } from "../../text/messages/messages.ts";
import type { Machine } from "../auth/machine.ts";
import type { Endpoint } from "../connection-target.ts";
import { environmentProxy, parseProxyUrl } from "./environment-proxy.ts";
import type { ClusterEntry } from "./kubeconfig.ts";
import { fileProblem } from "./kubeconfig-failure.ts";

/** An endpoint and what is worth knowing about it. */
export interface FoundEndpoint {
	readonly endpoint: Endpoint;
	readonly warnings: readonly string[];
}

/**
 * Turn a cluster entry into an endpoint: read the certificate authority, decide on the proxy.
 *
 * A server without a scheme is `http`, as with kubectl; over `http` there is no certificate to check
 * and no credential is sent.
 *
 * @returns the endpoint, or in words what is wrong with the entry
 */
export async function findEndpoint(
	cluster: ClusterEntry,
	machine: Pick<Machine, "env">,
): Promise<Result<FoundEndpoint, string>> {
	const said = messages.kubeconfig;
	if (cluster.server === "") return fail(said.noServer);
	const server = parseServer(cluster.server);
	if (server === undefined) return fail(said.badServer(masked(cluster.server)));
	if (server.username !== "" || server.password !== "") return fail(said.serverWithPassword);
	const proxy = cluster.proxyUrl === "" ? environmentProxy(server, machine.env) : parseProxyUrl(cluster.proxyUrl);
	if (cluster.proxyUrl !== "" && proxy === undefined) return fail(said.badProxy(masked(cluster.proxyUrl)));

	const secure = server.protocol === "https:";
	const authority = secure ? await readAuthority(cluster) : ok(undefined);
	if (!authority.ok) return authority;
	const warnings: string[] = [];
	if (!secure) warnings.push(said.plainServer(server.href));
	else if (cluster.insecureSkipTlsVerify) warnings.push(said.insecureServer(server.href));
	if (cluster.certificateAuthority !== "" && cluster.certificateAuthorityData.length > 0) {
		warnings.push(said.dataBeatsFile("certificate-authority"));
	}
	return ok({
		endpoint: {
			server,
			...(authority.value === undefined ? {} : { ca: authority.value }),
			...(cluster.tlsServerName === "" ? {} : { tlsServerName: cluster.tlsServerName }),
			insecureSkipTlsVerify: cluster.insecureSkipTlsVerify,
			...(proxy === undefined ? {} : { proxy }),
			disableCompression: cluster.disableCompression,
		},
		warnings,
	});
}

/** A URL, or a `host:port` without a path. Query and fragment mean nothing here. */
function parseServer(text: string): URL | undefined {
	const bare = !/^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(text);
	const candidate = bare ? `http://${text}` : text;
	if (!URL.canParse(candidate)) return undefined;
	const url = new URL(candidate);
	if (url.protocol !== "https:" && url.protocol !== "http:") return undefined;
	if (bare && url.pathname !== "/") return undefined;
	url.search = "";
	url.hash = "";
	return url;
}

/** What stands before the `@` may be a password. */
function masked(address: string): string {
	return address.replace(/^(.*\/\/)?.*@/, "$1***@");
}

async function readAuthority(cluster: ClusterEntry): Promise<Result<string | undefined, string>> {
	const said = messages.kubeconfig;
	const fromData = cluster.certificateAuthorityData.length > 0;
	if (!fromData && cluster.certificateAuthority === "") return ok(undefined);
	if (cluster.insecureSkipTlsVerify) return fail(said.insecureWithAuthority);
	let pem: string;
	try {
		pem = fromData
			? cluster.certificateAuthorityData.toString("utf8")
			: await readFile(cluster.certificateAuthority, "utf8");
	} catch (error) {
		return fail(said.unreadable(cluster.certificateAuthority, fileProblem(error)));
	}
	const origin = fromData ? "certificate-authority-data" : cluster.certificateAuthority;
	return holdsCertificate(pem) ? ok(pem) : fail(said.noCertificate(origin));
}

function holdsCertificate(pem: string): boolean {
	const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
	return blocks.some((block) => {
		try {
			void new X509Certificate(block);
			return true;
		} catch {
			return false;
		}
	});
}
