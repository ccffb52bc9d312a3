/** More than anyone steps back through. */
const MOST_KEPT = 100;

/** What was typed before in this session, and how far one has stepped back in it. */
export class PromptHistory {
	/** Oldest first. */
	readonly #texts: string[] = [];
	/** Which of them is shown; their number = none, but what is being typed. */
	#place = 0;
	/** What was being typed when one stepped back first. */
	#draft = "";

	/** Keep a text as the newest; it is there once. */
	add(text: string): void {
		const before = this.#texts.indexOf(text);
		if (before >= 0) this.#texts.splice(before, 1);
		if (text.trim() !== "") this.#texts.push(text);
		if (this.#texts.length > MOST_KEPT) this.#texts.shift();
		this.rest();
	}

	/** The next prompt begins at the newest. */
	rest(): void {
		this.#place = this.#texts.length;
		this.#draft = "";
	}

	/** The text before the one that is shown, or the one after; undefined at the ends. */
	step(step: -1 | 1, shown: string): string | undefined {
		if (this.#place === this.#texts.length) this.#draft = shown;
		let place = this.#place + step;
		// What is there already is no step.
		if (step === -1 && this.#texts[place] === shown) place--;
		if (place < 0 || place > this.#texts.length) return undefined;
		this.#place = place;
		return this.#texts[place] ?? this.#draft;
	}
}
