/** Sign, digits with or without a point, and one of the suffixes; at least one digit. */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|([numkMGTPE])|([KMGTPE])i)?$/;

const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
	n: -9,
	u: -6,
	m: -3,
	k: 3,
	M: 6,
	G: 9,
	T: 12,
	P: 15,
	E: 18,
};

const BINARY_FACTOR: Readonly<Record<string, number>> = {
	K: 2 ** 10,
	M: 2 ** 20,
	G: 2 ** 30,
	T: 2 ** 40,
	P: 2 ** 50,
	E: 2 ** 60,
};

const DIGIT_ZERO = 48;
/** Whole numbers of so many digits are exact. */
const EXACT_DIGITS = 15;

const MEBIBYTE = 2 ** 20;

/** Half of a nanocore, the least that Kubernetes can say, in millicores. */
const HALF_NANOCORE = 0.5e-6;

/**
 * The value of a Kubernetes quantity such as `500m`, `1.5Gi`, `12e6` or `-3k`; undefined for what is
 * none. Decimal forms are rounded once, to the nearest number.
 *
 * The grammar is the documented one. (The reference parser also takes a lone sign or suffix for zero;
 * no API server sends that.)
 *
 * @see https://github.com/kubernetes/apimachinery/blob/v0.36.3/pkg/api/resource/quantity.go
 */
export function parseQuantity(text: string): number | undefined {
	return parseScaled(text, 0);
}

/** CPU cores in millicores (a fraction for less than a millicore); undefined for what is no quantity. */
export function cpuMillicores(text: string): number | undefined {
	return parseScaled(text, 3);
}

/** A size in bytes, rounded up to a whole one as Kubernetes does; undefined for what is no quantity. */
export function memoryBytes(text: string): number | undefined {
	const value = parseScaled(text, 0);
	return value === undefined ? undefined : Math.ceil(value);
}

/**
 * CPU as `kubectl top` prints it: whole millicores, rounded up, e.g. `48m`, `1200m`.
 *
 * @see https://github.com/kubernetes/kubectl/blob/v0.36.3/pkg/metricsutil/metrics_printer.go `printSingleResourceUsage`
 */
export function formatCpu(millicores: number): string {
	// Sums of fractions may miss a whole number by less than the unit they were measured in.
	return `${Math.max(0, Math.ceil(millicores - HALF_NANOCORE))}m`;
}

/** Memory as `kubectl top` prints it: whole mebibytes, rounded down, e.g. `201Mi`. */
export function formatMemory(bytes: number): string {
	return `${Math.floor(bytes / MEBIBYTE)}Mi`;
}

/** The value times ten to the power of `decimalShift`. */
function parseScaled(text: string, decimalShift: number): number | undefined {
	return parsePlain(text, decimalShift) ?? parseAny(text, decimalShift);
}

/**
 * A whole number of few digits with or without a suffix, which is how figures come by the ten thousand each
 * poll. The number and the power of ten are exact, so that the one operation on them rounds once.
 */
function parsePlain(text: string, decimalShift: number): number | undefined {
	let value = 0;
	let at = 0;
	for (; at < text.length; at++) {
		const digit = text.charCodeAt(at) - DIGIT_ZERO;
		if (digit < 0 || digit > 9) break;
		value = value * 10 + digit;
	}
	if (at === 0 || at > EXACT_DIGITS) return undefined;
	let exponent = decimalShift;
	if (at < text.length) {
		const suffix = DECIMAL_EXPONENT[text.charAt(at)];
		if (text.length > at + 1 || suffix === undefined) {
			const factor = text.length === at + 2 && text.charAt(at + 1) === "i" ? BINARY_FACTOR[text.charAt(at)] : undefined;
			return factor === undefined ? undefined : value * factor * 10 ** decimalShift;
		}
		exponent += suffix;
	}
	return exponent < 0 ? value / 10 ** -exponent : value * 10 ** exponent;
}

function parseAny(text: string, decimalShift: number): number | undefined {
	const match = QUANTITY.exec(text);
	if (match === null) return undefined;
	const [, digits = "", power, decimal, binary] = match;
	let value: number;
	if (binary !== undefined) {
		value = Number(digits) * (BINARY_FACTOR[binary] ?? Number.NaN) * 10 ** decimalShift;
	} else {
		const exponent = power === undefined ? (decimal && DECIMAL_EXPONENT[decimal]) || 0 : Number(power.slice(1));
		// Let the number parser apply the exponent: it rounds once, where multiplying would round twice.
		value = Number(`${digits}e${exponent + decimalShift}`);
	}
	if (!Number.isFinite(value)) return undefined;
	return value === 0 ? 0 : value;
}
