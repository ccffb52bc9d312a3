import { stripVTControlCharacters } from "node:util";
import { render } from "ink-testing-library";
import { expect, test } from "vitest";
import type { Live, ResourceRow } from "../../../src/resources/resource.ts";
import { nameColumn } from "../../../src/resources/standard-columns.ts";
import type { Column } from "../../../src/table/column.ts";
import { safeText } from "../../../src/text/safe-text.ts";
import { cellWidth } from "../../../src/text/width.ts";
import { Notice } from "../../../views/components/notice.tsx";
import { TableHead } from "../../../views/components/table-head.tsx";
import { TableRow } from "../../../views/components/table-row.tsx";
import { TableText } from "../../../views/components/table-text.ts";
import { thing } from "../../support/thing.ts";

const live: Live = { nowMs: 0, usage: () => undefined, containerUsage: () => undefined };
const name: Column<ResourceRow, Live> = nameColumn;
const count: Column<ResourceRow, Live> = {
	id: "count",
	title: "COUNT",
	align: "right",
	priority: 1,
	text: (row) => String(row.name.length),
	tone: (row) => (row.name.length > 3 ? "attention" : "plain"),
};
const rows = [thing("api"), thing("web-frontend")];
const request = {
	rows,
	columns: [name, count],
	sortedBy: "name",
	live,
	width: 60,
	nowMs: 0,
	beat: 0,
	isGone: () => false,
	goneText: "gone",
};

test("headings and rows stand in the same columns; the chosen row is marked, the sorted heading too", () => {
	const text = new TableText().update(request);
	const frame = render(
		<>
			<TableHead columns={text.columns} sort={{ columnId: "name", descending: true }} />
			{text.rows.map((row, index) => (
				<TableRow key={row.key} text={row} selected={index === 1} width={60} />
			))}
		</>,
	).lastFrame();
	expect(
		stripVTControlCharacters(frame ?? "")
			.split("\n")
			.map((line) => line.trimEnd()),
	).toEqual([" NAME↓        COUNT", " api              3", "▸web-frontend    12"]);
});

test("a heading of wide characters that is sorted by keeps to its column", () => {
	const wide: Column<ResourceRow, Live> = { ...name, id: "wide", title: "価格の表" };
	for (const width of [4, 5, 8, 9]) {
		const { lastFrame } = render(
			<TableHead columns={[{ column: wide, width }]} sort={{ columnId: "wide", descending: true }} />,
		);
		const heading = stripVTControlCharacters(lastFrame() ?? "").trimEnd();
		expect(heading).toMatch(/^ 価.*↓$/);
		expect(cellWidth(heading)).toBeLessThanOrEqual(width + 1);
	}
});

test("a row whose text is the same is the same object, and only then", () => {
	const table = new TableText();
	const before = table.update(request).rows;
	const after = table.update({ ...request, rows: [thing("api"), thing("web-frontend", { uid: "other" })] }).rows;
	expect(after[0]).toBe(before[0]);
	expect(after[1]).not.toBe(before[1]);
});

test("a cell is made anew only when its row has changed, or with the beat where it shows time or usage", () => {
	const made: string[] = [];
	const counted = (id: string, live?: "time"): Column<ResourceRow, Live> => ({
		id,
		title: id,
		priority: 1,
		...(live === undefined ? {} : { live }),
		text: (row) => {
			made.push(`${row.name}.${id}`);
			return row.name;
		},
	});
	const table = new TableText();
	const counting = { ...request, columns: [counted("still"), counted("age", "time")] };
	const take = (): string[] => made.splice(0);
	table.update(counting);
	expect(take()).toEqual(["api.still", "api.age", "web-frontend.still", "web-frontend.age"]);
	table.update(counting);
	expect(take()).toEqual([]);
	table.update({ ...counting, beat: 1 });
	expect(take()).toEqual(["api.age", "web-frontend.age"]);
	table.update({ ...counting, beat: 1, rows: [thing("api"), ...rows.slice(1)] });
	expect(take()).toEqual(["api.still", "api.age"]);
	table.update({ ...counting, beat: 1, columns: [counted("other")] });
	expect(take()).toEqual(["api.other", "web-frontend.other"]);
});

test("a row that is gone says so in its own width, and is another row text than before", () => {
	const table = new TableText();
	const alive = table.update(request).rows;
	const gone = table.update({ ...request, isGone: (uid) => uid === "uid-web-frontend" }).rows;
	expect(gone[0]).toBe(alive[0]);
	expect(gone[1]?.gone).toBe(true);
	const frame = render(
		<TableRow text={gone[1] ?? { pieces: [], gone: false, key: "" }} selected={true} width={60} />,
	).lastFrame();
	expect(stripVTControlCharacters(frame ?? "").trimEnd()).toBe("▸web-frontend… gone");
});

test("a table's text never exceeds its width, whatever the width", () => {
	const wide = [thing("a-name-of-rather-many-characters-価格-🗼")];
	const { rerender, lastFrame } = render(<></>);
	for (let width = 5; width < 80; width++) {
		const { rows: texts } = new TableText().update({ ...request, rows: wide, width });
		rerender(<TableRow text={texts[0] ?? { pieces: [], gone: false, key: "" }} selected={false} width={60} />);
		expect(cellWidth(lastFrame() ?? "")).toBeLessThanOrEqual(width + 1);
		expect(lastFrame()).not.toBe("");
	}
});

test("a notice says its lines and keeps to its height", () => {
	const lines = [safeText("You may not list nodes."), safeText("nodes is forbidden")];
	expect(stripVTControlCharacters(render(<Notice lines={lines} height={6} />).lastFrame() ?? "")).toBe(
		["", "  You may not list nodes.", "  nodes is forbidden", "", "", ""].join("\n"),
	);
	expect(
		render(<Notice lines={lines} height={1} />)
			.lastFrame()
			?.split("\n"),
	).toHaveLength(1);
});
