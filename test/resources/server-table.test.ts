import { describe, expect, test } from "vitest";
import type { TableColumn, TableRow } from "../../src/kube/wire/table-codec.ts";
import { serverTableResource } from "../../src/resources/server-table.ts";
import { live } from "./live.ts";
import { NOW_MS } from "./pod-json.ts";
import { cellsOf } from "./printed.ts";

const kind = {
	id: "certificates.cert-manager.io",
	group: "cert-manager.io",
	version: "v1",
	plural: "certificates",
	kind: "Certificate",
	shortNames: ["cert"],
	namespaced: true,
};

function column(name: string, parts: Partial<TableColumn> = {}): TableColumn {
	return { name, type: "string", format: "", description: "", priority: 0, ...parts };
}

const columns = [
	column("Name", { format: "name" }),
	column("Ready"),
	column("Renewals", { type: "integer" }),
	column("Issuer Name", { priority: 1 }),
	column("Age", { type: "date" }),
];

const row: TableRow = {
	uid: "uid-1",
	namespace: "shop",
	name: "web-tls",
	createdAtMs: NOW_MS - 90_000,
	deletedAtMs: undefined,
	labels: "",
	ownerUid: "",
	cells: ["web-tls", "True", "12", "letsencrypt", "5d"],
};

describe("a kind that nobody declared", () => {
	const resource = serverTableResource(kind, columns);

	test("shows the server's columns, and an age that goes on", () => {
		expect(cellsOf(resource, row)).toEqual({
			NAMESPACE: "shop",
			NAME: "web-tls",
			READY: "True",
			RENEWALS: "12",
			"ISSUER NAME": "letsencrypt",
			AGE: "90s",
		});
	});

	test("draws columns of lower priority only when wide", () => {
		expect(resource.columns.filter(({ wide }) => wide).map(({ id }) => id)).toEqual(["issuer-name"]);
	});

	test("sorts numbers as numbers, and what is no number last", () => {
		const renewals = resource.columns.find(({ id }) => id === "renewals");
		expect(renewals?.align).toBe("right");
		expect(renewals?.order?.(row, live())).toBe(12);
		expect(renewals?.order?.({ ...row, cells: [] }, live())).toBeUndefined();
		expect(renewals?.text({ ...row, cells: [] }, live())).toBe("");
	});

	test("gets a name where the server prints none, and no namespace where it has none", () => {
		const other = serverTableResource({ ...kind, namespaced: false }, [column("Ready")]);
		expect(other.columns.map(({ id }) => id)).toEqual(["name", "ready"]);
	});

	test("keeps columns of one name apart", () => {
		const twice = serverTableResource(kind, [
			column("Name"),
			column("Name"),
			column("Age"),
			column("Age"),
			column("Phase"),
			column("phase"),
		]);
		expect(twice.columns.map(({ id }) => id)).toEqual([
			"namespace",
			"name",
			"name-2",
			"age",
			"age-2",
			"phase",
			"phase-2",
		]);
	});

	test("calls for attention while it is being deleted", () => {
		expect(resource.health(row, live())).toBe("plain");
		expect(resource.health({ ...row, deletedAtMs: NOW_MS }, live())).toBe("attention");
	});
});
