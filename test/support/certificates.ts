import { CertificateAuthority as Authority } from "../../src/sim/tls/certificate-authority.ts";

/** The simulated API's authority, under a name that says whose it is. */
export class CertificateAuthority extends Authority {
	constructor(name = "test authority") {
		super(name);
	}
}
