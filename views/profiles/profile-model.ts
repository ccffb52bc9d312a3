import type { Clock } from "../../src/base/clock.ts";
import { ok, type Result } from "../../src/base/result.ts";
import { createStore, type Readable, type Store } from "../../src/base/store.ts";
import type { Failure } from "../../src/kube/failure.ts";
import type { PodTunnel } from "../../src/kube/streams/pod-tunnel.ts";
import { fetchProfile, findProfilePort, type ProfileTopic } from "../../src/profiles/fetch-profile.ts";
import { type Profile, readProfile } from "../../src/profiles/read-profile.ts";
import type { SafeText } from "../../src/text/safe-text.ts";
import { TextPane } from "../screens/text-pane.ts";
import { flameLines } from "./flame-lines.ts";
import { topLines } from "./top-lines.ts";

/** Of which pod, and how it is reached. */
export interface ProfileOptions {
	/** `payments/api-0`. */
	readonly pod: SafeText;
	/** The port to ask; when left out, the first of {@link ports} that answers. */
	readonly port?: number;
	/** What the pod says of its ports, the likeliest first. */
	ports(signal: AbortSignal): Promise<Result<readonly number[], Failure>>;
	open(signal: AbortSignal): Promise<Result<PodTunnel, Failure>>;
	readonly clock: Clock;
}

/** How far it has come. A profile that was read stays until another has come. */
export type ProfileState =
	| { readonly state: "opening" | "measuring" | "current" }
	| { readonly state: "failed"; readonly message: SafeText };

/** What the program in a pod tells of itself: what its functions cost, as a list or as a flame graph. */
export class ProfileModel implements Disposable {
	readonly type = "profile";
	readonly pane = new TextPane();
	readonly state: Readable<ProfileState>;
	readonly #state: Store<ProfileState> = createStore<ProfileState>({ state: "opening" });
	readonly #options: ProfileOptions;
	#look: "top" | "flame" = "top";
	#topic: ProfileTopic = "profile";
	#port: number | undefined;
	#file: Buffer | undefined;
	#profile: Profile | undefined;
	#kind = 0;
	#asking = new AbortController();

	constructor(options: ProfileOptions) {
		this.#options = options;
		this.#port = options.port;
		this.state = this.#state;
		this.measure(this.#topic);
	}

	get pod(): SafeText {
		return this.#options.pod;
	}

	get topic(): ProfileTopic {
		return this.#topic;
	}

	/** The port that answers, once it is known. */
	get port(): number | undefined {
		return this.#port;
	}

	get look(): "top" | "flame" {
		return this.#look;
	}

	/** What is counted, e.g. `inuse_space`; undefined while there is nothing. */
	get counted(): string | undefined {
		return this.#profile?.kinds[this.#kind]?.type;
	}

	/** The profile as it came, to be saved. */
	get file(): Buffer | undefined {
		return this.#file;
	}

	get hasSeveralKinds(): boolean {
		return (this.#profile?.kinds.length ?? 0) > 1;
	}

	/** Ask for a profile; what is being asked for is given up. */
	measure(topic: ProfileTopic): void {
		this.#asking.abort();
		this.#asking = new AbortController();
		if (topic !== this.#topic) this.#forget();
		this.#topic = topic;
		void this.#measure(topic, this.#asking.signal);
	}

	/** Ask at another port from now on. */
	askPort(port: number): void {
		if (port !== this.#port) this.#forget();
		this.#port = port;
		this.measure(this.#topic);
	}

	/** List and flame graph in turn. */
	toggleLook(): void {
		this.#look = this.#look === "top" ? "flame" : "top";
		this.pane.scrollTo(0);
		this.#draw();
	}

	/** Count the next thing: bytes, then objects. */
	nextKind(): void {
		const { kinds = [] } = this.#profile ?? {};
		this.#kind = kinds.length === 0 ? 0 : (this.#kind + 1) % kinds.length;
		this.#draw();
	}

	[Symbol.dispose](): void {
		this.#asking.abort();
	}

	async #measure(topic: ProfileTopic, signal: AbortSignal): Promise<void> {
		this.#state.set({ state: "opening" });
		const file = await this.#fetch(topic, signal);
		if (signal.aborted) return;
		const shown = file.ok ? this.#show(file.value) : file;
		this.#state.set(shown.ok ? { state: "current" } : { state: "failed", message: shown.failure.message });
	}

	#show(file: Buffer): Result<void, Failure> {
		const read = readProfile(file);
		if (!read.ok) return read;
		this.#file = file;
		this.#profile = read.value;
		this.#kind = read.value.firstKind;
		this.#draw();
		return ok(undefined);
	}

	async #fetch(topic: ProfileTopic, signal: AbortSignal): Promise<Result<Buffer, Failure>> {
		const { clock } = this.#options;
		const opened = await this.#options.open(signal);
		if (!opened.ok) return opened;
		const tunnel = opened.value;
		try {
			if (this.#port === undefined) {
				const named = await this.#options.ports(signal);
				if (!named.ok) return named;
				const found = await findProfilePort({ tunnel, clock, signal }, named.value);
				if (!found.ok) return found;
				this.#port = found.value;
			}
			if (!signal.aborted) this.#state.set({ state: "measuring" });
			return await fetchProfile({ tunnel, port: this.#port, clock, signal }, topic);
		} finally {
			tunnel.close();
		}
	}

	/** What is on the screen is not what is asked for now. */
	#forget(): void {
		this.#profile = undefined;
		this.#file = undefined;
		this.pane.set([]);
	}

	#draw(): void {
		const profile = this.#profile;
		if (profile === undefined) return;
		const hasAny = profile.samples.some(({ values }) => values[this.#kind] !== 0);
		if (!hasAny) this.pane.set([]);
		else if (this.look === "top") this.pane.set(topLines(profile, this.#kind));
		else this.pane.follow((width) => flameLines(profile, this.#kind, width));
	}
}
