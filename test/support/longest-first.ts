import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest, though its files may be small. Begun last it would keep one core busy while the other waits. */
const long =
	/test\/(?:faults\/fault-matrix|fuzz\/text-sinks|cluster-side\/history\.|pty\/(?:endings|keys|nth-failure))/;

/** In each project the long files come first, the others as Vitest has them; Vitest itself knows what took long only after a run. */
export class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const projects = Map.groupBy(await super.sort(files), ({ project }) => project);
		return Array.from(projects.values()).flatMap((ofOne) => [
			...ofOne.filter(({ moduleId }) => long.test(moduleId)),
			...ofOne.filter(({ moduleId }) => !long.test(moduleId)),
		]);
	}
}
