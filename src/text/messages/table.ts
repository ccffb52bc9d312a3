import type { SafeText } from "../safe-text.ts";

/** What is said about tables and their filters. */
export const tableMessages = {
	nothingToNegate: "! needs a word right after it",
	nothingToFind: "~ needs a word right after it",
	nothingToEscape: "\\ needs a character after it",
	fuzzyNegated: "a ~word cannot be negated; !word leaves out what holds the word",
	openQuote: 'this " is not closed',
	openPattern: "this /pattern/ is not closed; to search for the text, quote it",
	afterPattern: "only a blank may follow a /pattern/; to search for a path, quote it",
	openGroup: "this ( is not closed",
	unopenedGroup: "there is no ( for this; to search for it, quote it",
	emptyGroup: "there is nothing in these ( )",
	emptyAlternative: "| needs a term on both sides",
	emptyTerm: "there is nothing to look for here",
	emptyValue: "a value is missing here",
	noSelector: "-l needs a label selector, such as -l app=web,tier!=cache",
	sortWithin: "sort: is about all rows; it can be neither negated nor in ( )",
	sortTwice: "there is a sort: already",
	sortForm: "sort: takes a column, such as sort:cpu, or sort:-cpu for the other way round",
	tooLong: (most: number) => `a filter has ${most} characters at most`,
	tooDeep: "too many ( or ! within one another",
	loneOperator: (operator: string) =>
		`no blanks around ${operator}: write it as cpu${operator}500m; to search for it, quote it`,
	noValue: (column: SafeText, operator: string) => `${column}${operator} needs a value`,
	noColumn: (id: SafeText, near: readonly SafeText[]) =>
		near.length === 0
			? `no column is called ${id} here; to search for the text, quote it`
			: `no column is called ${id} here; there is ${near.join(", ")}. To search for the text, quote it`,
	notANumber: (id: SafeText) => `${id} holds no numbers; compare it with : or !=`,
	badPattern: (reason: string) => `the pattern cannot be read: ${reason}`,
	badSelector: (part: SafeText) => `${part} is no label selector; one is app=web,tier!=cache or "app in (web,api)"`,
	pattern: {
		unopened: "there is no ( for this )",
		unclosed: (bracket: string) => `this ${bracket} is not closed`,
		nothingToRepeat: "there is nothing to repeat",
		repeatedTwice: "it is repeated twice; put it in ( )",
		turnedCount: "the counts are the wrong way round",
		turnedRange: "this is no range of characters",
		groupKind: "of groups there are ( ) and (?: )",
		unknown: (what: string) => `${what} means nothing here`,
		tooLarge: (most: number) => `with its repetitions written out it has more than ${most} characters`,
	},
	notInUnit: {
		millicores: (text: SafeText) => `${text} is no amount of CPU, such as 500m or 1.5`,
		bytes: (text: SafeText) => `${text} is no size, such as 200Mi or 1.5Gi (M and G are powers of ten)`,
		milliseconds: (text: SafeText) => `${text} is no duration, such as 90s, 2h or 3d4h`,
		percent: (text: SafeText) => `${text} is no percentage, such as 90`,
		count: (text: SafeText) => `${text} is no number`,
	},
};
