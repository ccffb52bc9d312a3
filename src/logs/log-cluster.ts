import type { Cluster } from "../cluster/cluster.ts";

/** What of a cluster is needed to read logs. */
export type LogCluster = Pick<Cluster, "open" | "transport" | "reachability" | "clockSkewMs">;
