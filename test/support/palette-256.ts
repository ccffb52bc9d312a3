/** A colour of the 216 and the 24 greys that all terminals of 256 colours share, as `#rrggbb`. */
export function palette256(index: number): string {
	const two = (value: number): string => value.toString(16).padStart(2, "0");
	if (index >= 232) return `#${two(8 + (index - 232) * 10).repeat(3)}`;
	const level = (value: number): string => two(value === 0 ? 0 : 55 + value * 40);
	const place = index - 16;
	return `#${level(Math.floor(place / 36))}${level(Math.floor(place / 6) % 6)}${level(place % 6)}`;
}
