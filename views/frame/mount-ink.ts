import { render } from "ink";
import { createElement, type ReactNode } from "react";
import type { TerminalSize } from "../../src/terminal/terminal.ts";
import { ErrorBoundary } from "./error-boundary.ts";
import { FrameSink, silentInput } from "./frame-sink.ts";

export interface MountOptions extends TerminalSize {
	/** A new frame: one string a line, text and SGR only. Never called twice in a row with the same frame. */
	readonly onFrame: (lines: readonly string[]) => void;
	/** An error in rendering. The tree is empty from then on; the owner ends the program. Called once. */
	readonly onError: (error: unknown) => void;
}

/** A React tree that Ink lays out into frames. */
export interface MountedInk extends Disposable {
	/** Lay out again for another screen. */
	resize(size: TerminalSize): void;
	rerender(element: ReactNode): void;
	/** Take the tree down; no frame comes from then on. */
	unmount(): void;
}

/**
 * Let Ink lay out an element without ever touching the terminal: it gets streams of ours, and every write of it
 * is one whole frame.
 *
 * `concurrent` gathers all updates of one turn into one commit; without it every store that changes costs a frame.
 *
 * @see docs/adr/0002-frames-from-ink-own-painter.md
 */
export function mountInk(element: ReactNode, options: MountOptions): MountedInk {
	let ended = false;
	let failed = false;
	let last: string | undefined;
	const fail = (error: unknown): void => {
		if (failed || ended) return;
		failed = true;
		options.onError(error);
	};
	const sink = new FrameSink(options, (text) => {
		// Ink "erases" its last frame when the screen narrows; in this mode that is an empty write.
		if (ended || failed || text === "" || text === last) return;
		last = text;
		options.onFrame(text.split("\n"));
	});
	const guarded = (children: ReactNode): ReactNode => createElement(ErrorBoundary, { onError: fail, children });
	const instance = render(guarded(element), {
		stdout: sink.asStream(),
		stderr: new FrameSink(options, () => {}).asStream(),
		stdin: silentInput(),
		debug: true,
		interactive: true,
		exitOnCtrlC: false,
		patchConsole: false,
		isScreenReaderEnabled: false,
		maxFps: 120,
		concurrent: true,
	});
	instance.waitUntilExit().catch(fail);
	const unmount = (): void => {
		if (ended) return;
		ended = true;
		instance.unmount();
	};
	return {
		resize: (size) => sink.resize(size),
		rerender: (next) => instance.rerender(guarded(next)),
		unmount,
		[Symbol.dispose]: unmount,
	};
}
