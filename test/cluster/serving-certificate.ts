import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { inject } from "vitest";
import { CertificateAuthority } from "../../src/sim/tls/certificate-authority.ts";
import { eventually } from "./eventually.ts";

/** The API server's certificate: it reads it anew whenever its files change. */
export class ServingCertificate implements Disposable {
	readonly #files = ["crt", "key"].map((ending) => join(inject("testbed").runDirectory, "pki", `apiserver.${ending}`));
	readonly #original = this.#files.map((file) => readFileSync(file));
	readonly #port: number;

	/** @param port where the API server is */
	constructor(port: number) {
		this.#port = port;
	}

	/** Another one of the same authority. */
	async rotate(): Promise<void> {
		const [certificate = "", key = ""] = this.#files;
		const authority = join(inject("testbed").runDirectory, "pki", "ca");
		const made = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"];
		const signed = ["-CA", `${authority}.crt`, "-CAkey", `${authority}.key`];
		const extensions = ["-addext", "basicConstraints=critical,CA:FALSE", "-addext", `subjectAltName=${this.#names()}`];
		execFileSync(
			"openssl",
			["req", "-x509", "-subj", "/CN=rotated", ...made, ...signed, ...extensions, "-keyout", key, "-out", certificate],
			{ stdio: "ignore" },
		);
		await this.#shown("rotated");
	}

	/** One of an authority that nobody trusts. */
	async replace(): Promise<void> {
		const { cert, key } = new CertificateAuthority("strangers").issue({ commonName: "stranger", names: ["127.0.0.1"] });
		this.#write([Buffer.from(cert), Buffer.from(key)]);
		await this.#shown("stranger");
	}

	/** The one that was there at first. */
	async restore(): Promise<void> {
		this.#write(this.#original);
		await this.#shown("kube-apiserver");
	}

	[Symbol.dispose](): void {
		this.#write(this.#original);
	}

	/** The names that the first one is for, as openssl wants them. */
	#names(): string {
		const { subjectAltName = "" } = new X509Certificate(this.#original[0] ?? "");
		return subjectAltName.replaceAll("IP Address:", "IP:").replaceAll(", ", ",");
	}

	#write(contents: readonly Buffer[]): void {
		for (const [index, file] of this.#files.entries()) writeFileSync(file, contents[index] ?? "");
	}

	/** Resolves when new connections are shown the certificate of this name. */
	async #shown(name: string): Promise<void> {
		await eventually(`the certificate of ${name} is shown`, async () => (await this.#commonName()) === name, {
			withinMs: 90_000,
		});
	}

	#commonName(): Promise<string> {
		return new Promise((resolve, reject) => {
			const socket = connect({ host: "127.0.0.1", port: this.#port, rejectUnauthorized: false }, () => {
				const { CN } = socket.getPeerCertificate().subject;
				resolve(String(CN));
				socket.destroy();
			});
			socket.on("error", reject);
		});
	}
}
