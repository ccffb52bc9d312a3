/** What may stand in the configuration file, as data: read by the decoder and by the published schema. */
interface ConfigField {
	/** Every field so far is a list of texts, none of them empty. */
	readonly kind: "texts";
	/** A sentence for the schema, which editors show. */
	readonly doc: string;
}

/** Every field by name. */
export const configFields = {
	production: {
		kind: "texts",
		doc: "Contexts that are production, by name; * stands for any characters. They are marked PRODUCTION, and names have to be typed there before something is deleted.",
	},
} as const satisfies Readonly<Record<string, ConfigField>>;

/** What the configuration file says; what it leaves out is empty. */
export type Config = Readonly<Record<keyof typeof configFields, readonly string[]>>;

/** The configuration of who has written none. */
export const emptyConfig: Config = { production: [] };

/** The JSON schema of the configuration file, for editors. */
export function configSchema(): Readonly<Record<string, unknown>> {
	const properties = Object.entries(configFields).map(([name, { doc }]) => [
		name,
		{ description: doc, type: "array", items: { type: "string", minLength: 1 } },
	]);
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "yagura's config.yaml",
		type: "object",
		properties: Object.fromEntries(properties),
		additionalProperties: false,
	};
}
