/**
 * The problem that a certificate is about: whole demands, every node kind once, and only limits that the checker
 * rebuilds. Prices come from wherever the bound was proved.
 */
import { mappedSplit } from "../../solve/index.js";
import type { PackingLimits, PackingPrices, PackingProblem, UnsplitPrices } from "../../solve/problem.js";
import { present } from "../../units/invariant.js";
import { omitted } from "../../units/omitted.js";
import { apartPairs } from "../formulate/classes.js";
import type { ReplicaClass } from "../formulate/classes.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import type { Demand } from "../formulate/demand.js";
import { formulate } from "../formulate/formulate.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { Bounding } from "./bounding.js";
import { limitKey } from "./limit-keys.js";

export interface CertifiedProblem {
  readonly problem: PackingProblem;
  readonly dual: PackingPrices;
  readonly apart: readonly (readonly [number, number])[];
  readonly rows: readonly string[];
  readonly classes: readonly ReplicaClass[];
  readonly kindsOfType: readonly (readonly NodeKind[])[];
  /** By cap of the problem. */
  readonly capKeys: readonly string[];
}

export interface CertifiedInput {
  readonly kinds: readonly NodeKind[];
  /** Without splits over availability zones. */
  readonly demands: readonly Demand[];
  readonly nodeLimits: readonly NodeLimit[];
  readonly bounding: Bounding;
}

/** Numbers by workload: what a replica of it is worth, on average over the classes that it is in. */
function valuesByWorkload({ formulation }: Bounding, dual: UnsplitPrices): (id: string) => number {
  const sums = new Map<string, { value: number; replicas: number }>();
  for (const [index, { members }] of formulation.classes.entries())
    for (const { workload, replicas } of members) {
      const sum = sums.get(workload.id) ?? { value: 0, replicas: 0 };
      sums.set(workload.id, sum);
      sum.value += replicas * (dual.value[index] ?? 0);
      sum.replicas += replicas;
    }
  return (id) => {
    const { value, replicas } = sums.get(id) ?? { value: 0, replicas: 1 };
    return value / Math.max(1, replicas);
  };
}

function rentsByKey(
  { formulation }: Bounding,
  dual: UnsplitPrices,
  kinds: readonly NodeKind[],
): Map<string, number> {
  const rents = new Map<string, number>();
  for (const [cap, limit] of formulation.limitOfCap.entries()) {
    const key = limitKey(limit, kinds);
    if (key !== undefined) rents.set(key, dual.rent[cap] ?? 0);
  }
  return rents;
}

/**
 * Splits on numbers of nodes, by the types that hold the same kinds here; none where a type has no like. Nothing of them
 * needs to be right, as all is proved anew.
 */
function splitsHere(
  { formulation, dual }: Bounding,
  kindsOfType: readonly (readonly NodeKind[])[],
  pricesHere: (dual: UnsplitPrices) => UnsplitPrices,
): Pick<PackingPrices, "splits"> {
  if (dual.splits === undefined) return {};
  const typeOf = new Map(kindsOfType.flatMap((own, type) => own.map((kind) => [kind, type] as const)));
  const typeHere = (type: number): number => {
    const [kind] = formulation.kindsOfType[type] ?? [];
    return (kind && typeOf.get(kind)) ?? -1;
  };
  return {
    splits: dual.splits.map((split) =>
      mappedSplit(split, typeHere, (leaf) => ({ ...pricesHere(leaf), splitRent: leaf.splitRent })),
    ),
  };
}

/** Nothing is searched for. */
const NO_LIMITS: PackingLimits = { targetGapMilliPercent: 0, workUnits: 0 };

export function certifiedProblem({ kinds, demands, nodeLimits, bounding }: CertifiedInput): CertifiedProblem {
  const { priceOf } = bounding.prices;
  const known = nodeLimits.filter((limit) => limitKey(limit, kinds) !== undefined);
  const { problem, rows, classes, kindsOfType, limitOfCap } = formulate({
    kinds,
    demands,
    nodeLimits: known,
    priceOf,
    relaxed: true,
    together: true,
    limits: NO_LIMITS,
  });
  const capKeys = limitOfCap.map((limit) => present(limitKey(limit, kinds), "key of a limit"));
  const pricesHere = (dual: UnsplitPrices): UnsplitPrices => {
    const value = valuesByWorkload(bounding, dual);
    const rents = rentsByKey(bounding, dual, kinds);
    return {
      value: classes.map(({ members, replicas }) => {
        const sum = members.reduce((total, one) => total + one.replicas * value(one.workload.id), 0);
        return sum / Math.max(1, replicas);
      }),
      rent: capKeys.map((key) => rents.get(key) ?? 0),
    };
  };
  // What stands for leaving a replica out is no node: the checker counts a value up to its penalty.
  const bought = kindsOfType.filter((own) => own.length > 0);
  return {
    // Caps on what is free are of the solver's making; boxes are left to their sums, which the checker rebuilds.
    problem: {
      ...problem,
      classes: problem.classes.map((one) => omitted(one, "boxes")),
      nodeTypes: problem.nodeTypes.slice(0, bought.length).map((type) => omitted(type, "boxes")),
      caps: problem.caps.slice(0, capKeys.length),
    },
    dual: { ...pricesHere(bounding.dual), ...splitsHere(bounding, bought, pricesHere) },
    apart: apartPairs(demands, classes),
    rows,
    classes,
    kindsOfType: bought,
    capKeys,
  };
}
