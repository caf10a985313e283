/** Block volumes: a node takes only so many, by its cloud and instance type, or by what the spec says. */
import { attachableVolumes } from "../../catalogue/index.js";
import type { InstanceType } from "../../model/catalogue.js";
import type { Assumption } from "../../model/evidence.js";
import { DEFAULT_VOLUMES } from "../../model/fleet.js";
import type { NodeShape, Workload } from "../../model/fleet.js";
import { ATTACHABLE_VOLUMES, amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { OfferingRule } from "./offering-rule.js";

/** Nodes state their limit only where a workload of the target attaches volumes. */
export function attachesVolumes(workloads: readonly Pick<Workload, "requests">[]): boolean {
  return workloads.some(({ requests }) => amountOf(requests, ATTACHABLE_VOLUMES) > 0);
}

interface Holds {
  readonly allocatable: ResourceVector;
  readonly assumptions: readonly Assumption[];
}

/** The machine's allocatable with its volumes. `stated`: the cluster's `volumesPerNode`. */
export function withVolumes(holds: Holds, type: InstanceType, stated: number | undefined): Holds {
  const { volumes, assumptions } = attachableVolumes(type, stated);
  return {
    allocatable: { ...holds.allocatable, [ATTACHABLE_VOLUMES]: volumes },
    assumptions: [...holds.assumptions, ...assumptions],
  };
}

export function volumesOfShape(shape: NodeShape, stated: number | undefined): number {
  return shape.attachableVolumes ?? stated ?? DEFAULT_VOLUMES;
}

function most(kinds: readonly NodeKind[]): number {
  return kinds.reduce((largest, { free }) => Math.max(largest, amountOf(free, ATTACHABLE_VOLUMES)), 0);
}

export const volumeLimit: OfferingRule = {
  rule: "attachableVolumes",
  allows({ requests }) {
    const volumes = amountOf(requests, ATTACHABLE_VOLUMES);
    return ({ free }) => volumes <= amountOf(free, ATTACHABLE_VOLUMES);
  },
  detail: ({ requests }, excluded) =>
    `attaches ${amountOf(requests, ATTACHABLE_VOLUMES)} volume(s), these nodes take at most ${most(excluded)}`,
  wayOut: () =>
    "say `attached: false` of volumes that are file systems of the network, set volumesPerNode where your driver allows more, or let a pool buy larger instance types",
};
