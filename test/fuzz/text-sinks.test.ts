import fc from "fast-check";
import type { ReactElement } from "react";
import { expect, test } from "vitest";
import { createStore } from "../../src/base/store.ts";
import { failure } from "../../src/kube/failure.ts";
import { kubeconfigFailure } from "../../src/kube/kubeconfig/kubeconfig-failure.ts";
import { refusalFailure } from "../../src/kube/transport/refusal.ts";
import { pods } from "../../src/resources/pods.ts";
import type { Live } from "../../src/resources/resource.ts";
import { serverTableResource } from "../../src/resources/server-table.ts";
import { describeObject } from "../../src/session/describe-object.ts";
import { yamlLines } from "../../src/session/yaml-lines.ts";
import { savedTable } from "../../src/table/saved-table.ts";
import { paint } from "../../src/terminal/painter.ts";
import { ScreenReader } from "../../src/terminal/screen.ts";
import { messages } from "../../src/text/messages/messages.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { cellWidth, truncate } from "../../src/text/width.ts";
import { Notice } from "../../views/components/notice.tsx";
import { layoutPrompt } from "../../views/components/prompt-layout.ts";
import { fitSegments, segment } from "../../views/components/segments.ts";
import { TableHead } from "../../views/components/table-head.tsx";
import { TableText } from "../../views/components/table-text.ts";
import { dialogLines } from "../../views/dialogs/dialog-lines.ts";
import { contextAnswers } from "../../views/palette/context-answers.ts";
import { kindAnswers } from "../../views/palette/kind-answers.ts";
import { namespaceAnswers } from "../../views/palette/namespace-answers.ts";
import { TextPane } from "../../views/screens/text-pane.ts";
import { type Piece, styledText } from "../../views/theme/styled-text.ts";
import { themeFor } from "../../views/theme/theme.ts";
import type { Workspace } from "../../views/workspace/workspace.ts";
import { fuzz, fuzzTimeoutMs } from "../support/fuzz.ts";
import { disallowedIn, hostileText } from "../support/hostile-text.ts";

/** Strings of one case; each of them goes into every sink. */
const STRINGS = 10;
const live: Live = { nowMs: 0, usage: () => undefined, containerUsage: () => undefined };
const identity = { id: "evil", group: "", version: "v1", shortNames: [], namespaced: true };

/** One case: strings, and the width of the screen. */
interface Case {
	readonly texts: readonly string[];
	readonly width: number;
}

/** A way of a text from outside to the screen or into a file; each line as it comes out. */
type Sink = (given: Case) => readonly (readonly Piece[])[];

const plain = (text: string): readonly Piece[] => [{ text: text as Piece["text"], token: "plain" }];

/** Rows and columns that a server made: headings, names and cells are the texts, each of them at some place. */
function hostileTable({ texts }: Case) {
	const columns = texts.map((name, place) => ({
		name,
		type: "string",
		format: "",
		description: name,
		priority: place,
	}));
	const resource = serverTableResource({ ...identity, plural: "evils", kind: "Evil" }, columns.slice(0, 5));
	const rows = texts.slice(0, 3).map((name, place) => ({
		uid: String(place),
		namespace: texts[(place + 1) % texts.length] ?? "",
		name,
		createdAtMs: 0,
		deletedAtMs: undefined,
		labels: name,
		ownerUid: "",
		cells: [...texts.slice(3 * place), ...texts],
	}));
	return { resource, rows };
}

const table: Sink = ({ texts, width }) => {
	const { resource, rows } = hostileTable({ texts, width });
	const text = new TableText();
	return resource.columns.slice(2, 3).flatMap(({ id: sortedBy }) => {
		const { columns, rows: drawn } = text.update({
			rows,
			isGone: (uid) => uid === "0",
			goneText: "gone",
			columns: resource.columns,
			sortedBy,
			live,
			width,
			beat: 0,
			nowMs: 0,
		});
		const head = TableHead({ columns, sort: { columnId: sortedBy, descending: true } }) as ReactElement<{
			pieces: readonly Piece[];
		}>;
		const lines = [head.props.pieces.slice(1), ...drawn.map(({ pieces }) => pieces)];
		const widths = lines.map((pieces) => pieces.reduce((sum, piece) => sum + cellWidth(piece.text), 0));
		expect(Math.max(...widths)).toBeLessThanOrEqual(width);
		return lines;
	});
};

