import { Text } from "ink";
import { type ReactNode, useSyncExternalStore } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore, type Store } from "../../../src/base/store.ts";
import { type MountedInk, mountInk } from "../../../views/frame/mount-ink.ts";
import { settle } from "../../support/manual-clock.ts";

function Shown({ store }: { store: Store<string> }): ReactNode {
	const text = useSyncExternalStore(store.subscribe, store.get);
	if (text === "bad") throw new Error("cannot draw");
	return <Text wrap="truncate">{text}</Text>;
}

describe("Ink behind the frame sink", () => {
	const frames: (readonly string[])[] = [];
	const errors: unknown[] = [];
	let mounted: MountedInk | undefined;
	let outside: { mock: { calls: unknown[] } }[] = [];

	beforeEach(() => {
		frames.length = 0;
		errors.length = 0;
		outside = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, "write").mockReturnValue(true));
	});

	afterEach(() => {
		mounted?.unmount();
		vi.restoreAllMocks();
	});

	async function mount(element: ReactNode): Promise<MountedInk> {
		mounted = mountInk(element, {
			columns: 10,
			rows: 3,
			onFrame: (lines) => frames.push(lines),
			onError: (error) => errors.push(error),
		});
		await settle();
		return mounted;
	}

	it("gives whole frames, one for all updates of a turn, and none when nothing changed", async () => {
		const store = createStore("one\ntwo");
		await mount(<Shown store={store} />);
		expect(frames).toEqual([["one", "two"]]);
		store.set("a");
		store.set("b");
		store.set("c");
		await settle();
		expect(frames.slice(1)).toEqual([["c"]]);
		store.set("d");
		store.set("c");
		await settle();
		expect(frames).toHaveLength(2);
	});

	it("lays out anew for another width", async () => {
		const ink = await mount(<Text wrap="truncate">0123456789abcdef</Text>);
		ink.resize({ columns: 5, rows: 3 });
		ink.resize({ columns: 20, rows: 3 });
		expect(frames).toEqual([["012345678…"], ["0123…"], ["0123456789abcdef"]]);
	});

	it("hands an error in rendering to its owner, once, and draws nothing of it", async () => {
		const store = createStore("good");
		await mount(<Shown store={store} />);
		store.set("bad");
		await settle();
		store.set("good");
		await settle();
		expect(errors).toEqual([new Error("cannot draw")]);
		expect(frames).toEqual([["good"]]);
	});

	it("says nothing after it is unmounted, and never writes to the process's own streams", async () => {
		const store = createStore("one");
		const ink = await mount(<Shown store={store} />);
		ink.rerender(<Text>two</Text>);
		await settle();
		ink.unmount();
		ink.unmount();
		store.set("three");
		await settle();
		expect(frames).toEqual([["one"], ["two"]]);
		expect(outside.flatMap((stream) => stream.mock.calls)).toEqual([]);
	});

	it("mounts again after it was unmounted", async () => {
		(await mount(<Text>one</Text>)).unmount();
		await mount(<Text>two</Text>);
		expect(frames).toEqual([["one"], ["two"]]);
	});
});
