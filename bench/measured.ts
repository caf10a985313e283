/** A script of the bench in a process of its own, so that code is cold and memory is its own. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** What the script prints as JSON; undefined where it prints null. */
export function measured(script: string, args: readonly string[]): unknown {
  const child = spawnSync(process.execPath, ["--import", "tsx", join(__dirname, script), ...args], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return (JSON.parse(child.stdout) as unknown) ?? undefined;
}

/** User and system time of this process that the work takes, in milliseconds, and what it returns. */
export function timed<Result>(work: () => Result): { readonly result: Result; readonly cpuMs: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, cpuMs: (user + system) / 1000 };
}
