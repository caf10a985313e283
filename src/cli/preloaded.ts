/** Whether this process may have run other code before (`--require`, `--import`, a loader, an inspector). */
export function isPreloaded({ execArgv, env }: Pick<NodeJS.Process, "execArgv" | "env">): boolean {
  return execArgv.length > 0 || (env["NODE_OPTIONS"] ?? "") !== "";
}
