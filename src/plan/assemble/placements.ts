/** Where each workload's replicas run: counted from the layouts, so that they cannot say anything else. */
import type { ByName, Placement, Purchase } from "../../model/plan.js";
import type { Workload } from "../../model/fleet.js";

interface Count {
  replicas: number;
  readonly byPool: Map<string, number>;
  readonly byAvailabilityZone: Map<string, number>;
}

function add(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count);
}

function sorted(counts: ReadonlyMap<string, number>): ByName<number> {
  return Object.fromEntries([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** Keyed by workload id; workloads without replicas have an empty placement. */
export function placementsOf(workloads: readonly Workload[], purchases: ByName<Purchase>): ByName<Placement> {
  const counts = new Map<string, Count>(
    workloads.map(({ id }) => [id, { replicas: 0, byPool: new Map(), byAvailabilityZone: new Map() }]),
  );
  for (const { pool, availabilityZone, layouts } of Object.values(purchases)) {
    for (const { nodes, pods } of layouts) {
      for (const [id, each] of Object.entries(pods)) {
        const count = counts.get(id);
        if (count === undefined) continue;
        count.replicas += nodes * each;
        add(count.byPool, pool, nodes * each);
        add(count.byAvailabilityZone, availabilityZone, nodes * each);
      }
    }
  }
  return Object.fromEntries(
    [...counts].map(([id, { replicas, byPool, byAvailabilityZone }]) => [
      id,
      { replicas, byPool: sorted(byPool), byAvailabilityZone: sorted(byAvailabilityZone) },
    ]),
  );
}
