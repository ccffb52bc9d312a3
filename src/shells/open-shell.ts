import type { Clock } from "../base/clock.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Failure } from "../kube/failure.ts";
import type { ExecRequest, OpenProcess } from "../kube/streams/remote-process.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { Session } from "./session.ts";
import type { SessionAbout, Sessions } from "./sessions.ts";

/** One container of a pod. */
export interface ContainerPlace {
	readonly namespace: string;
	readonly pod: string;
	readonly container: string;
}

/** With what processes are started. */
export interface ShellHost {
	readonly transport: Pick<Transport, "dial">;
	readonly clock: Clock;
	readonly sessions: Pick<Sessions, "create" | "keep">;
	readonly exec: OpenProcess<ExecRequest>;
}

/** A shell that was opened, and by which command. */
export interface OpenedShell {
	readonly session: Session;
	readonly argv: readonly string[];
}

/** `no-shell`: the image has none, as distroless ones. */
export type ShellFailure = { readonly why: "no-shell" } | { readonly why: "failed"; readonly failure: Failure };

/** bash where there is one, without a second request; then, in an image that has bash and no sh, bash itself. */
const shells: readonly (readonly string[])[] = [
	["sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash; exec sh"],
	["bash"],
];

/** A shell that has said nothing by then is one all the same. */
const FIRST_WORD_MS = 1_500;

/** How runtimes end a program that could not be started, where they do not say so otherwise. */
const notStarted: ReadonlySet<number> = new Set([126, 127]);

/** How it is opened. */
export interface ShellWish {
	/** What opened one here before. */
	readonly habit?: readonly string[] | undefined;
	/** Gives it up. */
	readonly signal?: AbortSignal;
}

/** Open a shell in a container. The session is on the list, and its first words wait to be shown. */
export async function openShell(
	host: ShellHost,
	place: ContainerPlace,
	about: SessionAbout,
	{ habit, signal }: ShellWish = {},
): Promise<Result<OpenedShell, ShellFailure>> {
	for (const argv of habit === undefined ? shells : [habit, ...shells.filter((other) => !same(other, habit))]) {
		const opened = await host.exec(host.transport, host.clock, {
			...place,
			argv,
			input: true,
			tty: about.tty,
			...(signal === undefined ? {} : { signal }),
		});
		if (!opened.ok) return fail({ why: "failed", failure: opened.failure });
		const session = host.sessions.create(opened.value, about);
		await firstWord(session, host.clock);
		const end = session.end.get();
		const isMissing =
			(end?.how === "failed" && end.failure.kind === "absent") ||
			(end?.how === "exited" && notStarted.has(end.code) && session.isSilent);
		if (isMissing) continue;
		if (end?.how === "failed" || end?.how === "lost") return fail({ why: "failed", failure: end.failure });
		if (signal?.aborted !== true) host.sessions.keep(session);
		return ok({ session, argv });
	}
	return fail({ why: "no-shell" });
}

function same(one: readonly string[], other: readonly string[]): boolean {
	return one.length === other.length && one.every((word, index) => word === other[index]);
}

/** Done when a session has said something or ended, or takes its time. */
async function firstWord(session: Pick<Session, "alive">, clock: Clock): Promise<void> {
	const { promise: patience, resolve } = Promise.withResolvers<void>();
	const timer = clock.after(FIRST_WORD_MS, resolve);
	await Promise.race([session.alive, patience]);
	timer.cancel();
}
