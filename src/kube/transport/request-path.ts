/** The one path that ends in a slash: an API server redirects who asks for a node's logs without it. */
const nodeLogs = /^\/api\/v1\/nodes\/[^/]+\/proxy\/logs\/$/;

/**
 * The decoded segments of an absolute path, or undefined when the path is not in the one form that
 * means the same to everybody on its way: no empty, `.` or `..` segment (also not encoded), no
 * needless or doubled percent-encoding, no encoded slash, no query, no control character.
 */
export function pathSegments(path: string): readonly string[] | undefined {
	if (path === "/") return [];
	if (!path.startsWith("/")) return undefined;
	const segments: string[] = [];
	const end = nodeLogs.test(path) ? -1 : path.length;
	for (const encoded of path.slice(1, end).split("/")) {
		const segment = decode(encoded);
		if (segment === undefined || segment === "" || segment === "." || segment === "..") return undefined;
		if (!isCanonical(encoded, segment)) return undefined;
		segments.push(segment);
	}
	return segments;
}

function decode(encoded: string): string | undefined {
	try {
		return decodeURIComponent(encoded);
	} catch {
		return undefined;
	}
}

/** Either as `encodeURIComponent` writes it, or wholly of characters that need no encoding in a path. */
function isCanonical(encoded: string, segment: string): boolean {
	if (/[/\\%\p{Cc}]/u.test(segment)) return false;
	return encoded === encodeURIComponent(segment) || /^[A-Za-z0-9\-._~!$&'()*+,;=:@]+$/.test(encoded);
}

/** What may stand in a request's query; of a list each value by itself, under the same name. */
export type Query = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** Path and query as they go into the request line, below the prefix of the server's URL. */
export function requestPath(prefix: string, path: string, query: Query = {}): string {
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		const values = Array.isArray(value) ? (value as readonly string[]) : value === undefined ? [] : [String(value)];
		for (const one of values) parameters.append(name, one);
	}
	const search = parameters.toString();
	return `${prefix}${path}${search === "" ? "" : `?${search}`}`;
}
