import { pprofBytes } from "./pprof-bytes.ts";

/** Where the programs of the demo have their profiles. */
export const PPROF_PORT = 6060;

const HTTP = "net/http.(*conn).serve;net/http.serverHandler.ServeHTTP;main.(*server).handle";
const GC = "runtime.gcBgMarkWorker;runtime.gcDrain";

/** What the programs of the demo would say of themselves: `GET /debug/pprof/TOPIC`; undefined for what they do not have. */
export function demoProfile(topic: string): Uint8Array | undefined {
	switch (topic) {
		case "":
			return Buffer.from("<html><body>/debug/pprof/ allocs block goroutine heap mutex profile</body></html>\n");
		case "profile":
			return pprofBytes({
				kinds: ["samples/count", "cpu/nanoseconds"],
				durationMs: 10_000,
				stacks: [
					cpu(`${HTTP};main.(*cart).price;encoding/json.Unmarshal;encoding/json.(*decodeState).object`, 212),
					cpu(`${HTTP};main.(*cart).price;encoding/json.Unmarshal;encoding/json.checkValid`, 96),
					cpu(
						`${HTTP};main.(*cart).price;main.discount;regexp.(*Regexp).FindStringSubmatch;regexp.(*machine).step`,
						148,
					),
					cpu(`${HTTP};main.(*cart).price;main.discount;regexp.Compile;regexp/syntax.Parse`, 331),
					cpu(
						`${HTTP};main.(*store).load;database/sql.(*DB).QueryContext;internal/poll.(*FD).Read;syscall.Syscall`,
						57,
					),
					cpu(`${HTTP};crypto/tls.(*Conn).Write;crypto/aes.gcmAesEnc`, 41),
					cpu(`${GC};runtime.scanobject`, 88),
					cpu(`${GC};runtime.markroot`, 19),
					cpu("runtime.mcall;runtime.schedule;runtime.findRunnable", 12),
				],
			});
		case "heap":
		case "allocs":
			return pprofBytes({
				kinds: ["alloc_objects/count", "alloc_space/bytes", "inuse_objects/count", "inuse_space/bytes"],
				stacks: [
					[`${HTTP};main.(*cart).price;encoding/json.Unmarshal;reflect.New`, 9_120, 73_400_320, 210, 1_690_000],
					[`${HTTP};main.(*cart).price;main.discount;regexp.Compile`, 3_300, 188_743_680, 24, 1_370_000],
					[`${HTTP};main.(*store).load;main.newCache`, 40, 41_943_040, 40, 41_943_040],
					["main.main;main.readConfig;os.ReadFile", 12, 65_536, 2, 10_240],
				],
			});
		case "goroutine":
			return pprofBytes({
				kinds: ["goroutine/count"],
				stacks: [
					["net/http.(*conn).serve;net/http.(*conn).readRequest;runtime.gopark", 34],
					["database/sql.(*DB).connectionOpener;runtime.gopark", 1],
					["main.main;net/http.(*Server).Serve;internal/poll.runtime_pollWait;runtime.gopark", 1],
				],
			});
		case "mutex":
		case "block":
			return pprofBytes({ kinds: ["contentions/count", "delay/nanoseconds"], stacks: [] });
		default:
			return undefined;
	}
}

/** Ten milliseconds a sample, as Go measures. */
function cpu(functions: string, samples: number): [string, number, number] {
	return [functions, samples, samples * 10_000_000];
}
