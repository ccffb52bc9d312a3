/** Just as much of an ESLint rule's context as is used here. */
interface RuleContext {
	readonly sourceCode: { getText(node: unknown): string };
	report(problem: { readonly node: unknown; readonly message: string }): void;
}

/** A cast, in either notation. */
interface Cast {
	readonly typeAnnotation: unknown;
}

/**
 * The gate's lint rule: only `src/text` makes safe text. A cast anywhere else would carry raw text past it.
 *
 * @see docs/architecture.md, rule 5
 */
const noCast = {
	create(context: RuleContext) {
		const check = (node: Cast): void => {
			if (!/\bSafeText\b/.test(context.sourceCode.getText(node.typeAnnotation))) return;
			context.report({ node, message: "Only src/text makes SafeText: pass the text through safeText()." });
		};
		return { TSAsExpression: check, TSTypeAssertion: check };
	},
};

// The form of a plugin is oxlint's: a module's default export.
// oxlint-disable-next-line import/no-default-export
export default { meta: { name: "yagura" }, rules: { "no-cast-to-safe-text": noCast } };
