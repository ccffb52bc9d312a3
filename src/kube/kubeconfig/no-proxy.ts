import { BlockList, isIP } from "node:net";
import { domainToASCII } from "node:url";

/** Says whether one entry of `NO_PROXY` covers a host; `family` is 0 for a name. */
type Covers = (host: string, port: string, family: number) => boolean;

/**
 * Whether a server is to be reached without the proxy of the environment.
 *
 * An entry of the comma-separated list is an address, a CIDR block, a name (which covers its
 * sub-domains), a name with a leading dot or `*.` (which covers sub-domains alone), any but the block
 * with an optional port, or `*`. Entries that make no sense are ignored.
 *
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 */
export function noProxy(server: URL, list: string): boolean {
	const host = server.hostname.replace(/^\[|\]$/g, "");
	const port = server.port || (server.protocol === "https:" ? "443" : "80");
	const family = isIP(host);
	if (host === "localhost" || (family !== 0 && loopback.check(host, familyName(family)))) return true;
	return list
		.split(",")
		.map((entry) => entry.trim().toLowerCase())
		.some((entry) => entry === "*" || parseEntry(entry)?.(host, port, family));
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

function parseEntry(entry: string): Covers | undefined {
	const block = /^([^/]+)\/(\d{1,3})$/.exec(entry);
	if (block) return parseBlock(block[1] ?? "", Number(block[2]));
	const { host, port } = splitPort(entry);
	if (host === "") return undefined;
	const family = isIP(host);
	if (family !== 0) {
		const address = new BlockList();
		address.addAddress(host, familyName(family));
		return (other, otherPort, otherFamily) =>
			otherFamily !== 0 && address.check(other, familyName(otherFamily)) && (port === "" || port === otherPort);
	}
	return parseName(host, port);
}

function parseBlock(address: string, prefix: number): Covers | undefined {
	const family = isIP(address);
	if (family === 0 || prefix > (family === 4 ? 32 : 128)) return undefined;
	const block = new BlockList();
	block.addSubnet(address, prefix, familyName(family));
	return (host, _port, otherFamily) => otherFamily !== 0 && block.check(host, familyName(otherFamily));
}

function parseName(name: string, port: string): Covers {
	const given = name.startsWith("*.") ? name.slice(1) : name;
	const alone = !given.startsWith(".");
	const bare = alone ? given : given.slice(1);
	const ascii = domainToASCII(bare) || bare;
	return (host, otherPort, family) =>
		family === 0 && (host.endsWith(`.${ascii}`) || (alone && host === ascii)) && (port === "" || port === otherPort);
}

/** `host:port` and `[v6]:port`; an address with more colons and no brackets has no port. */
function splitPort(entry: string): { readonly host: string; readonly port: string } {
	const match = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(entry);
	return match ? { host: match[1] ?? match[2] ?? "", port: match[3] ?? "" } : { host: entry, port: "" };
}

function familyName(family: number): "ipv4" | "ipv6" {
	return family === 4 ? "ipv4" : "ipv6";
}
