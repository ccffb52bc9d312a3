import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createActivity } from "../../src/base/activity.ts";
import { fail, ok } from "../../src/base/result.ts";
import { createStore } from "../../src/base/store.ts";
import { Forwards } from "../../src/forwards/forwards.ts";
import { kubeconfigFailure } from "../../src/kube/kubeconfig/kubeconfig-failure.ts";
import type { InputEvent } from "../../src/terminal/key.ts";
import { KeyDecoder } from "../../src/terminal/key-decoder.ts";
import { commands } from "../../views/commands/catalogue.ts";
import { ContextList } from "../../views/contexts/context-list.ts";
import { dialogLines } from "../../views/dialogs/dialog-lines.ts";
import { dispatch } from "../../views/input/dispatch.ts";
import { frameLayout } from "../../views/workspace/frame-layout.ts";
import { type OpenedWorkspace, openWorkspace } from "../../views/workspace/open-workspace.ts";
import type { Workspace } from "../../views/workspace/workspace.ts";
import { chordBytes } from "../support/chord-bytes.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { JsonApi } from "../support/json-api.ts";
import { ManualClock, settle } from "../support/manual-clock.ts";
import { seeded } from "../support/seeded.ts";
import { simTarget } from "../support/sim-target.ts";

// Some keys save what is on screen: not from here.
vi.mock(import("../../src/session/write-new-file.ts"), () => ({ writeNewFile: () => ok(undefined) }));

const names = ["ape", "bee", "cat", "dog"];
/** What is asked about rights changes nothing. */
const reviews = /^\/apis\/authorization\.k8s\.io\/v1\/selfsubject(access|rules)reviews$/;
const size = { columns: 120, rows: 40 };

/** Keys that no key must be taken for before so much time has passed since the question was asked. */
const READING_MS = 500;

/** What a person has been asked, as it follows from the keys alone. */
interface Asked {
	readonly atMs: number;
	readonly uids: readonly string[];
	readonly expected: string | undefined;
	typed: string;
	onDelete: boolean;
}

/** The program without its screen: bytes go in, requests come out, and a model says which of them were confirmed. */
class Keyboard implements AsyncDisposable {
	readonly clock = new ManualClock();
	readonly api = new JsonApi();
	readonly workspace: Workspace;
	/** UIDs that were confirmed. */
	readonly confirmed: string[] = [];
	/** Forms (a debug container, say) whose button was chosen and pressed, not too soon. */
	accepted = 0;
	#formAtMs: number | undefined;
	readonly #opened: OpenedWorkspace;
	readonly #decoder: KeyDecoder;
	#asked: Asked | undefined;
	#wasConfirm = false;

