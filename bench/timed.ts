/** User and system time of this process so far, in milliseconds. */
export function spentMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** User and system time of this process that the work takes, in milliseconds, and what it returns. */
export function timed<Result>(work: () => Result): { readonly result: Result; readonly cpuMs: number } {
  const before = spentMs();
  const result = work();
  return { result, cpuMs: spentMs() - before };
}
