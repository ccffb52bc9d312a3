/** What may stand in the configuration file, as data: read by the decoder and by the published schema. */
interface ConfigField {
	/** A list of texts, none of them empty; or such a list under each name. */
	readonly kind: "texts" | "textsByName";
	/** A sentence for the schema, which editors show. */
	readonly doc: string;
	/** What each text looks like, where that can be said. */
	readonly pattern?: string;
}

/** Every field by name. */
export const configFields = {
	production: {
		kind: "texts",
		doc: "Contexts that are production, by name; * stands for any characters. They are marked PRODUCTION, and names have to be typed there before something is deleted.",
	},
	forwards: {
		kind: "textsByName",
		doc: "Sets of port-forwards by name, for `yagura forward NAME` and :forwards. Each is NAMESPACE/KIND/NAME and its ports, LOCAL:REMOTE (0 = any free one) or one number for both: shop/services/web 8080:80 9090:metrics. After that may come context=NAME and address=ADDRESS (default: only this machine can connect).",
		pattern: "^[^/\\s]+/[^/\\s]+/[^/\\s]+(\\s+[^\\s]+)+$",
	},
} as const satisfies Readonly<Record<string, ConfigField>>;

type Fields = typeof configFields;

/** What the configuration file says; what it leaves out is empty. */
export type Config = {
	readonly [Name in keyof Fields]: Fields[Name]["kind"] extends "texts"
		? readonly string[]
		: Readonly<Record<string, readonly string[]>>;
};

/** The configuration of who has written none. */
export const emptyConfig: Config = { production: [], forwards: {} };

/** The JSON schema of the configuration file, for editors. */
export function configSchema(): Readonly<Record<string, unknown>> {
	const properties = Object.entries<ConfigField>(configFields).map(([name, { kind, doc, pattern }]) => {
		const text = { type: "string", minLength: 1, ...(pattern === undefined ? {} : { pattern }) };
		const texts = { type: "array", items: text };
		const described = { description: doc };
		return [
			name,
			kind === "texts" ? { ...described, ...texts } : { ...described, type: "object", additionalProperties: texts },
		];
	});
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "yagura's config.yaml",
		type: "object",
		properties: Object.fromEntries(properties),
		additionalProperties: false,
	};
}
