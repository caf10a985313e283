/** What the scheduler model would leave pending, in lines for people. */
import { percentOfPpm, plural, resourceLabel } from "./amounts.js";

/** As in `simulate`: report reads values, it does not import who made them. */
export interface RehearsedTarget {
  readonly kind: "cluster" | "edgeSite";
  readonly name: string;
  readonly pods: number;
  readonly nodes: number;
  readonly status: "replayed" | "notReplayed";
  readonly pending?: readonly {
    readonly workload: string;
    readonly pending: number;
    readonly replicas: number;
    readonly message: string;
  }[];
  readonly pendingPpm?: Readonly<Record<string, number>>;
  readonly because?: string;
  readonly workUnits?: number;
  readonly workUnitsLimit?: number;
}

function targetName({ kind, name }: RehearsedTarget): string {
  return `${kind === "cluster" ? "cluster" : "edge site"} ${name}`;
}

function targetLines(target: RehearsedTarget): string[] {
  const size = `${plural(target.pods, "pod")} on ${plural(target.nodes, "node")}`;
  if (target.status === "notReplayed" && target.because !== undefined)
    return [`scheduler model: ${targetName(target)}: not replayed: ${target.because}`];
  if (target.status === "notReplayed")
    return [
      `scheduler model: ${targetName(target)}: not replayed: ${size} are ${target.workUnits ?? 0} work units, the limit is ${target.workUnitsLimit ?? 0}`,
    ];
  const pending = target.pending ?? [];
  if (pending.length === 0) return [`scheduler model: ${targetName(target)}: ${size}, none stays pending`];
  const left = pending.reduce((sum, one) => sum + one.pending, 0);
  const share = Object.entries(target.pendingPpm ?? {})
    .filter(([resource]) => resource === "cpuMilli" || resource === "memoryMiB")
    .map(([resource, ppm]) => `${percentOfPpm(ppm)} of ${resourceLabel(resource)}`)
    .join(", ");
  return [
    `scheduler model: ${targetName(target)}: ${size}, ${left} would stay pending (${share})`,
    ...pending.map(
      (one) => `    ${one.workload}: ${one.pending} of ${plural(one.replicas, "replica")}: ${one.message}`,
    ),
  ];
}

export function renderRehearsal(targets: readonly RehearsedTarget[]): string[] {
  return targets.flatMap(targetLines);
}
