/** One case of edge users in its own process: `run-edge.ts INDEX` prints what came out as one JSON line. */
import "../../src/cli/short-process.js";
// First of all modules that the bench alone needs: it counts what was loaded before it as the command's.
import { plannedFleet } from "./planned.js";
import type { Plan } from "../../src/planner/index.js";
import { EDGE } from "./edge-cases.js";
import { mostCapacityFirst, mostServed } from "./edge-opponents.js";
import type { Exact } from "./edge-opponents.js";
import { edgeFleet, edgeUsers } from "./eua.js";
import type { EdgeUsers } from "./eua.js";

export interface EdgeResult {
  readonly classes: number;
  readonly users: number;
  readonly uncovered: number;
  readonly served: number;
  readonly exact: Exact;
  readonly mostCapacityFirst: number;
  /** Of penalties, against what is proved of every plan. */
  readonly gapPercent: number;
  readonly stop: string;
  readonly workUnits: number;
  readonly cpuMs: number;
  readonly commandMs: number;
  readonly faults: readonly string[];
}

/** What the plan puts on sites, counted anew from layouts of nodes: within the room that was drawn, on covering sites. */
function faultsOf({ sites, classes }: EdgeUsers, { edgeSites, workloads }: Plan): string[] {
  return Object.values(edgeSites).flatMap(({ name, purchases }) => {
    const site = Number(name.slice("site-".length));
    const used = (sites[site]?.room ?? []).map(() => 0);
    const faults: string[] = [];
    for (const { layouts } of Object.values(purchases))
      for (const { nodes, pods } of layouts)
        for (const [id, each] of Object.entries(pods)) {
          const one = classes[Number((workloads[id]?.name ?? "").slice("users-".length))];
          if (one?.sites.includes(site) !== true) faults.push(`${id} is not covered by ${name}`);
          for (const [row, amount] of (one?.size ?? []).entries())
            used[row] = (used[row] ?? 0) + nodes * each * amount;
        }
    const isOver = used.some((amount, row) => amount > (sites[site]?.room[row] ?? 0));
    return isOver ? [...faults, `${name} holds more than it has room for`] : faults;
  });
}

async function run(index: number): Promise<EdgeResult | undefined> {
  const one = EDGE[index];
  const users = one === undefined ? undefined : edgeUsers(one.input);
  if (users === undefined) return undefined;
  const { plan, cpuMs, commandMs } = plannedFleet(edgeFleet(users));
  const { gapPpm, stop, workUnits } = plan.search;
  return {
    classes: users.classes.length,
    users: users.classes.reduce((sum, { users: own }) => sum + own, 0),
    uncovered: users.uncovered,
    served: Object.values(plan.workloads).reduce((sum, { replicas }) => sum + replicas, 0),
    exact: await mostServed(users),
    mostCapacityFirst: mostCapacityFirst(users),
    gapPercent: gapPpm / 10_000,
    stop,
    workUnits,
    cpuMs,
    commandMs,
    faults: faultsOf(users, plan),
  };
}

const [index] = process.argv.slice(2);
if (index !== undefined)
  void run(Number(index)).then((result) => process.stdout.write(JSON.stringify(result ?? null)));
