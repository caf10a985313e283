/** A target's nodes and pods for the scheduler model, as its plan's components would create them. */
import { modelPods } from "../../simulate/index.js";
import type { ModelNodes, ModelPods, PlannedPods } from "../../simulate/index.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import type { FilledNodes } from "../filled-nodes.js";
import type { NodeKind } from "../node-kind.js";
import type { PlanTarget } from "../plan-target.js";

/** What the layouts of the nodes say of a workload. */
interface Standing {
  replicas: number;
  readonly pools: Set<string>;
  readonly architectures: Set<string>;
}

function standingOf(nodes: readonly FilledNodes[]): ReadonlyMap<string, Standing> {
  const standing = new Map<string, Standing>();
  for (const { kind, nodes: count, pods } of nodes)
    for (const [id, each] of pods) {
      const one = standing.get(id) ?? { replicas: 0, pools: new Set(), architectures: new Set() };
      standing.set(id, one);
      one.replicas += count * each;
      one.pools.add(kind.pool);
      one.architectures.add(kind.architecture);
    }
  return standing;
}

export interface TargetModel {
  /** In the order of `nodes`. */
  readonly kinds: readonly NodeKind[];
  readonly nodes: readonly ModelNodes[];
  readonly pods: readonly ModelPods[];
}

/** Nodes of one kind together, in the order in which the kinds stand first. */
function nodesOf(filled: readonly FilledNodes[]): Pick<TargetModel, "kinds" | "nodes"> {
  const counts = new Map<NodeKind, number>();
  for (const { kind, nodes } of filled) counts.set(kind, (counts.get(kind) ?? 0) + nodes);
  const kinds = [...counts.keys()];
  return {
    kinds,
    nodes: kinds.map((kind, number) => ({
      names: Array.from({ length: counts.get(kind) ?? 0 }, (_none, node) => `${number}-${node}`),
      labels: kind.labels,
      taints: kind.taints,
      availabilityZone: kind.availabilityZone,
      allocatable: kind.allocatable,
      systemLoad: kind.systemLoad,
    })),
  };
}

export function modelOf({ workloads }: PlanTarget, filled: readonly FilledNodes[]): TargetModel {
  const standing = standingOf(filled);
  const planned = workloads.flatMap((workload): PlannedPods[] => {
    const one = standing.get(workload.id);
    if (one === undefined) return [];
    const { id, kind, requests, zoneSpread, dedicatedNodes } = workload;
    const maxPerNode = maxPerNodeOf(workload);
    return [
      {
        id,
        kind,
        requests,
        replicas: one.replicas,
        ...(zoneSpread === undefined ? {} : { zoneSpread }),
        ...(maxPerNode === undefined ? {} : { maxPerNode }),
        ...(dedicatedNodes === undefined ? {} : { dedicatedNodes }),
        pools: [...one.pools].sort(),
        architectures: [...one.architectures].sort(),
        workload,
      },
    ];
  });
  return { ...nodesOf(filled), pods: modelPods(planned) };
}
