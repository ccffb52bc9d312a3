import { faultMatrix, type MatrixFault } from "./fault-matrix.ts";
import type { Sight } from "./fault-sights.ts";
import { matrixSurfaces, type SurfaceName } from "./matrix-surfaces.ts";

const titles: Readonly<Record<SurfaceName, string>> = {
	table: "table",
	detail: "detail",
	events: "events",
	metrics: "metrics",
	context: "context switch",
	logs: "a log that is followed",
	dialog: "delete dialog",
	shell: "shell",
	debug: "debug container",
	forward: "port-forward",
};

/** The matrix as the table of `docs/reliability.md`: what is on the screen while a fault lasts, and how soon it is well again. */
export function faultPage(): string {
	const surfaces = Object.keys(matrixSurfaces) as readonly SurfaceName[];
	const heads = ["fault", ...surfaces.map((surface) => titles[surface]), "well again within"];
	const rows = (Object.values(faultMatrix) as readonly MatrixFault[]).map(({ what, shows, healsWithinMs }) => {
		const cells = surfaces.map((surface) => shows[surface].map(inWords).join(" → "));
		return [what, ...cells, `${healsWithinMs / 1_000} s`];
	});
	return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function inWords(sight: Sight): string {
	return sight === "live" ? "watch live" : sight;
}
