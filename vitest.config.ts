import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/support/longest-first.ts";

/** One less is Vitest's own choice: of two cores it would use one. */
const allCores = "100%";
/** A night of properties takes its time; at any other time a test that hangs is told soon. */
const patienceMs = process.env["FUZZ_SHARE"] === undefined ? 30_000 : 6 * 3_600_000;

/** They replace modules or measure the process that they run in, or are slowed by what was there before; each has one for itself. */
const alone = ["test/fuzz/keys.test.ts", "test/cluster-side/soak.test.ts", "test/faults/fault-matrix-*.test.ts"];

/**
 * `unit`, `alone` and `screens` need nothing but Node; `pty` drives the built bundle, `soak` for long; `oracle` needs Go, and `cluster` the testbed.
 */
export default defineConfig({
	// As in the bundle: React's quick half knows no other elements.
	oxc: { jsx: { runtime: "automatic", development: false } },
	test: {
		sequence: { sequencer: LongestFirst },
		reporters: process.env["CI"] ? ["default"] : ["dot"],
		projects: [
			{
				test: {
					name: "unit",
					include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
					// The demo's faults by name, which the matrix of faults meets too, are for `soak`.
					exclude: ["test/{views,pty,cluster,oracle}/**", "test/sim/fault-table.test.ts", ...alone],
					maxWorkers: allCores,
					testTimeout: patienceMs,
					// Modules are loaded once for all of them: less than half of the time, for most files.
					isolate: false,
					// React's quick half, as in the bundle; its warnings are for `screens`.
					env: { NODE_ENV: "production" },
				},
			},
			{
				test: {
					name: "alone",
					include: alone,
					maxWorkers: allCores,
					testTimeout: patienceMs,
					env: { NODE_ENV: "production" },
				},
			},
			{
				test: {
					name: "screens",
					include: ["test/views/**/*.test.ts", "test/views/**/*.test.tsx"],
					maxWorkers: allCores,
					testTimeout: patienceMs,
					// Each has the whole program in it: loaded once for all of them, and warm, they take less than half of the time.
					isolate: false,
				},
			},
			{
				test: {
					name: "pty",
					include: ["test/pty/**/*.test.ts"],
					globalSetup: ["test/support/build-bundle.ts"],
					testTimeout: 60_000,
					// They wait more than they compute; after the others, for a screen that nobody paints in time is told of.
					maxWorkers: 2,
					maxConcurrency: 3,
					sequence: { groupOrder: 1 },
				},
			},
			{
				test: {
					name: "soak",
					include: [
						"test/pty/endings.test.ts",
						"test/pty/nth-failure.test.ts",
						"test/cluster-side/{history,soak}.test.ts",
						"test/faults/fault-matrix-*.test.ts",
						"test/sim/fault-table.test.ts",
					],
					globalSetup: ["test/support/build-bundle.ts"],
					env: {
						NODE_ENV: "production",
						RUNS_PER_ENDING: "20",
						EVERY_OPERATION: "1",
						HISTORY_RUNS: "2000",
						RUNS_PER_CELL: "25",
						SOAK_HOURS: "24",
					},
					testTimeout: 60_000,
					fileParallelism: false,
					maxConcurrency: 3,
				},
			},
			{
				test: {
					name: "oracle",
					include: ["test/oracle/**/*.test.ts"],
					globalSetup: ["test/oracle/built-oracle.ts"],
					testTimeout: 60_000,
				},
			},
			{
				test: {
					name: "cluster",
					include: ["test/cluster/**/*.test.ts"],
					globalSetup: ["test/support/build-bundle.ts", "test/cluster/testbed.ts"],
					testTimeout: 300_000,
					hookTimeout: 600_000,
					fileParallelism: false,
				},
			},
		],
	},
});
