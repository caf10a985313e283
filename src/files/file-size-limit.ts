/**
 * A write over the file-size limit raises SIGXFSZ. Node ignores it, so that the write fails with EFBIG and can
 * be reported; the exit hooks of `proper-lockfile` (signal-exit) would end the process
 * instead, unless somebody else listens.
 */
export function keepRunningOnFileSizeLimit(): void {
  process.on("SIGXFSZ", () => undefined);
}
