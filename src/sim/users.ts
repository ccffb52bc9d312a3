import type { AccessRule, User } from "./api/access.ts";
import type { KubeconfigUser } from "./kubeconfig-text.ts";

/** Who may sign in, with which token, and may do what. */
export interface Users {
	/** Tokens by user. */
	readonly tokens: ReadonlyMap<string, string>;
	/** The user behind a bearer token (of nobody, where there is none); undefined for one that is not known. */
	byToken(token: string | undefined): User | undefined;
	credentials(): readonly KubeconfigUser[];
	/** Make the token of a user invalid and return the new one. */
	rotate(name: string): string;
	/** Let a user do something else from now on. */
	setRules(name: string, rules: readonly AccessRule[]): void;
}

/** Make users with secret tokens; `nobody` is who comes without one. */
export function createUsers(list: readonly User[], nobody: User, secret: (length: number) => string): Users {
	const tokens = new Map(list.map((user) => [user.name, `${user.name}-${secret(24)}`]));
	const users = new Map(list.map((user) => [user.name, user]));
	return {
		tokens,
		byToken(token) {
			if (token === undefined) return users.get(nobody.name) ?? nobody;
			return [...users.values()].find((user) => tokens.get(user.name) === token);
		},
		credentials: () =>
			list.map(({ name, namespace }) => ({
				name,
				token: tokens.get(name) ?? "",
				...(namespace === undefined ? {} : { namespace }),
			})),
		rotate(name) {
			const token = `${name}-${secret(24)}`;
			tokens.set(name, token);
			return token;
		},
		setRules(name, rules) {
			const user = users.get(name);
			if (user === undefined) throw new Error(`there is no user ${name}`);
			users.set(name, { ...user, rules });
		},
	};
}
