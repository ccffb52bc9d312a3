import { expect, it } from "vitest";
import { commandWords, ephemeralPatch, podCopy } from "../../src/shells/debug-container.ts";
import { type DebugProfile, debugProfiles, nodeOpenings, securityContext } from "../../src/shells/debug-profile.ts";

const wish = (profile: DebugProfile = "baseline") => ({
	name: "debugger-x",
	image: "busybox",
	profile,
	command: ["sh"],
});

// As kubectl 1.36 has it: pkg/cmd/debug/profiles.go.
it.each([
	["baseline", undefined],
	[
		"restricted",
		{
			runAsNonRoot: true,
			capabilities: { drop: ["ALL"] },
			allowPrivilegeEscalation: false,
			seccompProfile: { type: "RuntimeDefault" },
		},
	],
	["general", { capabilities: { add: ["SYS_PTRACE"] } }],
	["netadmin", { capabilities: { add: ["NET_ADMIN", "NET_RAW"] } }],
	["sysadmin", { privileged: true }],
] as const)("profile %s sets what kubectl's sets", (profile, context) => {
	expect(securityContext(profile, "ephemeral")).toEqual(context);
	expect(securityContext(profile, "copy")).toEqual(context);
	expect(securityContext(profile, "node")).toEqual(profile === "general" ? undefined : context);
});

it("opens of a node what kubectl's profiles open, and nothing by the one that is offered first", () => {
	expect(Object.fromEntries(debugProfiles.map((profile) => [profile, nodeOpenings(profile)]))).toEqual({
		baseline: { namespaces: false, disk: false },
		restricted: { namespaces: false, disk: false },
		general: { namespaces: true, disk: true },
		netadmin: { namespaces: true, disk: false },
		sysadmin: { namespaces: true, disk: true },
	});
	expect(debugProfiles[0]).toBe("baseline");
});

it("patches one pod and no other of its name", () => {
	expect(ephemeralPatch(wish(), "uid-1", "app")).toEqual({
		metadata: { uid: "uid-1" },
		spec: {
			ephemeralContainers: [
				{
					name: "debugger-x",
					image: "busybox",
					command: ["sh"],
					stdin: true,
					tty: true,
					terminationMessagePolicy: "File",
					targetContainerName: "app",
				},
			],
		},
	});
	expect(JSON.stringify(ephemeralPatch(wish(), "uid-1", ""))).not.toContain("targetContainerName");
});

it("a copy takes no traffic, owns nothing's place, waits for no probe, and shares its processes", () => {
	const pod = {
		metadata: { name: "api", namespace: "shop", uid: "1", labels: { app: "api" }, ownerReferences: [{}] },
		spec: {
			nodeName: "node-1",
			initContainers: [{ name: "init" }],
			ephemeralContainers: [{ name: "old" }],
			containers: [{ name: "app", image: "api", livenessProbe: {}, readinessProbe: {}, startupProbe: {} }],
			serviceAccountName: "api",
		},
		status: { phase: "Running" },
	};
	expect(podCopy(pod, wish("general"), "api-copy")).toEqual({
		apiVersion: "v1",
		kind: "Pod",
		metadata: { name: "api-copy", namespace: "shop" },
		spec: {
			serviceAccountName: "api",
			shareProcessNamespace: true,
			containers: [
				{ name: "app", image: "api" },
				{
					name: "debugger-x",
					image: "busybox",
					command: ["sh"],
					stdin: true,
					tty: true,
					terminationMessagePolicy: "File",
					securityContext: { capabilities: { add: ["SYS_PTRACE"] } },
				},
			],
		},
	});
});

it("takes a command line apart without a shell", () => {
	expect(commandWords(`sh -c "echo 'a b'; ls" '' x`)).toEqual(["sh", "-c", "echo 'a b'; ls", "", "x"]);
	expect(commandWords("  ")).toEqual([]);
});
