/** System load: pods of its own on every node that they select and tolerate, before any workload's. */
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { targetPath, targetWords } from "../formulate/plan-target.js";
import type { Conflict } from "../../model/outcome.js";
import type { SystemLoad } from "../../model/fleet.js";
import type { Labels, Taint } from "../../model/kubernetes.js";
import { amountWords } from "../amount-words.js";
import { meetsTerms, untolerated } from "../../model/selectors.js";
import { addResources, amountOf, isHostPort } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";

function runsOn(load: SystemLoad, labels: Labels, taints: readonly Taint[]): boolean {
  return meetsTerms(labels, load.requiredNodeTerms) && untolerated(taints, load.tolerations) === undefined;
}

/**
 * What system load takes on nodes of one target. Few of the many kinds differ in which loads run there, so
 * each sum is made once.
 */
export class SystemLoadSums {
  private readonly sums = new Map<string, ResourceVector>();

  constructor(private readonly loads: readonly SystemLoad[]) {}

  /** On a node with these labels and taints; each load counts as one pod. */
  on(labels: Labels, taints: readonly Taint[]): ResourceVector {
    const running = this.loads.filter((load) => runsOn(load, labels, taints));
    const key = running.map((load) => this.loads.indexOf(load)).join(" ");
    const known = this.sums.get(key);
    if (known !== undefined) return known;
    const sum = running.reduce<ResourceVector>(
      (total, { requests }) => addResources(total, { ...requests, pods: 1 }),
      {},
    );
    this.sums.set(key, sum);
    return sum;
  }
}

/** The first resource of which system load takes more than a node has, or undefined where it fits. */
function overloaded({ allocatable, systemLoad }: NodeKind): string | undefined {
  return Object.keys(systemLoad).find(
    (resource) =>
      amountOf(systemLoad, resource) > (isHostPort(resource) ? 1 : amountOf(allocatable, resource)),
  );
}

/** Whether a node of this kind can run its system load at all. */
export function holdsSystemLoad(kind: NodeKind): boolean {
  return overloaded(kind) === undefined;
}

/** Nodes that exist and cannot run their system load: its pods would stay pending there. */
export function systemLoadConflicts(target: PlanTarget, kinds: readonly NodeKind[]): Conflict[] {
  return kinds.flatMap((kind): Conflict[] => {
    const resource = overloaded(kind);
    if (kind.stock === undefined || resource === undefined) return [];
    const [takes, has] = [amountOf(kind.systemLoad, resource), amountOf(kind.allocatable, resource)];
    return [
      {
        label: "fixed-nodes",
        subject: target.name,
        path: `${targetPath(target)}/systemLoad`,
        message: `system load takes ${amountWords(resource, takes)} of each ${kind.instanceType} node of ${targetWords(target)}, which has ${amountWords(resource, has)}`,
        offeringsConsidered: kinds.length,
        exclusions: [],
        waysOut: [
          "lower the requests of the system load",
          "keep it off these nodes by a node selector or a taint",
        ],
      },
    ];
  });
}
