import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { askKubectl, type Verdict } from "../test/kube/kubeconfig/lay-out.ts";
import { setUps } from "../test/kube/kubeconfig/set-ups.ts";
import { askKubectlOnTheWire, type WireVerdict } from "../test/kube/kubeconfig/wire.ts";
import { startWireServers } from "../test/kube/kubeconfig/wire-servers.ts";
import { wireSetUps } from "../test/kube/kubeconfig/wire-set-ups.ts";

/**
 * Record what kubectl makes of the kubeconfig set-ups:
 * `node scripts/record-kubeconfig-goldens.ts [path of kubectl]`.
 */
const kubectl = process.argv[2] ?? "kubectl";
const version = JSON.parse(execFileSync(kubectl, ["version", "--client", "-o", "json"], { encoding: "utf8" })) as {
	readonly clientVersion: { readonly gitVersion: string };
};
const verdicts: Record<string, Verdict> = {};
for (const setUp of setUps) verdicts[setUp.name] = await askKubectl(kubectl, setUp);
const requests: Record<string, WireVerdict> = {};
{
	await using servers = await startWireServers();
	for (const setUp of wireSetUps) requests[setUp.name] = await askKubectlOnTheWire(kubectl, setUp, servers);
}
const file = fileURLToPath(new URL("../test/kube/kubeconfig/goldens.json", import.meta.url));
const goldens = { kubectl: version.clientVersion.gitVersion, verdicts, requests };
writeFileSync(file, JSON.stringify(goldens, null, "\t"));
const biome = fileURLToPath(new URL("../node_modules/.bin/biome", import.meta.url));
execFileSync(biome, ["format", "--write", file], { stdio: "ignore" });
process.stdout.write(`${setUps.length + wireSetUps.length} set-ups recorded with kubectl ${goldens.kubectl}\n`);
