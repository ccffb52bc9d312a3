import { expect } from "vitest";
import type { CommandId } from "../../src/text/messages/commands.ts";
import type { KeyStage } from "./key-stage.ts";

/** Stands where a command is alive, runs it by `press`, and looks for what no other command does. */
type Proof = (stage: KeyStage, press: () => Promise<void>, chord: string) => Promise<void>;

/** On the pods, after some keys; then a pattern that the screen shows only once the command has run. */
function showing(pattern: string | RegExp, ...before: readonly string[]): Proof {
	return async (stage, press) => {
		await stage.pods();
		await stage.press(...before);
		expect(stage.program.emulator.text()).not.toMatch(pattern);
		await press();
		await stage.shows(pattern);
	};
}

/** The cursor, after some keys and the command. */
function cursorAt(isRight: (row: number, before: number) => boolean, ...before: readonly string[]): Proof {
	return async (stage, press) => {
		await stage.pods();
		await stage.press(...before);
		const from = stage.cursor;
		await press();
		await stage.program.until("the cursor to move", () => isRight(stage.cursor, from));
	};
}

/** The place in the text of an object, after some keys and the command. */
function textAt(isRight: (row: number, before: number) => boolean, ...before: readonly string[]): Proof {
	return async (stage, press) => {
		await stage.yaml();
		await stage.press(...before);
		const from = stage.place.row;
		await press();
		await stage.program.until("the text to move", () => isRight(stage.place.row, from));
	};
}

/** On a text that is wider than the screen, which is wide again after. */
function narrow(columns: number, proof: Proof): Proof {
	return async (stage, press, chord) => {
		await stage.yaml();
		await stage.resize(columns);
		try {
			await proof(stage, press, chord);
		} finally {
			await stage.resize(160);
		}
	};
}

/** On a profile; then a pattern that the screen shows only once the command has run. */
function profileShowing(pattern: RegExp): Proof {
	return async (stage, press) => {
		await stage.profile();
		expect(stage.program.emulator.text()).not.toMatch(pattern);
		await press();
		await stage.shows(pattern);
	};
}

/** On a log, after some keys; then a pattern that the screen shows only once the command has run. */
function logShowing(pattern: RegExp, ...before: readonly string[]): Proof {
	return async (stage, press) => {
		await stage.logs();
		await stage.press(...before);
		expect(stage.program.emulator.text()).not.toMatch(pattern);
		await press();
		await stage.shows(pattern);
	};
}

/** On a log of which only some lines are shown. */
function filteredLogShowing(pattern: RegExp): Proof {
	return async (stage, press) => {
		await stage.logs();
		await stage.press("&");
		await stage.program.type("request");
		await stage.press("enter");
		await stage.shows(/&request/);
		await press();
		await stage.shows(pattern);
	};
}

/** Ends the whole program; it is proved on one of its own. */
const leaves: Proof = async () => {
	throw new Error("what ends the program is pressed in a program of its own");
};

/** The command hands the terminal over; `ctrl-] d` brings it back. */
async function inShell(stage: KeyStage, press: () => Promise<void>, greeting: string): Promise<void> {
	await stage.pods();
	await stage.press("/");
	await stage.program.type("ledger");
	await stage.press("enter");
	await press();
	await stage.shows("in which container of payments/");
	const output = stage.program.record();
	// Nothing of the screen is waited for: it is gone.
	stage.program.send("\r", 1);
	await handedOver(stage, output);
	expect(output.text).toContain(greeting);
	stage.program.send("\x1dd", 0);
	await stage.shows(":sessions leads back to it");
}

/** Until something else has the terminal; it is told how to come back. What was told before stands on the main screen still. */
function handedOver({ program }: KeyStage, output: { readonly text: string }): Promise<void> {
	return program.until("the terminal to be handed over", () => output.text.includes("ctrl-] x ends it"));
}

