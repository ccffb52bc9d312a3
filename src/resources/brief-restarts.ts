/** RESTARTS where there is little room: `12 (3m ago)` is `12 (3m)`. */
export function briefRestarts(restarts: string): string {
	return restarts.replace(" ago)", ")");
}
