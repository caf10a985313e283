/** Operational carbon of a target's machines, at the load that the method assumes. */
import { operationalCarbon } from "../../catalogue/index.js";
import type { Catalogue, OperationalCarbon } from "../../catalogue/index.js";
import type { Assumption } from "../../model/evidence.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import type { FilledNodes } from "../pack/filled-nodes.js";

/** Mean processor load of Cloud Carbon Footprint's method (2024) where none is measured: 50 %. */
const UTILISATION_PPM = 500_000;

export interface TargetCarbon {
  readonly gramsPerHour: number;
  readonly assumptions: readonly Assumption[];
  /** Machines whose carbon is not in the sum, in words. */
  readonly notCounted: readonly string[];
}

/** Of one node; undefined where the machine, its processors' power or the grid is unknown. */
export function nodeCarbon(
  { machine }: NodeKind,
  target: PlanTarget,
  catalogue: Catalogue,
): OperationalCarbon | undefined {
  if (machine === undefined || target.kind !== "cluster") return undefined;
  const { region } = target;
  return operationalCarbon({ catalogue, instanceType: machine, region, utilisationPpm: UTILISATION_PPM });
}

export function carbonOf(
  target: PlanTarget,
  nodes: readonly FilledNodes[],
  catalogue: Catalogue,
): TargetCarbon {
  let milligrams = 0;
  const assumptions: Assumption[] = [];
  const notCounted = new Set<string>();
  for (const { kind, nodes: count } of nodes) {
    if (kind.machine === undefined || target.kind !== "cluster") {
      notCounted.add("operational carbon of owned nodes: their power is not known");
      continue;
    }
    const carbon = nodeCarbon(kind, target, catalogue);
    if (carbon === undefined) {
      notCounted.add(`operational carbon in ${target.region.name}: no figure for its grid or processors`);
      continue;
    }
    milligrams += count * carbon.milligramsPerHour;
    assumptions.push(...carbon.assumptions);
  }
  return { gramsPerHour: Math.round(milligrams / 1000), assumptions, notCounted: [...notCounted] };
}
