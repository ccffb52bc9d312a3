import type { Place } from "../commands/command.ts";
import { isLocal } from "../screens/table-model.ts";
import type { View } from "./workspace.ts";

/** Where one is, as far as keys are concerned: the rows of some tables are no objects of the cluster. */
export function placeOf(view: View | undefined): Place {
	if (view?.type === "table" && isLocal(view.target.kind)) return view.target.kind.place;
	return view?.type ?? "table";
}
