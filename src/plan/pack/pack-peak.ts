/** Packs a target's demands at their peak, onto the nodes that were bought and more of their kinds. */
import type { PackingLimits } from "../../solve/problem.js";
import type { Conflict } from "../../model/outcome.js";
import { peakKinds, peakTarget } from "../constraints/peak.js";
import type { ResidencyInput } from "../constraints/residency.js";
import { demandsOf } from "../formulate/demands.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packTarget } from "./pack-target.js";

export interface PeakInput {
  readonly residency: ResidencyInput;
  /** Nodes that were bought for the base. */
  readonly nodes: readonly FilledNodes[];
  /** Kinds that may be bought beside those. */
  readonly more?: readonly NodeKind[];
  readonly limits: PackingLimits;
}

export type PeakPacking =
  | { readonly status: "packed"; readonly nodes: readonly FilledNodes[]; readonly workUnits: number }
  /** None was found on these kinds of nodes; on others there may be one. */
  | { readonly status: "noneFound"; readonly conflicts: readonly Conflict[]; readonly workUnits: number };

export function packPeak({ residency, nodes, more = [], limits }: PeakInput): PeakPacking {
  const target = peakTarget(residency.target, nodes);
  const { kinds, boughtAs } = peakKinds(nodes, more);
  const demands = demandsOf({ ...residency, target, offerings: kinds.length }, kinds);
  const early = [...demands.conflicts, ...demands.unfound];
  if (early.length > 0) return { status: "noneFound", conflicts: early, workUnits: 0 };
  const packed = packTarget({ target, kinds, demands, limits });
  if (packed.status !== "packed")
    return {
      status: "noneFound",
      conflicts: packed.conflicts,
      workUnits: packed.workUnits,
    };
  return {
    status: "packed",
    nodes: packed.nodes.map((one) => ({ ...one, kind: boughtAs.get(one.kind) ?? one.kind })),
    workUnits: packed.workUnits,
  };
}