	constructor(production: boolean, escapeDelayMs: number) {
		const { api, clock } = this;
		const metadata = { resourceVersion: "9" };
		const items = names.map((name) => ({
			metadata: { name, namespace: "default", uid: `uid-${name}`, resourceVersion: "1" },
		}));
		for (const path of ["/api/v1/pods", "/api/v1/namespaces/default/pods"])
			api.answers.set(path, { json: { metadata, items } });
		for (const path of ["/api/v1/nodes", "/api/v1/namespaces"])
			api.answers.set(path, { json: { metadata, items: [] } });
		for (const item of items) api.answers.set(`/api/v1/namespaces/default/pods/${item.metadata.name}`, { json: item });
		api.answers.set("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", { json: { status: { allowed: true } } });
		const activity = createActivity();
		const contexts = {
			list: async () => ok([]),
			connect: async () => fail(kubeconfigFailure("not-found", "none")),
			isProduction: () => production,
		};
		this.#opened = openWorkspace({
			connection: {
				target: simTarget("http://127.0.0.1:1"),
				transport: api,
				clock,
				demo: false,
				readOnly: false,
				production,
				namespace: "default",
				[Symbol.asyncDispose]: async () => {},
			},
			resource: "pods",
			host: {
				contexts: new ContextList(contexts, activity),
				switchTo: () => {},
				forwards: new Forwards(clock, seeded(1)),
				forwardSets: {},
				copy: () => true,
				leave: () => {},
				suspend: undefined,
				redraw: () => {},
				random: seeded(1),
				debugJournal: undefined,
				terminal: { lend: async () => undefined, size: createStore({ columns: 80, rows: 24 }) },
			},
			activity,
			random: seeded(1),
		});
		this.workspace = this.#opened.workspace;
		this.workspace.dialog.subscribe(() => this.#look());
		this.#decoder = new KeyDecoder({ clock, escapeDelayMs, emit: (event) => this.#hear(event) });
	}

	async type(bytes: string): Promise<void> {
		this.#decoder.feed(Buffer.from(bytes));
		await settle();
	}

	async wait(ms: number): Promise<void> {
		await this.clock.advance(ms);
	}

	/** UIDs that the server was told to delete; of other changes there are no more than forms that were accepted. */
	deleted(): readonly string[] {
		const changes = this.api.requests.filter(
			({ method, path }) => !["GET", "HEAD", "DELETE"].includes(method) && !(method === "POST" && reviews.test(path)),
		);
		if (changes.length > this.accepted) expect(changes, `after ${this.accepted} forms`).toEqual([]);
		return this.api.requests.flatMap(({ method, path, body }) => {
			if (method !== "DELETE") return [];
			const uid: unknown = JSON.parse(String(body)).preconditions.uid;
			expect(path).toBe(`/api/v1/namespaces/default/pods/${String(uid).slice("uid-".length)}`);
			return [String(uid)];
		});
	}

	async [Symbol.asyncDispose](): Promise<void> {
		this.#decoder[Symbol.dispose]();
		await this.#opened[Symbol.asyncDispose]();
	}

	/** A question has come up, or has gone. */
	#look(): void {
		const dialog = this.workspace.dialog.get();
		if (dialog?.kind !== "form") this.#formAtMs = undefined;
		else this.#formAtMs ??= this.clock.monotonic();
		const isConfirm = dialog?.kind === "confirm";
		if (isConfirm && !this.#wasConfirm) {
			const { subject } = dialog;
			const references =
				subject.about === "row" ? [subject.reference] : subject.objects.map(({ reference }) => reference);
			this.#asked = {
				atMs: this.clock.monotonic(),
				uids: references.map(({ uid }) => uid),
				expected: dialog.expected,
				typed: "",
				onDelete: false,
			};
			const said = dialogLines(this.workspace, size.rows)
				.flatMap((line) => line.map(({ text }) => text))
				.join(" ");
			for (const { name } of references) expect(said).toContain(name);
		}
		if (!isConfirm) this.#asked = undefined;
		this.#wasConfirm = isConfirm;
	}

	#hear(event: InputEvent): void {
		const asked = this.#asked;
		if (asked !== undefined && event.type === "key" && this.clock.monotonic() - asked.atMs >= READING_MS) {
			const { chord, text = "" } = event;
			const isRight = asked.expected === undefined || asked.typed === asked.expected;
			if (["tab", "shift-tab", "left", "right"].includes(chord)) asked.onDelete = !asked.onDelete && isRight;
			else if (chord === "enter" && asked.onDelete && isRight) this.confirmed.push(...asked.uids);
			else if (chord === "backspace") this.#retype(asked, asked.typed.slice(0, -1));
			else if (!["up", "down", "pgup", "pgdn", "enter", "esc", "ctrl-c"].includes(chord))
				this.#retype(asked, asked.typed + text);
		}
		const form = this.workspace.dialog.get();
		const isRead = this.clock.monotonic() - (this.#formAtMs ?? Number.POSITIVE_INFINITY) >= READING_MS;
		if (form?.kind === "form" && isRead && event.type === "key" && event.chord === "enter") {
			if (form.focus === form.fields.length + 1) this.accepted++;
		}
		dispatch(this.workspace, event, () => frameLayout(this.workspace, size));
	}

	#retype(asked: Asked, typed: string): void {
		if (asked.expected === undefined || typed === asked.typed) return;
		asked.typed = typed;
		asked.onDelete = false;
	}
}

const chords = [...new Set(commands.flatMap(({ keys }) => keys))];
const others = [
	"tab",
	"shift-tab",
	"left",
	"right",
	"enter",
	"esc",
	"backspace",
	"space",
	"a",
	"d",
	"e",
	"1",
	"D",
	".",
	"y",
];
const key = fc
	.constantFrom(...chords, ...others, ...others)
	.map((chord) => [chordBytes(chord)] as readonly (string | number)[]);
