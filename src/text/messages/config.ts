/** What is said about the configuration file. */
export const configMessages = {
	unreadable: (file: string, problem: string) => `cannot read ${file}: ${problem}`,
	invalid: (file: string, line: number, problem: string) => `${file}, line ${line}: ${problem}`,
	notYaml: (problem: string) => `is not YAML: ${problem}`,
	notAMapping: "expected keys and values, such as production: [prod-*]",
	notTexts: (name: string) => `${name}: expected a list of texts, such as [prod-*, tokyo] (put numbers in quotes)`,
	notByName: (name: string) => `${name}: expected names with a list of texts under each`,
	unknownKey: (name: string, near: readonly string[], all: readonly string[]) =>
		`there is no key “${name}”; ${near.length > 0 ? `did you mean ${near.join(" or ")}?` : `expected ${all.join(", ")}`}`,
};
