import type { ReactNode } from "react";
import type { Live, ResourceRow } from "../../src/resources/resource.ts";
import type { PlacedColumn } from "../../src/table/layout.ts";
import type { Sort } from "../../src/table/table-view.ts";
import { safeText } from "../../src/text/safe-text.ts";
import { clip, pad, truncate } from "../../src/text/width.ts";
import type { Piece } from "../theme/styled-text.ts";
import { TextLine } from "./span.tsx";

const gutter: Piece = { text: safeText(" "), token: "plain" };

/** The headings; the one that the table is sorted by carries an arrow. */
export function TableHead({
	columns,
	sort,
}: {
	readonly columns: readonly PlacedColumn<ResourceRow, Live>[];
	readonly sort: Sort;
}): ReactNode {
	const cells = columns.map(({ column, width }, index): Piece => {
		const sorted = column.id === sort.columnId;
		const arrow = sorted ? (sort.descending ? "↓" : "↑") : "";
		// With an arrow behind it a heading that is cut needs no ellipsis: no cell is to spare.
		const whole = safeText(column.title);
		const title = sorted ? clip(whole, width - arrow.length) : truncate(whole, width);
		const cell = pad(clip(safeText(`${title}${arrow}`), width), width, column.align);
		return {
			text: index === columns.length - 1 ? cell : safeText(`${cell} `),
			token: sorted ? "headingSorted" : "heading",
		};
	});
	return <TextLine pieces={[gutter, ...cells]} />;
}
