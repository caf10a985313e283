/**
 * Capacity that is free and of no use to the requests that may come (`StrandedPlan`). Less of it is looked for by
 * packing requests of the mix beside the workloads, more of them each time, as long as the plan keeps its budget, and
 * taking them out again: the room that they had is room for others of their kind.
 */
import type { FutureRequest, Workload } from "../../model/fleet.js";
import type { StrandedPlan } from "../../model/plan.js";
import { untolerated } from "../../model/selectors.js";
import { addResources, amountOf, fitsInto, resourceNames, subtractResources } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import { spareId } from "../constraints/headroom.js";
import type { Demand } from "../formulate/demand.js";
import { eligibilityOf } from "../formulate/eligibility.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

/** A whole node, in the unit of the measure. */
const NODE = 1000;

function takes(kind: NodeKind, free: ResourceVector, one: FutureRequest): boolean {
  return (
    one.imagePlatforms.includes(`linux/${kind.architecture}`) &&
    untolerated(kind.taints, one.tolerations) === undefined &&
    fitsInto(one.requests, free)
  );
}

/** Resources that the mix names; the places of pods are no capacity of their own. */
function namedBy(mix: readonly FutureRequest[]): string[] {
  return resourceNames(...mix.map(({ requests }) => requests)).filter((name) => name !== "pods");
}

export function strandedOf(
  targets: readonly { readonly target: PlanTarget; readonly nodes: readonly FilledNodes[] }[],
  mix: readonly FutureRequest[],
): StrandedPlan {
  const names = namedBy(mix);
  const shares = mix.reduce((sum, { share }) => sum + share, 0);
  const resources = new Map(names.map((name) => [name, { free: 0, stranded: 0 }]));
  let [freeMilliNodes, strandedMilliNodes] = [0, 0];
  for (const { target, nodes: filled } of targets) {
    const requestsOf = new Map(target.workloads.map(({ id, requests }) => [id, requests]));
    for (const { kind, nodes, pods } of filled) {
      let used: ResourceVector = kind.systemLoad;
      for (const [id, count] of pods) used = addResources(used, requestsOf.get(id) ?? {}, count);
      const free = subtractResources(kind.allocatable, used);
      const out = mix.reduce((sum, one) => sum + (takes(kind, free, one) ? 0 : one.share), 0);
      let [parts, held] = [0, 0];
      for (const name of names) {
        const [all, left] = [amountOf(kind.allocatable, name), amountOf(free, name)];
        if (all === 0) continue;
        held += 1;
        parts += Math.floor((left * NODE) / all);
        const sum = resources.get(name);
        if (sum === undefined) continue;
        sum.free += nodes * left;
        sum.stranded += nodes * Math.floor((left * out) / shares);
      }
      const part = held === 0 ? 0 : Math.floor(parts / held);
      freeMilliNodes += nodes * part;
      strandedMilliNodes += nodes * Math.floor((part * out) / shares);
    }
  }
  return { freeMilliNodes, strandedMilliNodes, resources: Object.fromEntries(resources) };
}

function workloadOf(one: FutureRequest, target: PlanTarget): Workload {
  const { name, requests, imagePlatforms, tolerations } = one;
  return {
    id: spareId(`future/${name}`),
    name,
    namespace: "default",
    kind: "Deployment",
    target: { kind: target.kind, name: target.name },
    origin: "/futureRequests",
    replicas: 0,
    requests,
    imagePlatforms,
    requiredNodeTerms: [],
    preferredNodeTerms: [],
    tolerations,
    softSpread: [],
    volumes: [],
    priority: 0,
  };
}

/** `count` requests of the mix as demands, in its shares: those due most come first. */
export function futureDemands(target: PlanTarget, kinds: readonly NodeKind[], count: number): Demand[] {
  const mix = target.futureRequests ?? [];
  const shares = mix.reduce((sum, { share }) => sum + share, 0);
  const workloads = mix.map((one) => workloadOf(one, target));
  const masks = eligibilityOf(workloads, kinds);
  const whole = mix.map(({ share }) => Math.floor((count * share) / shares));
  const due = [...mix.keys()].sort((one, other) => {
    const rest = (index: number): number => (count * (mix[index]?.share ?? 0)) % shares;
    return rest(other) - rest(one) || one - other;
  });
  const left = count - whole.reduce((sum, one) => sum + one, 0);
  for (const index of due.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  return workloads.flatMap((workload, index): Demand[] => {
    const [mask, replicas] = [masks[index], whole[index] ?? 0];
    return mask === undefined || replicas === 0 || !mask.includes(1) ? [] : [{ workload, replicas, mask }];
  });
}