/** The first words of an object's text and its labels, values and messages are the texts; the pane is searched and wrapped. */
const detail: Sink = ({ texts, width }) => {
	const [first = "", second = "", third = ""] = texts;
	const object = {
		kind: first,
		apiVersion: second,
		metadata: {
			name: third,
			namespace: first,
			uid: second,
			creationTimestamp: third,
			labels: Object.fromEntries(texts.slice(0, 2).map((text) => [text, text])),
			annotations: Object.fromEntries(texts.slice(2, 3).map((text) => [text, `${text}\n${text}`])),
			ownerReferences: [{ kind: first, name: second }],
		},
		spec: {
			nodeName: first,
			containers: [{ name: second, image: third, args: texts.slice(8), env: [{ name: first, value: third }] }],
		},
		status: {
			phase: third,
			conditions: texts.slice(4, 6).map((text) => ({ type: text, status: text, reason: text, message: text })),
		},
		data: Object.fromEntries(texts.slice(6, 8).map((text) => [text, text])),
	};
	const events = texts.slice(8).map((text) => ({ type: text, reason: text, message: text, count: text }));
	const pane = new TextPane();
	pane.fit(width, 400);
	return [
		describeObject(object, { events, nowMs: 0 }),
		yamlLines(object),
		texts.map((text) => ({ text, tone: "plain" as const })),
	].flatMap((lines) => {
		pane.set(lines);
		pane.search(second);
		const seen = pane.window().map(({ pieces }) => pieces);
		pane.toggleWrap();
		const wrapped = pane.window().map(({ pieces }) => pieces);
		pane.shift(1);
		return [...seen, ...wrapped, ...pane.texts.map(plain)];
	});
};

const title: Sink = ({ texts, width }) => [
	fitSegments([texts.map((text, place) => segment(text, "plain", place)), texts.map((text) => segment(text))], width),
	...texts.map((text) => fitSegments([[segment(messages.views.as(text)), segment(text)]], width)),
];

const header: Sink = ({ texts, width }) =>
	texts.map((text) =>
		fitSegments([[segment(truncate(safeText(text), Math.max(8, Math.floor(width / 3)), "middle"))]], width),
	);

const notice: Sink = ({ texts }) => {
	const { deletion, saving } = messages.session;
	const said = texts.flatMap((text) =>
		[deletion.failed(text, text), deletion.running(text), saving.saved(text)].map(safeText),
	);
	const element = Notice({ lines: said, height: 5 }) as ReactElement<{
		children: ReactElement<{ children: ReactElement<{ children: string }> }>[];
	}>;
	return element.props.children.map((line) => plain(line.props.children.props.children));
};

const nothing = createStore<undefined>(undefined);

const dialog: Sink = ({ texts }) => {
	const references = texts.map((name, place) => ({
		resource: { ...identity, kind: name, plural: name },
		namespace: texts[place - 1] ?? "",
		name,
		uid: String(place),
	}));
	const marks = references.map((reference, place) => ({
		reference,
		hidden: place % 2 === 0,
		problem: place % 3 === 0 ? failure("conflict", reference.name).message : undefined,
		denied: place % 5 === 0 ? failure("forbidden", reference.name).message : undefined,
	}));
	const [first = references[0]] = references;
	const subjects = [
		...references.map((reference) => ({ about: "row", reference, consequence: safeText(reference.name) })),
		{
			about: "marks",
			resource: first?.resource,
			objects: marks,
			consequence: safeText(texts[0] ?? ""),
			context: texts[1],
			isGone: (uid: string) => uid === "1",
		},
	];
	const target = { context: texts[2] ?? "" };
	return subjects.flatMap((subject, place) => {
		const typed = texts[place] ?? "";
		const open = { kind: "confirm", subject, expected: typed, typed, focus: "cancel", offset: place, openedAtMs: 0 };
		const menu = {
			kind: "menu",
			subject,
			mayDelete: { state: "denied", message: failure("forbidden", typed).message },
		};
		const plugin = {
			kind: "question",
			title: safeText(typed),
			facts: [["a", safeText(typed)]],
			says: safeText(typed),
			yes: safeText("y"),
			no: safeText("n"),
			focus: "no",
		};
		return [[open, menu, plugin, undefined][place % 4], open].flatMap((shown) => {
			const workspace = {
				dialog: createStore(shown),
				bulk: nothing,
				pluginWords: createStore(texts.map(safeText)),
				cluster: { target },
				options: { readOnly: false },
			};
			return dialogLines(workspace as unknown as Workspace, 12);
		});
	});
};

