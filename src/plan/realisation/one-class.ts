/**
 * Every workload in one pool and on one architecture, the ones that hold most of it in the packing. Pods that could
 * run on several go wherever the scheduler finds most room, and take the nodes that others have no choice but to use;
 * where each keeps to its own, arrival in another order cannot do that.
 */
import { compareText } from "../../units/compare.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { classOf } from "./more-nodes.js";

/** Workload id -> replicas by class. */
function held(nodes: readonly FilledNodes[]): Map<string, Map<string, number>> {
  const replicas = new Map<string, Map<string, number>>();
  for (const { kind, nodes: count, pods } of nodes)
    for (const [id, each] of pods) {
      const classes = replicas.get(id) ?? new Map<string, number>();
      classes.set(classOf(kind), (classes.get(classOf(kind)) ?? 0) + count * each);
      replicas.set(id, classes);
    }
  return replicas;
}

/** Workload id -> the class that holds most of it. */
export function mainClasses(nodes: readonly FilledNodes[]): ReadonlyMap<string, string> {
  return new Map(
    [...held(nodes)].flatMap(([id, classes]): [string, string][] => {
      const [most] = [...classes].sort(([left, a], [right, b]) => b - a || compareText(left, right));
      return most === undefined ? [] : [[id, most[0]]];
    }),
  );
}

/** Undefined where the packing has no workload in several. */
export function inOneClassEach(
  input: PackTargetInput,
  nodes: readonly FilledNodes[],
): PackTargetInput | undefined {
  const replicas = held(nodes);
  if ([...replicas.values()].every(({ size }) => size < 2)) return undefined;
  const main = mainClasses(nodes);
  const { kinds, demands } = input;
  const kept = (some: readonly Demand[]): Demand[] =>
    some.map((demand) => {
      const own = main.get(demand.workload.id);
      if (own === undefined) return demand;
      const mask = demand.mask.map((open, at) => {
        const kind = kinds[at];
        return kind !== undefined && classOf(kind) === own ? open : 0;
      });
      return { ...demand, mask };
    });
  const { demands: parts, whole, relaxed, ...rest } = demands;
  return {
    ...input,
    demands: {
      ...rest,
      demands: kept(parts),
      whole: kept(whole),
      ...(relaxed === undefined ? {} : { relaxed: kept(relaxed) }),
    },
  };
}
