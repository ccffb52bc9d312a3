import type { Clock } from "../base/clock.ts";
import type { Result } from "../base/result.ts";
import type { ConnectionTarget } from "../kube/connection-target.ts";
import type { KubeconfigFailure } from "../kube/kubeconfig/kubeconfig-failure.ts";
import type { ContextSummary } from "../kube/kubeconfig/list-contexts.ts";
import type { Transport } from "../kube/transport/transport.ts";
import type { LogSeries } from "../logs/files/log-series.ts";

/** An API server to show. */
export interface Connection extends AsyncDisposable {
	readonly target: ConnectionTarget;
	readonly transport: Transport;
	readonly clock: Clock;
	readonly demo: boolean;
	readonly readOnly: boolean;
	/** Names have to be typed before something is deleted here. */
	readonly production: boolean;
	/** Undefined = all namespaces. */
	readonly namespace: string | undefined;
	/** Logs in files, which are shown instead of a cluster: there is none. */
	readonly files?: readonly LogSeries[];
}

/** The contexts among which one may go back and forth while the program runs. */
export interface Contexts {
	/** What there is to choose from; the kubeconfig is read anew. */
	list(): Promise<Result<readonly ContextSummary[], KubeconfigFailure>>;
	/** Connect to one. Nothing is sent before the first request; of the demo, a cluster is started. */
	connect(context: string): Promise<Result<Connection, KubeconfigFailure>>;
	isProduction(context: string): boolean;
}
