/**
 * Whether two rows say the same. Rows are plain data, so this compares field by field, all the way
 * down. It is how a row's identity changes only when its content does: a heartbeat that touches
 * nothing we show, or a relist of 50,000 unchanged objects, then tells nobody.
 *
 * A row's resource version is not kept to compare with: it would cost each row a string, and it
 * changes with every heartbeat.
 */
export function sameContent(left: unknown, right: unknown): boolean {
	if (Object.is(left, right)) return true;
	if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
	if (Array.isArray(left)) return Array.isArray(right) && sameElements(left, right);
	if (Array.isArray(right)) return false;
	return sameFields(left as Fields, right as Fields);
}

type Fields = Readonly<Record<string, unknown>>;

function sameElements(left: readonly unknown[], right: readonly unknown[]): boolean {
	if (left.length !== right.length) return false;
	for (let index = 0; index < left.length; index++) {
		if (!sameContent(left[index], right[index])) return false;
	}
	return true;
}

function sameFields(left: Fields, right: Fields): boolean {
	let surplus = 0;
	for (const field in left) {
		surplus++;
		if (!Object.hasOwn(right, field) || !sameContent(left[field], right[field])) return false;
	}
	for (const _ in right) surplus--;
	return surplus === 0;
}
