import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { systemClock } from "../../src/base/clock.ts";
import { scaleScenario } from "../../src/sim/scenario/scale.ts";
import { type Sim, startSim } from "../../src/sim/sim.ts";
import { CertificateAuthority } from "../support/certificates.ts";

/** What one run finds: its own home, and a kubeconfig in which every way of signing in and both protocols are used. */
export interface NthHome {
	readonly folder: string;
	readonly kubeconfig: string;
	/** Operations of the run, one a line, as JSON. */
	readonly journal: string;
}

/**
 * Two quiet clusters. `first` is reached by name over TLS and HTTP/2, as a user whose token a plugin gives; `second` the
 * same, with token, authority, client certificate and key in files; `third` over plain HTTP/1.1.
 */
export class NthWorld implements AsyncDisposable {
	readonly #secure: Sim;
	readonly #plain: Sim;
	readonly #folder = mkdtempSync(join(tmpdir(), "yagura-nth-"));
	#homes = 0;

	private constructor(secure: Sim, plain: Sim) {
		this.#secure = secure;
		this.#plain = plain;
	}

	static async start(): Promise<NthWorld> {
		const scenario = scaleScenario({ pods: 40, nodes: 4, changesPerSecond: 0 });
		const common = { clock: systemClock, seed: "nth", scenario };
		return new NthWorld(await startSim({ ...common, tls: true }), await startSim(common));
	}

	/** A home that nothing has been remembered in. */
	home(): NthHome {
		const folder = join(this.#folder, `${++this.#homes}`);
		mkdirSync(folder);
		const write = (name: string, text: string, mode = 0o600): string => {
			const file = join(folder, name);
			writeFileSync(file, text, { mode });
			return file;
		};
		const token = this.#secure.tokens.get("admin") ?? "";
		const { cert, key } = new CertificateAuthority().issue({ commonName: "admin" });
		const answer = { kind: "ExecCredential", apiVersion: "client.authentication.k8s.io/v1", status: { token } };
		const command = write("plugin", `#!/bin/sh\necho '${JSON.stringify(answer)}'\n`, 0o700);
		const exec = { apiVersion: answer.apiVersion, command, interactiveMode: "Never" };
		const files = {
			tokenFile: write("token", token),
			"client-certificate": write("client.crt", cert),
			"client-key": write("client.key", key),
		};
		const secure = {
			server: this.#secure.url.replace("127.0.0.1", "localhost"),
			"certificate-authority": write("ca.crt", this.#secure.authority ?? ""),
		};
		const text = stringify({
			apiVersion: "v1",
			kind: "Config",
			"current-context": "first",
			clusters: [
				{ name: "secure", cluster: secure },
				{ name: "plain", cluster: { server: this.#plain.url } },
			],
			users: [
				{ name: "by-plugin", user: { exec } },
				{ name: "by-files", user: files },
			],
			contexts: [
				{ name: "first", context: { cluster: "secure", user: "by-plugin" } },
				{ name: "second", context: { cluster: "secure", user: "by-files" } },
				{ name: "third", context: { cluster: "plain", user: "" } },
			],
		});
		return { folder, kubeconfig: write("config", text), journal: join(folder, "journal") };
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.#secure[Symbol.asyncDispose]();
		await this.#plain[Symbol.asyncDispose]();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}

/** An operation that the program did. */
export interface CountedOperation {
	readonly number: number;
	readonly kind: string;
	readonly on: string;
	/** With what it fails when it is its turn. */
	readonly code: string;
	/** It was its turn. */
	readonly fails: boolean;
}

/** What the program did in a run. */
export function operationsOf({ journal }: NthHome): readonly CountedOperation[] {
	const lines = readFileSync(journal, "utf8").trimEnd().split("\n");
	return lines.map((line) => JSON.parse(line) as CountedOperation);
}
