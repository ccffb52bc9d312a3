import type { AttachRequest } from "./remote-process.ts";

/** Where a stream into a pod is asked for, below the server's base. */
export function podPath(
	{ namespace, pod }: { readonly namespace: string; readonly pod: string },
	subresource: "exec" | "attach" | "portforward",
): string {
	return `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(pod)}/${subresource}`;
}

/** Which streams of a container are wanted. A terminal has one for both of its outputs. */
export function streamsQuery({
	container,
	input,
	tty,
}: Pick<AttachRequest, "container" | "input" | "tty">): Readonly<Record<string, string | true | undefined>> {
	const wanted = (is: boolean): true | undefined => is || undefined;
	return { container, stderr: wanted(!tty), stdin: wanted(input), stdout: true, tty: wanted(tty) };
}
