declare const brand: unique symbol;

/** A page at an address of this machine and a port that this program listens on. Only {@link localUrl} makes one: never a text from a cluster. */
export type LocalUrl = string & { readonly [brand]: true };

/** Where a browser finds what listens on a port of this machine. */
export function localUrl(address: string, port: number): LocalUrl {
	const host = address.includes(":") ? `[${address}]` : address;
	return `http://${host}:${port}/` as LocalUrl;
}

/** What a {@link LocalUrl} looks like: an address in numbers, a port, and nothing behind them. */
export const localUrlPattern = String.raw`http://(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:.]{2,39}\]):\d{1,5}/`;
