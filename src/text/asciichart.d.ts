declare module "asciichart" {
	/** A line chart of box characters, one column a value. */
	export function plot(
		values: readonly number[],
		options: { readonly min: number; readonly height: number; readonly format: (value: number) => string },
	): string;
}