/** Ways that lead to a question, and further. */
const way = fc.constantFrom<readonly (string | number)[]>(
	[".", "d"],
	[".", "d", 600],
	[".", "d", 600, "\t"],
	[".", "d", 600, "\t", "\r"],
	[".", "d", 499, "\t", "\r"],
	["b", 600, "\t", "\r"],
	["b", 400, "\t", "\r"],
	["b", "\t\r"],
	[".d\t\r"],
	[" ", "j", " ", ".", "d", 500, "\t", "\r"],
	[".", "d", 600, "ape", "\t", "\r"],
	[".", "d", 600, "bee", "\t", "\r"],
	["\x1b[200~.d\t\r\x1b[201~"],
	["\x1b[<0;5;5M", "\x1b[<0;5;5m"],
);
const wait = fc.integer({ min: 0, max: 700 }).map((ms) => [ms] as readonly (string | number)[]);
const steps = fc
	.array(fc.oneof({ weight: 3, arbitrary: key }, { weight: 2, arbitrary: way }, wait), { maxLength: 12 })
	.map((all) => all.flat());

test(
	"whatever is pressed, nothing is deleted but what was named, confirmed and not too soon; and all of that is",
	async () => {
		let deletions = 0;
		await fuzz(
			fc.asyncProperty(steps, fc.boolean(), async (all, production) => {
				await using keyboard = new Keyboard(production, 20);
				await keyboard.wait(50);
				for (const step of all) {
					if (typeof step === "number") await keyboard.wait(step);
					else await keyboard.type(step);
					expect(keyboard.confirmed).toEqual(expect.arrayContaining([...keyboard.deleted()]));
				}
				// A key of a sequence that is not whole yet comes with time; so does what waits for its turn.
				await keyboard.wait(1_000);
				await settle();
				expect([...keyboard.deleted()].sort()).toEqual([...keyboard.confirmed].sort());
				deletions += keyboard.confirmed.length;
			}),
			50_000,
		);
		expect(deletions).toBeGreaterThan(20);
	},
	fuzzTimeoutMs,
);

const sequences = [
	...[
		"up",
		"down",
		"left",
		"right",
		"home",
		"end",
		"pgup",
		"pgdn",
		"insert",
		"delete",
		"f1",
		"f5",
		"f12",
		"shift-tab",
	].map(chordBytes),
	..."dDyx.".split("").map((letter) => `\x1b${letter}`),
	"\x1bOA",
	"\x1bOD",
	"\x1b[1;5D",
	"\x1b[1;2B",
	"\x1b[3;5~",
	"\x1b[100;5u",
	"\x1b[27;5;100~",
	"\x1b[<0;10;5M",
	"\x1b[<64;10;5M",
	"\x1b[I",
	"\x1b[O",
	"\x1b[M d.",
	"\x1b[200~.d\t\r\x1b[201~",
	"\x1b[99~",
	"\x1b[?1;2c",
	"\x1b[24;80R",
];
const states: readonly (readonly (string | number)[])[] = [
	[],
	["."],
	[".", "d", 600],
	[".", "d", 600, "\t"],
	["/"],
	[":"],
	["y"],
];

test(
	"an escape sequence cut at any byte, with a gap of up to half a second, changes nothing and asks nothing",
	async () => {
		const cut = fc.record({ at: fc.nat(), gapMs: fc.integer({ min: 0, max: 500 }) });
		await fuzz(
			fc.asyncProperty(
				fc.constantFrom(...states),
				fc.constantFrom(...sequences),
				fc.array(cut, { minLength: 1, maxLength: 3 }),
				fc.constantFrom(20, 150),
				async (state, sequence, cuts, escapeDelayMs) => {
					await using keyboard = new Keyboard(false, escapeDelayMs);
					await keyboard.wait(50);
					for (const step of state) await (typeof step === "number" ? keyboard.wait(step) : keyboard.type(step));
					const before = keyboard.workspace.dialog.get()?.kind;
					let rest = sequence;
					for (const { at, gapMs } of cuts) {
						if (rest.length < 2) break;
						const end = 1 + (at % (rest.length - 1));
						await keyboard.type(rest.slice(0, end));
						await keyboard.wait(gapMs);
						rest = rest.slice(end);
					}
					await keyboard.type(rest);
					await keyboard.wait(1_200);
					expect(keyboard.deleted()).toEqual([]);
					if (before !== "confirm") expect(keyboard.workspace.dialog.get()?.kind).not.toBe("confirm");
				},
			),
			50_000,
		);
	},
	fuzzTimeoutMs,
);
