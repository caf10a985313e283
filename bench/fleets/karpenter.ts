/**
 * Problem files of the peer that runs Karpenter's own scheduler (classes with zone and host rules, types with
 * zones and prices), as packing problems. Rows: mCPU, MiB, pods, devices, and one a set of pods that a host
 * rule counts together. Zones are identical in the files and are treated as one here: their skew is not
 * a matter of this bench, and the plans are the relaxation that the planner proves its bounds with.
 */
import { readFileSync } from "node:fs";
import type { PackingProblem } from "../../src/solve/index.js";

interface Rule {
  readonly maxSkew?: number;
  readonly selector?: Readonly<Record<string, string>>;
}

interface FileClass {
  readonly name: string;
  readonly replicas: number;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly gpus?: number;
  readonly arch?: string;
  readonly hostnameSpread?: Rule;
  readonly hostnameAntiAffinity?: true | Rule;
  readonly labels?: Readonly<Record<string, string>>;
}

interface FileType {
  readonly name: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly pods: number;
  readonly gpus?: number;
  readonly arch?: string;
  readonly pricePerHour: number;
}

interface FileProblem {
  readonly name: string;
  readonly classes: readonly FileClass[];
  readonly types: readonly FileType[];
}

export type GpuPool = "tainted" | "untainted";

function isSelected({ labels = {} }: FileClass, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

/** Host rules with selectors become rows: members have size 1, a node holds `maxSkew` of them. */
interface HostRow {
  readonly holds: number;
  readonly members: readonly boolean[];
}

/**
 * A rule whose selector takes in pods without the rule is not a row (they could share a node among themselves);
 * it counts only the pods that carry it, which relaxes it: the cost is then a lower one than the rule allows.
 */
function hostRows(classes: readonly FileClass[]): HostRow[] {
  const rows = new Map<string, { holds: number; members: boolean[] }>();
  for (const [index, one] of classes.entries()) {
    const anti = one.hostnameAntiAffinity;
    const rule = one.hostnameSpread ?? (anti === undefined || anti === true ? undefined : anti);
    if (rule?.selector === undefined) continue;
    const holds = one.hostnameSpread?.maxSkew ?? 1;
    const key = `${anti === undefined ? "spread" : "anti"} ${holds} ${JSON.stringify(rule.selector)}`;
    const row = rows.get(key) ?? { holds, members: classes.map(() => false) };
    rows.set(key, row);
    row.members[index] = isSelected(one, rule.selector);
  }
  return [...rows.values()];
}

function perNode({ hostnameSpread, hostnameAntiAffinity }: FileClass): number | undefined {
  if (hostnameAntiAffinity === true) return 1;
  return hostnameSpread !== undefined && hostnameSpread.selector === undefined
    ? hostnameSpread.maxSkew
    : undefined;
}

function mayRun(one: FileClass, type: FileType, pool: GpuPool): boolean {
  if (one.arch !== undefined && one.arch !== (type.arch ?? "amd64")) return false;
  return pool === "untainted" || (type.gpus ?? 0) === 0 || (one.gpus ?? 0) > 0;
}

export function readKarpenterProblem(
  path: string,
  pool: GpuPool,
  limits: PackingProblem["limits"],
): PackingProblem {
  const { classes, types } = JSON.parse(readFileSync(path, "utf8")) as FileProblem;
  const hosts = hostRows(classes);
  return {
    rows: 4 + hosts.length,
    classes: classes.map((one, index) => {
      const most = perNode(one);
      const own = hosts.map(({ members }) => (members[index] === true ? 1 : 0));
      const size = [one.cpuMilli, one.memoryMiB, 1, one.gpus ?? 0, ...own];
      return { demand: one.replicas, size, ...(most === undefined ? {} : { maxPerNode: most }) };
    }),
    nodeTypes: types.map((type) => ({
      capacity: [
        type.cpuMilli,
        type.memoryMiB,
        type.pods,
        type.gpus ?? 0,
        ...hosts.map(({ holds }) => holds),
      ],
      price: Math.round(type.pricePerHour * 1e6),
      eligible: classes.map((one) => mayRun(one, type, pool)),
    })),
    caps: [],
    limits,
  };
}
