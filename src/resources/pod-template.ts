import { internText } from "../kube/wire/intern.ts";
import type { Picked } from "../kube/wire/shape.ts";

/** What a workload's row needs of its pod template. */
export const templateShape = { spec: { containers: [{ name: "string", image: "string" }] } } as const;

/** CONTAINERS and IMAGES as kubectl prints them, joined by commas. */
export interface TemplateText {
	readonly containers: string;
	readonly images: string;
}

/** @see https://github.com/kubernetes/kubernetes/blob/v1.36.3/pkg/printers/internalversion/printers.go `layoutContainerCells` */
export function templateText({ spec }: Picked<typeof templateShape>): TemplateText {
	return {
		containers: internText(spec.containers.map(({ name }) => name).join(",")),
		images: internText(spec.containers.map(({ image }) => image).join(",")),
	};
}
