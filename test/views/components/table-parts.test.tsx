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
const request = { rows, columns: [name, count], sortedBy: "name", live, width: 60, nowMs: 0, isGone: () => false };

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
	expect(frame?.split("\n")).toEqual([" NAME↓        COUNT", " api              3", "▸web-frontend    12"]);
});

test("a row whose text is the same is the same object, and only then", () => {
	const table = new TableText();
	const before = table.update(request).rows;
	const after = table.update({ ...request, rows: [thing("api"), thing("web-frontend", { uid: "other" })] }).rows;
	expect(after[0]).toBe(before[0]);
	expect(after[1]).not.toBe(before[1]);
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
	expect(frame).toBe("▸web-frontend… gone");
});

test("a table's text never exceeds its width, whatever the width", () => {
	const wide = [thing("a-name-of-rather-many-characters-価格-🗼")];
	for (let width = 5; width < 80; width++) {
		const { rows: texts } = new TableText().update({ ...request, rows: wide, width });
		const frame =
			render(
				<TableRow text={texts[0] ?? { pieces: [], gone: false, key: "" }} selected={false} width={60} />,
			).lastFrame() ?? "";
		expect(cellWidth(frame)).toBeLessThanOrEqual(width + 1);
	}
});

test("a notice says its lines and keeps to its height", () => {
	const lines = [safeText("You may not list nodes."), safeText("nodes is forbidden")];
	expect(render(<Notice lines={lines} height={6} />).lastFrame()).toBe(
		["", "  You may not list nodes.", "  nodes is forbidden", "", "", ""].join("\n"),
	);
	expect(
		render(<Notice lines={lines} height={1} />)
			.lastFrame()
			?.split("\n"),
	).toHaveLength(1);
});
