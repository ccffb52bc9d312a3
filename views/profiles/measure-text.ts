const NANOSECONDS: readonly (readonly [unit: string, size: number])[] = [
	["s", 1e9],
	["ms", 1e6],
	["µs", 1e3],
	["ns", 1],
];
const BYTES: readonly (readonly [unit: string, size: number])[] = [
	["Gi", 2 ** 30],
	["Mi", 2 ** 20],
	["Ki", 2 ** 10],
	["B", 1],
];

/** A value of a profile in at most seven characters, e.g. `440ms`, `19.2Mi`, `12345`; of a unit that is not known, as it is. */
export function measureText(value: number, unit: string): string {
	const scale = unit === "nanoseconds" ? NANOSECONDS : unit === "bytes" ? BYTES : undefined;
	if (scale === undefined || value === 0) return String(value);
	const [name, size] = scale.find((step) => Math.abs(value) >= step[1]) ?? ["", 1];
	const scaled = value / size;
	return `${Math.abs(scaled) >= 100 || size === 1 ? Math.round(scaled) : Number(scaled.toFixed(1))}${name}`;
}

/** A share of a whole in per cent, e.g. `97.8%`. */
export function shareText(value: number, total: number): string {
	return `${total === 0 ? "0.0" : ((100 * value) / total).toFixed(1)}%`;
}
