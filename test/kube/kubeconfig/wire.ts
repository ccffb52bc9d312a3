import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import type { ConnectionTarget, Credential } from "../../../src/kube/connection-target.ts";
import { loadTarget, type TargetOptions } from "../../../src/kube/kubeconfig/load-target.ts";
import { type LaidOut, layOut } from "./lay-out.ts";
import { machineOf } from "./our-verdict.ts";
import { sortHeaders, type WireRequest, type WireServers } from "./wire-servers.ts";
import type { WireSetUp } from "./wire-set-ups.ts";

/** What a client does with a set-up: a first request, or none and why. */
export type WireVerdict = { readonly request: WireRequest; readonly execInfo: unknown } | { readonly refused: string };

type Flags = NonNullable<WireSetUp["flags"]>;

/** Ask kubectl: the request that `kubectl auth can-i --list` sends. */
export async function askKubectlOnTheWire(
	kubectl: string,
	setUp: WireSetUp,
	servers: WireServers,
): Promise<WireVerdict> {
	await using laidOut = await layOutFor(setUp, servers);
	servers.take();
	const args = ["auth", "can-i", "--list", "--request-timeout=5s", ...asArguments(filledFlags(setUp, laidOut))];
	const env = { HOME: join(laidOut.directory, "home"), ...environment(setUp, laidOut) };
	const stderr = await new Promise<string>((resolve) => {
		execFile(kubectl, args, { env, cwd: join(laidOut.directory, "work"), timeout: 60_000 }, (_error, _out, said) =>
			resolve(said),
		);
	});
	const request = servers.take();
	if (request === undefined) return { refused: laidOut.blank(withoutLog(stderr).trim()) };
	return { request: blanked(request, laidOut), execInfo: await readExecInfo(laidOut) };
}

/** Ask ourselves: the same request, as the connection target describes it. Nothing is sent. */
export async function askOurselves(setUp: WireSetUp, servers: WireServers): Promise<WireVerdict> {
	await using laidOut = await layOutFor(setUp, servers);
	const machine = { ...machineOf(laidOut), env: environment(setUp, laidOut) };
	const target = await loadTarget(filledFlags(setUp, laidOut), machine);
	if (!target.ok) return { refused: laidOut.blank(target.failure.message) };
	const credential = await target.value.credentials.current();
	if (!credential.ok) return { refused: laidOut.blank(credential.failure.message) };
	const request = describeTarget(target.value, credential.value);
	return { request: blanked(request, laidOut), execInfo: await readExecInfo(laidOut) };
}

/** Log lines begin with a level and a time, which change from run to run. */
function withoutLog(stderr: string): string {
	return stderr.replaceAll(/^[EWI]\d{4} .*\n/gm, "");
}

function describeTarget(target: ConnectionTarget, credential: Credential): WireRequest {
	const { server, tlsServerName, proxy } = target.endpoint;
	const secure = server.protocol === "https:";
	const certificate = credential.clientCertificate?.cert as string | undefined;
	const serverName = tlsServerName ?? server.hostname;
	return {
		path: server.pathname.replace(/\/$/, ""),
		secure,
		authorization: credential.authorization ?? null,
		impersonation: sortHeaders(
			target.impersonation.map(([name, value]) => [name.toLowerCase(), Buffer.from(value, "latin1").toString("utf8")]),
		),
		namespace: target.namespace,
		clientCertificate:
			certificate === undefined ? null : new X509Certificate(certificate).subject.replace(/^.*CN=/s, ""),
		serverName: secure && isIP(serverName) === 0 ? serverName : null,
		proxiedTo: proxy === undefined ? null : server.host,
	};
}

function layOutFor(setUp: WireSetUp, servers: WireServers): Promise<LaidOut> {
	return layOut({ files: { ...servers.files, ...setUp.files } }, servers.places);
}

function environment(setUp: WireSetUp, laidOut: LaidOut): Record<string, string> {
	const env: Record<string, string> = { PATH: `${laidOut.directory}/path:/usr/bin:/bin` };
	for (const [name, value] of Object.entries(setUp.env ?? {})) env[name] = laidOut.fill(value);
	return env;
}

function filledFlags(setUp: WireSetUp, laidOut: LaidOut): TargetOptions {
	return JSON.parse(laidOut.fill(JSON.stringify(setUp.flags ?? {}))) as TargetOptions;
}

function asArguments(flags: Flags): readonly string[] {
	const names: Readonly<Record<string, string>> = { asGroups: "as-group" };
	return Object.entries(flags).flatMap(([key, value]) => {
		const name = names[key] ?? key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		return [value].flat().map((one) => `--${name}=${String(one)}`);
	});
}

/** Ports differ from run to run. */
function blanked(request: WireRequest, laidOut: LaidOut): WireRequest {
	return JSON.parse(laidOut.blank(JSON.stringify(request))) as WireRequest;
}

async function readExecInfo(laidOut: LaidOut): Promise<unknown> {
	try {
		return JSON.parse(laidOut.blank(await readFile(join(laidOut.directory, "exec-info.json"), "utf8")));
	} catch {
		return null;
	}
}
