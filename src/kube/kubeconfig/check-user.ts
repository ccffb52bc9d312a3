import { messages } from "../../text/messages/messages.ts";
import type { ExecEntry, UserEntry } from "./kubeconfig.ts";

const execVersions = ["client.authentication.k8s.io/v1", "client.authentication.k8s.io/v1beta1"];
const interactiveModes = ["Never", "IfAvailable", "Always"];

/**
 * What stands in the way of using a user entry, in words; empty if nothing does. The rules are those
 * of kubectl, but for legacy auth providers, which we refuse altogether.
 *
 * @see client-go tools/clientcmd/validation.go, validateAuthInfo
 */
export function checkUser(user: UserEntry): readonly string[] {
	const said = messages.kubeconfig;
	const problems: string[] = [];
	const methods: string[] = [];
	if (user.token !== "" || user.tokenFile !== "") methods.push(user.token === "" ? "tokenFile" : "token");
	if (user.username !== "" || user.password !== "") methods.push("username and password");
	if (methods.length > 1) problems.push(said.manyMethods(methods));
	const hasCertificate = user.clientCertificate !== "" || user.clientCertificateData.length > 0;
	if (hasCertificate && user.clientKey === "" && user.clientKeyData.length === 0) problems.push(said.noKey);
	if (user.exec !== undefined && user.authProvider !== "") problems.push(said.execWithProvider);
	else if (user.authProvider !== "") problems.push(said.authProvider(user.authProvider));
	if (user.exec !== undefined) problems.push(...checkExec(user.exec));
	const actsAs = user.impersonateUid !== "" || user.impersonateGroups.length > 0 || user.impersonateUserExtra.size > 0;
	if (actsAs && user.impersonate === "") problems.push(said.impersonatesNobody);
	return problems;
}

function checkExec(exec: ExecEntry): readonly string[] {
	const said = messages.kubeconfig;
	const problems: string[] = [];
	if (exec.command === "") problems.push(said.execField("command"));
	if (exec.apiVersion === "") problems.push(said.execField("apiVersion"));
	else if (!execVersions.includes(exec.apiVersion)) problems.push(said.execValue("apiVersion", exec.apiVersion));
	if (exec.env.some((variable) => variable.name === "")) problems.push(said.execField("env name"));
	if (exec.interactiveMode === "") problems.push(said.execField("interactiveMode"));
	else if (!interactiveModes.includes(exec.interactiveMode)) {
		problems.push(said.execValue("interactiveMode", exec.interactiveMode));
	}
	return problems;
}
