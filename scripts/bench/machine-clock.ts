/** Milliseconds of the machine's monotonic clock: the same in all processes, so that times of two can be compared. */
export function machineMs(): number {
	return Number(process.hrtime.bigint()) / 1e6;
}
