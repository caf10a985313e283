/**
 * Replicas that may be left out, each at a penalty. To the solver, leaving one out is a node type of its own:
 * it holds one item of that class and no other, costs the penalty, and no limit counts it. That is exact, and
 * what is proved bounds cost and penalties together.
 */
import type { NodeCap, NodeType } from "../../solve/problem.js";
import type { Workload } from "../../model/fleet.js";
import { omitted } from "../../units/omitted.js";
import type { ReplicaClass } from "../formulate/classes.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";

export interface StayOutTypes {
  /** One for each class whose items may be left out. */
  readonly nodeTypes: readonly NodeType[];
  readonly caps: readonly NodeCap[];
}

/** Of a demand of the workload: at what its replicas may be left out. */
export function stayingOut({
  penaltyMicroPerHour,
  outByPriority,
  priority,
}: Workload): Pick<Demand, "penalty" | "priority"> {
  if (outByPriority === true) return { penalty: 0, priority };
  return penaltyMicroPerHour === undefined ? {} : { penalty: penaltyMicroPerHour };
}

/** `first`: index that the first of these node types gets. */
export function stayOutTypes(classes: readonly ReplicaClass[], first: number): StayOutTypes {
  const nodeTypes: NodeType[] = [];
  const caps: NodeCap[] = [];
  const limited = new Map<number, { limit: number; terms: { nodeType: number; weight: number }[] }>();
  for (const [index, { penalty, size, replicas, priority, mostLeftOut, weight }] of classes.entries()) {
    if (penalty === undefined) continue;
    if (priority !== undefined && mostLeftOut !== undefined) {
      const cap = limited.get(priority) ?? { limit: mostLeftOut, terms: [] };
      limited.set(priority, cap);
      cap.terms.push({ nodeType: first + nodeTypes.length, weight });
    }
    // The solver wants a limit on whatever is free.
    if (penalty === 0)
      caps.push({ limit: replicas, terms: [{ nodeType: first + nodeTypes.length, weight: 1 }] });
    const eligible = classes.map((_class, other) => other === index);
    nodeTypes.push({ capacity: size, price: penalty, eligible });
  }
  return { nodeTypes, caps: [...caps, ...limited.values()] };
}

/** Replicas of each demand that the nodes do not hold. */
export function leftOut(
  demands: readonly Demand[],
  nodes: readonly FilledNodes[],
): ReadonlyMap<Demand, number> {
  const optional = demands.filter(({ penalty }) => penalty !== undefined);
  return new Map(
    optional.map((demand) => {
      // What an item holds stands and falls together: any of it tells of all.
      const [[id, each]] = [...(demand.holds ?? [[demand.workload.id, 1] as const])] as [[string, number]];
      const placed = nodes.reduce((sum, { nodes: count, pods }) => sum + count * (pods.get(id) ?? 0), 0);
      return [demand, demand.replicas - Math.floor(placed / each)];
    }),
  );
}

/** What all replicas that the nodes do not hold count, in micro-units an hour. */
export function penaltiesOf(demands: readonly Demand[], nodes: readonly FilledNodes[]): number {
  let sum = 0;
  for (const [{ penalty = 0 }, replicas] of leftOut(demands, nodes)) sum += penalty * replicas;
  return sum;
}

/** Demands of what the nodes hold, none of which may be left out any more. */
export function asPlaced(demands: readonly Demand[], nodes: readonly FilledNodes[]): Demand[] {
  const out = leftOut(demands, nodes);
  return demands.flatMap((demand) => {
    if (demand.penalty === undefined) return [demand];
    const fixed = omitted(demand, "penalty", "priority", "mostLeftOut");
    const replicas = demand.replicas - (out.get(demand) ?? 0);
    return replicas === 0 ? [] : [{ ...fixed, replicas }];
  });
}

/** Demands as if leaving out counted nothing: what they then need, every plan needs. */
export function withoutPenalties(demands: readonly Demand[]): Demand[] {
  return demands.map((demand) =>
    demand.penalty === undefined ? demand : { ...omitted(demand, "priority"), penalty: 0 },
  );
}
