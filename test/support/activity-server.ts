import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActivityLine } from "../../src/cli/activity-report.ts";

/** Listens to one program's activity report. */
export class ActivityServer {
	readonly path: string;
	readonly #folder: string;
	readonly #server: Server;
	#last: ActivityLine | undefined;

	constructor(onLine: () => void) {
		this.#folder = mkdtempSync(join(tmpdir(), "yagura-test-"));
		this.path = join(this.#folder, "activity");
		this.#server = createServer((socket) => {
			let rest = "";
			socket.setEncoding("utf8");
			socket.on("error", () => socket.destroy());
			socket.on("data", (text: string) => {
				const lines = (rest + text).split("\n");
				rest = lines.pop() ?? "";
				const last = lines.at(-1);
				if (last === undefined) return;
				this.#last = JSON.parse(last) as ActivityLine;
				onLine();
			});
		});
		this.#server.listen(this.path);
	}

	/** The newest report. */
	get last(): ActivityLine | undefined {
		return this.#last;
	}

	close(): void {
		this.#server.close();
		rmSync(this.#folder, { recursive: true, force: true });
	}
}
