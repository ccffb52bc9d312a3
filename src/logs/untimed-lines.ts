import { keepLine } from "./kept-line.ts";
import type { LentLine } from "./log-reading.ts";

/** What a kubelet says, with the code of success, of a container that its runtime has forgotten. */
const noLog = "unable to retrieve container logs for ";

/**
 * Lines that came without the time that was asked for. They are the end of a line whose beginning was not asked for, or
 * words of the server's own (which it says again each time it is asked), or the server keeps no times at all.
 */
export class UntimedLines {
	readonly #hand: (line: Readonly<LentLine>) => void;
	/** The first that a request gave, until it shows what it is. */
	#first: LentLine | undefined;
	/** A line with a time has come at all, and in this request. */
	#hasTimed = false;
	#isTimed = false;
	#isCutOff = false;
	#firstSaid = "";
	#refusal: string | undefined;
	#handed = 0;

	constructor(hand: (line: Readonly<LentLine>) => void) {
		this.#hand = hand;
	}

	/** Several have come, and none with a time: where to go on from is not known. */
	get areAll(): boolean {
		return this.#handed > 1 && !this.#hasTimed;
	}

	/** All that the server said the last time is that it has no log. */
	get refusal(): string | undefined {
		return this.#refusal;
	}

	/** Another request; `isCutOff`: it asks for less than the whole log. */
	begin(isCutOff: boolean): void {
		this.#first = undefined;
		this.#isTimed = false;
		this.#refusal = undefined;
		this.#isCutOff = isCutOff;
	}

	take(line: Readonly<LentLine>): void {
		if (this.#first === undefined && !this.#isTimed) {
			this.#first = keepLine(line);
			return;
		}
		this.end();
		this.#say(line);
	}

	/** A line with a time has come. */
	timedFollows(): void {
		this.#hasTimed = this.#isTimed = true;
		if (!this.#isCutOff) this.end();
		this.#first = undefined;
	}

	/** Nothing else comes of this request. */
	end(): void {
		const first = this.#first;
		this.#first = undefined;
		if (first === undefined) return;
		const text = Buffer.from(first.bytes).toString();
		if (text.startsWith(noLog) && !this.#isTimed) {
			this.#refusal = text;
			return;
		}
		if (text === this.#firstSaid) return;
		this.#firstSaid = text;
		this.#say(first);
	}

	#say(line: Readonly<LentLine>): void {
		this.#handed++;
		this.#hand(line);
	}
}