function leftShell(stage: KeyStage): Promise<void> {
	return inShell(stage, () => stage.press("s"), "yagura: shell in payments/");
}

/** A pod's first port is forwarded, and the table of forwards is on screen. */
async function forwarded(stage: KeyStage): Promise<void> {
	await stage.pods();
	await stage.press("F");
	await stage.shows("Forward to payments/pods/");
	// For its first half second a form is deaf, and whatever ports it offers are deleted.
	while (!/ports +▏/.test(stage.program.emulator.text())) await stage.press("backspace");
	await stage.program.type("0:8080");
	await stage.press("tab", "tab", "tab", "enter");
	await stage.shows(/leads to payments\/pods\//);
	await stage.go("forwards");
	await stage.shows(/ listening/);
}

const found = /\/name \d+ of \d+/;

/** What every command does, seen on the screen of the built program. A command without a line here does not compile. */
export const keyProofs: Readonly<Record<CommandId, Proof>> = {
	"row.shell": async (stage, press) => {
		await inShell(stage, press, "yagura: shell in payments/");
	},
	"row.debug": showing(/Debug payments\//),
	"row.attach": async (stage, press) => {
		await inShell(stage, press, "yagura: attach in payments/");
	},
	"row.forward": async (stage, press) => {
		await stage.pods();
		await press();
		await stage.shows("Forward to payments/pods/");
		await stage.press("esc");
	},
	"row.forwards": async (stage, press) => {
		await forwarded(stage);
		await stage.pods();
		await press();
		await stage.shows(/^forwards {2}to /m);
	},
	"app.forwards": showing(/^forwards/m),
	"forward.stop": async (stage, press) => {
		await forwarded(stage);
		await press();
		// The row under the cursor stays in sight.
		await stage.shows(/^▸forward-\d+ .* off the list$/m);
	},
	"forward.probe": async (stage, press) => {
		await forwarded(stage);
		await press();
		await stage.shows(/answers HTTP \d+|closed|hang up|ECONNRESET/);
	},
	"forward.bench": async (stage, press) => {
		await forwarded(stage);
		await press();
		await stage.shows(/^bench {2}http:\/\/127\.0\.0\.1:\d+\/ .* done/m);
		await stage.shows(/ answers +200 {2}200$/m);
	},
	"forward.browse": async (stage, press) => {
		await forwarded(stage);
		await press();
		await stage.shows(/No browser can be opened from here|is opened in the browser/);
	},
	"forward.set": async (stage, press) => {
		await stage.go("forwards");
		await press();
		await stage.shows("no sets are saved");
	},
	"app.sessions": showing(/^sessions/m),
	"session.enter": async (stage, press) => {
		await stage.pods();
		await leftShell(stage);
		await stage.go("sessions");
		const output = stage.program.record();
		await press();
		await handedOver(stage, output);
		stage.program.send("\x1dd", 0);
		await stage.shows(/^sessions/m);
	},
	"session.end": async (stage, press) => {
		await stage.pods();
		await leftShell(stage);
		await stage.go("sessions");
		await press();
		await stage.shows(/End \w+-\d+\?/);
	},
	"view.palette": showing(/^:.*pods payments/m),
	"view.filter": showing(/^\/.*words/m),
	"view.help": showing("On a row"),
	"view.back": async (stage, press) => {
		await stage.pods();
		await stage.press("ctrl-z");
		await stage.shows("payments  only broken");
		await press();
		await stage.shows(/^pods {2}payments {2}NAME/m);
	},
	"view.close": async (stage, press) => {
		await stage.yaml();
		await press();
		await stage.shows(/^pods {2}payments/m);
	},
	"view.redraw": async (stage, press) => {
		await stage.pods();
		const before = stage.program.received;
		await press();
		await stage.program.until("the whole screen once more", () => stage.program.received - before > 2_000);
	},
	"view.header": async (stage, press) => {
		await stage.pods();
		await press();
		await stage.program.until("no header", () => stage.program.emulator.lines()[0]?.startsWith("pods") === true);
		await press();
		await stage.shows(/^pods {2}payments {2}NAME↑/m);
	},
	"history.back": async (stage, press) => {
		await stage.pods();
		await stage.go("nodes");
		await stage.shows(/^nodes/m);
		await press();
		await stage.shows(/^pods {2}payments/m);
	},
	"history.forward": async (stage, press) => {
		await stage.pods();
		await stage.go("nodes");
		await stage.press("[");
		await stage.shows(/^pods {2}payments/m);
		await press();
		await stage.shows(/^nodes/m);
	},
	"history.last": async (stage, press) => {
		await stage.pods();
		await stage.go("nodes");
		await press();
		await stage.shows(/^pods {2}payments/m);
		await press();
		await stage.shows(/^nodes/m);
	},
	"namespace.all": showing(/^pods {2}all namespaces/m),
	"namespace.recent": async (stage, press, chord) => {
		await stage.pods();
		for (let place = 9; place > 0; place--) await stage.go(`pods lately-${place}`);
		await stage.press("0");
		await stage.shows(/^pods {2}all namespaces/m);
		await press();
		await stage.shows(new RegExp(`^pods {2}lately-${chord}`, "m"));
	},
	"app.suspend": leaves,
	"app.leave": leaves,
	"cursor.down": cursorAt((row, before) => row === before + 1),
	"cursor.up": cursorAt((row, before) => row === before - 1, "j", "j"),
	"cursor.first": cursorAt((row) => row === 0, "j", "j"),
	"cursor.last": cursorAt((row) => row > 20),
	"cursor.halfPageDown": cursorAt((row, before) => row > before + 5),
	"cursor.halfPageUp": cursorAt((row, before) => row < before - 5 && row > 0, "G"),
	"cursor.pageDown": cursorAt((row, before) => row > before + 20),
	"cursor.pageUp": cursorAt((row, before) => row < before - 20, "G"),
	"table.wide": showing("READINESS GATES"),
	"table.broken": showing("payments  only broken"),
	"table.reload": async (stage, press) => {
		await stage.pods();
		const lists = /\/namespaces\/payments\/pods\?.*sendInitialEvents/;
		const before = stage.requests(lists);
		await press();
		await stage.askedAgain(lists, before);
	},
	"table.save": async (stage, press) => {
		await stage.pods();
		await press();
		await stage.shows(/^>\S*-pods-payments-\d+-\d+\.csv/m);
		await stage.saves("csv");
	},
	"sort.next": showing(/ READY[↑↓]/),
	"sort.previous": showing(/ AGE[↑↓]/),
	"sort.name": showing(/ NAME↓/),
	"sort.age": showing(/ AGE[↑↓]/),
	"sort.status": showing(/ STATUS[↑↓]/),
	"sort.namespace": async (stage, press) => {
		await stage.pods();
		await stage.press("0");
		await press();
		await stage.shows(/ NAMESPACE[↑↓]/);
	},
	"sort.cpu": showing(/ CPU[↑↓]/),
	"sort.memory": showing(/ MEM[↑↓]/),
	"sort.restarts": showing(/ RESTARTS[↑↓]/),
	"sort.ready": showing(/ READY[↑↓]/),
	"sort.address": showing(/^pods {2}payments {2}IP[↑↓]/m),
	"row.open": showing(/^containers {2}Pod /m),
	"row.describe": showing(/^describe {2}Pod /m),
	"row.yaml": showing("apiVersion: v1"),
	"row.logs": showing(/^logs {2}Pod payments\//m),
	"row.previousLogs": showing(/^logs {2}Pod payments\/\S+ {3}PREVIOUS /m),
	"action.logs": async (stage, press) => {
		await stage.pods();
		await stage.press(".");
		await stage.shows("Show its logs; changes nothing");
		await press();
		await stage.shows(/^logs {2}Pod payments\//m);
	},
	"row.actions": showing(/Actions {2}Pod payments\//),
	"action.copy": async (stage, press) => {
		await stage.pods();
		await stage.press(".");
		await stage.shows("Copy files from or to a container");
		await press();
		await stage.shows(/Copy files from or to payments\//);
		await stage.press("esc");
	},
	"action.delete": async (stage, press) => {
		await stage.pods();
		await stage.press(".");
		await stage.shows("Delete it; asks first");
		await press();
		await stage.shows(/Delete Pod payments\/\S+ in /);
		await stage.press("esc");
	},
	"row.events": showing(/^events {2}Pod /m),
	"row.copy": showing(/Copied \S+/),
	"row.node": showing(/^nodes {2}Node /m),
	"row.owner": showing(/^\w+sets {2}\w+Set /m),
	"mark.toggle": showing("1 marked"),
	"mark.range": showing("4 marked", "space", "j", "j"),
	"context.enter": async (stage, press) => {
		await stage.pods();
		await stage.go("ctx");
		await stage.shows(/^contexts/m);
		await stage.shows("CURRENT");
		await press();
		// What the proofs before have left running ends with the context, which is asked about.
		const { program } = stage;
		await program.until("the pods or a question", () => /^pods |still run/m.test(program.emulator.text()));
		if (program.emulator.text().includes("still run")) {
			while (!program.emulator.text().includes("▸[ Switch ]")) await stage.press("tab");
			await stage.press("enter");
		}
		await stage.shows(/^pods {2}all namespaces/m);
	},
	"logs.follow": logShowing(/○ stopped/),
	"logs.open": logShowing(/^line {2}payments\/ledger/m),
	"logs.filter": logShowing(/^&.*words/m),
	"logs.invert": filteredLogShowing(/&request {2}inverted/),
	"logs.context": filteredLogShowing(/&request {2}±1/),
	"logs.form": logShowing(/ MESSAGE {3}/),
	"logs.times": logShowing(/^ \d\d:\d\d:\d\d\.\d{3}Z /m),
	"logs.histogram": logShowing(/a bar is/),
	"logs.sources": logShowing(/▸ all containers/),
	"logs.previous": logShowing(/ PREVIOUS /),
	"logs.tail": logShowing(/ last 500 lines$/m, "1"),
	"logs.minute": logShowing(/ last 1m$/m),
	"logs.minutes5": logShowing(/ last 5m$/m),
	"logs.minutes15": logShowing(/ last 15m$/m),
	"logs.hour": logShowing(/ last 1h$/m),
	"logs.hours6": logShowing(/ last 6h$/m),
	"logs.all": logShowing(/ all there is$/m),
	"logs.mark": logShowing(/ 1 marked/),
	"logs.copy": logShowing(/Copied the line/),
	"logs.save": async (stage, press) => {
		await stage.logs();
		await press();
		await stage.shows(/^>\S*-logs-pod-payments-ledger\S+\.log/m);
		await stage.saves("log");
	},
	"logs.lock": async (stage, press) => {
		await stage.logs();
		await stage.resize(60);
		try {
			await stage.press("f", "right");
			await stage.shows(/^.\d\d:\d\d:\d\d (ledger|mesh)/m);
			await press();
			await stage.program.until(
				"times to move",
				() => !/^.\d\d:\d\d:\d\d (ledger|mesh)/m.test(stage.program.emulator.text()),
			);
		} finally {
			await stage.resize(160);
		}
	},
	"logs.reload": async (stage, press) => {
		await stage.logs();
		const reads = /^GET \S+\/pods\/ledger\S+\/log\?/;
		const before = stage.requests(reads);
		await press();
		await stage.askedAgain(reads, before);
	},
	"record.copy": async (stage, press) => {
		await stage.logs();
		await stage.press("enter");
		await stage.shows(/^line {2}payments/m);
		await press();
		await stage.shows("Copied the line");
	},
	"pane.search": async (stage, press) => {
		await stage.yaml();
		await press();
		await stage.shows(/^\/.*what to find/m);
	},
	"pane.next": async (stage, press) => {
		await stage.yaml();
		await stage.press("/");
		await stage.program.type("name");
		await stage.press("enter");
		await stage.shows(found);
		const before = stage.title;
		await press();
		await stage.program.until("the next match", () => found.test(stage.title) && stage.title !== before);
	},
	"pane.previous": async (stage, press) => {
		await stage.yaml();
		await stage.press("/");
		await stage.program.type("name");
		await stage.press("enter");
		await stage.shows(found);
		await press();
		await stage.shows(/\/name (\d+) of \1 /);
	},
	"pane.wrap": narrow(66, async (stage, press) => {
		const before = stage.place.total;
		await press();
		await stage.program.until("more rows", () => stage.place.total > before);
	}),
	"pane.right": narrow(40, async (stage, press) => {
		await press();
		await stage.program.until("the text to move", () => !stage.program.emulator.text().includes("apiVersion: v1"));
	}),
	"pane.left": narrow(40, async (stage, press) => {
		await stage.press("right");
		await stage.program.until("the text to move", () => !stage.program.emulator.text().includes("apiVersion: v1"));
		await press();
		await stage.shows("apiVersion: v1");
	}),
	"pane.halfPageDown": textAt((row, before) => row > before + 5),
	"pane.halfPageUp": textAt((row, before) => row < before - 5, "G"),
	"pane.pageDown": textAt((row, before) => row > before + 20),
	"pane.pageUp": textAt((row, before) => row < before - 5, "G"),
	"row.profile": async (stage) => stage.profile(),
	"profile.topic": async (stage, press, chord) => {
		await stage.profile();
		if (chord === "1") await stage.press("2");
		await press();
		await stage.shows(
			[/ CPU /, / heap /, / goroutines /, / mutex/, / block/, / allocations/][Number(chord) - 1] ?? /^$/,
		);
	},
	"profile.look": profileShowing(/^profile.* flame graph/m),
	"profile.kind": profileShowing(/^profile.* samples /m),
	"profile.again": async (stage, press) => {
		await stage.profile();
		const ways = /\/portforward/;
		const before = stage.requests(ways);
		await press();
		await stage.askedAgain(ways, before);
	},
	"profile.save": async (stage, press) => {
		await stage.profile();
		await press();
		await stage.shows(/^>\S*-payments-ledger-\S+-cpu-\d+-\d+\.pb\.gz/m);
		await stage.saves("pb.gz");
	},
	"load.again": async (stage, press) => {
		await stage.pods();
		const url = new URL(stage.sim.url);
		await stage.go(`bench http://127.0.0.1:${url.port}/healthz 20 2`);
		await stage.shows(/20 of 20/);
		await stage.shows(/^bench .* done/m);
		const asked = /GET \/healthz/;
		const before = stage.requests(asked);
		await press();
		await stage.askedAgain(asked, before);
		await stage.shows(/^bench .* done/m);
	},
	"detail.reload": async (stage, press) => {
		await stage.yaml();
		const reads = /^GET \/api\/v1\/namespaces\/payments\/pods\/\w/;
		const before = stage.requests(reads);
		await press();
		await stage.askedAgain(reads, before);
	},
	"detail.save": async (stage, press) => {
		await stage.yaml();
		await press();
		await stage.shows(/^>\S*-pod-payments-\S+\.yaml/m);
		await stage.saves("yaml");
	},
	"pane.down": textAt((row, before) => row === before + 1),
	"pane.up": textAt((row, before) => row === before - 1, "j", "j"),
	"pane.top": textAt((row) => row === 1, "j", "j"),
	"pane.bottom": textAt((row) => row > 20),
};

/** Commands that end or stop the program. */
export const leaving: readonly CommandId[] = ["app.suspend", "app.leave"];