const palette: Sink = ({ texts }) =>
	texts.flatMap((text, place) => {
		const kinds = texts.map((name) => ({ ...identity, id: name, kind: name, plural: name, shortNames: [name] }));
		const known = texts.map((name) => ({ name }));
		const workspace = {
			kinds: { all: () => [...kinds, pods] },
			namespace: text,
			namespaces: { known: () => texts, digitOf: () => undefined },
			options: { contexts: { known: createStore({ contexts: known }) } },
			view: undefined,
			table: undefined,
		} as unknown as Workspace;
		const typed = [text.slice(0, 3), `ns ${text}`, `ctx ${text}`][place % 3] ?? "";
		return [kindAnswers, namespaceAnswers, contextAnswers]
			.flatMap((answers) => answers(workspace, typed))
			.flatMap(({ answer }) => [plain(answer.title), plain(answer.detail)]);
	});

const failures: Sink = ({ texts }) =>
	texts
		.flatMap((text) => [
			failure("server", text).message,
			kubeconfigFailure("invalid", messages.kubeconfig.invalidFile(text, 3, text)).message,
			...[302, 403, 500].flatMap((status) =>
				[JSON.stringify({ kind: "Status", message: text, reason: text, code: status }), text].map(
					(body) =>
						refusalFailure({ status, headers: { location: text }, body: Buffer.from(body), path: "/", nowMs: 0 })
							.message,
				),
			),
		])
		.map(plain);

const prompt: Sink = ({ texts, width }) =>
	texts.map((text) => {
		const layout = layoutPrompt({ text, at: Math.floor(text.length / 2) }, { at: 1, length: 3 }, width);
		expect(layout.width).toBeLessThanOrEqual(width);
		return layout.parts.map((part) => ({ text: part.text, token: "prompt" }));
	});

const saved: Sink = (given) => {
	const { resource, rows } = hostileTable(given);
	return (["csv", "json"] as const).flatMap((form) =>
		savedTable(resource.columns, rows, live, form)
			// Its own line ends and tabs are no text from outside: within a cell there is none.
			.split(form === "csv" ? "\r\n" : /\n\t*/)
			.map(plain),
	);
};

const sinks: Readonly<Record<string, Sink>> = {
	"a table: headings and cells": table,
	"the text of an object": detail,
	"the title": title,
	"the header": header,
	"a notice": notice,
	"a dialog": dialog,
	"an answer of the palette": palette,
	"the message of a failure": failures,
	"what is typed or pasted": prompt,
	"a saved table": saved,
};

const hostile = fc.record<Case>({
	texts: fc.array(hostileText, { minLength: STRINGS, maxLength: STRINGS }),
	width: fc.integer({ min: 20, max: 220 }),
});

/** Bytes of a frame: our own sequences, and text. */
const ours = /\x1b\[[0-9;:?]*[A-Za-z]/g;
const theme = themeFor("true", "dark");

test.each(Object.entries(sinks))(
	"%s lets nothing of a hostile text through",
	async (_name, sink) => {
		await fuzz(
			fc.property(hostile, (given) => {
				const lines = sink(given);
				expect(lines.length).toBeGreaterThan(0);
				const all = lines.map((pieces) => pieces.map(({ text }) => text).join(" ")).join(" ");
				expect(disallowedIn(all)).toBeUndefined();
				const drawn = lines.slice(0, 8).map((pieces) => styledText(pieces, theme));
				// Also where links are borne: no text makes one.
				const screen = new ScreenReader({ linked: true }).read({ lines: drawn }, { columns: given.width, rows: 8 });
				expect(disallowedIn(paint(undefined, screen).replaceAll(ours, ""))).toBeUndefined();
			}),
			1_000_000 / STRINGS,
		);
	},
	fuzzTimeoutMs,
);
