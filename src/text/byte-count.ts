const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
const STEP = 1024;

/** A number of bytes for a person: `312 B`, `4.1 KiB`, `97 MiB`. */
export function byteCount(bytes: number): string {
	let value = bytes;
	let unit = 0;
	for (; value >= STEP && unit < units.length - 1; unit++) value /= STEP;
	const digits = unit > 0 && value < 10 ? 1 : 0;
	return `${value.toFixed(digits)} ${units[unit]}`;
}
