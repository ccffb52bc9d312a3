// Taken apart, for the bundler puts the class below wherever it finds `Intl.Segmenter`.
const { Segmenter } = Intl;

/**
 * Takes the place of `Intl.Segmenter` in the bundle (see `scripts/quick-start.ts`): the data of Unicode that a segmenter
 * stands on is read from the program's file when a text is first segmented, not when a module is loaded. That reading
 * takes longer than all else before the first text on the screen, and most texts are never segmented.
 */
export class LazySegmenter {
	readonly #locales: string | string[] | undefined;
	readonly #options: Intl.SegmenterOptions | undefined;
	#real: Intl.Segmenter | undefined;

	constructor(locales?: string | string[], options?: Intl.SegmenterOptions) {
		this.#locales = locales;
		this.#options = options;
	}

	segment(text: string): Intl.Segments {
		this.#real ??= new Segmenter(this.#locales, this.#options);
		return this.#real.segment(text);
	}
}
