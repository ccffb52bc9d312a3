import { type CountOptions, countObjects } from "./count-objects.ts";

/**
 * Whether as many objects are held as there are. A deletion that no watch was told of shows nowhere else until
 * somebody asks for the object: so each time a watch has come to its end, what is held then is counted.
 */
export class HeadCount {
	/** How many more there were than we hold, the last time: objects that cannot be read are never held. */
	#missing = 0;

	/** True when a list is needed, for the difference is another than the one that the last list left. */
	async isOff(held: number, options: CountOptions): Promise<boolean> {
		const count = await countObjects(options);
		if (count === undefined) return false;
		const missing = count - held;
		const isNews = missing !== 0 && missing !== this.#missing;
		this.#missing = missing;
		return isNews;
	}
}
