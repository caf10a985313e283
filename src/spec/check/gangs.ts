/**
 * Workloads whose replicas must all be in one domain, and rules that cannot stand beside that. A spec that asks for
 * both is refused; of manifests the rule is left to what enforces it in the cluster.
 */
import type { GangSpec } from "../../model/fleet-spec.js";
import type { Workload } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { LOSS_WORDS } from "../../model/survival.js";
import { outlivesZones } from "../../model/zone-loss.js";
import { omitted } from "../../units/omitted.js";
import type { CheckContext } from "./context.js";

export function gangOf(
  gang: GangSpec | undefined,
  namespace: string,
  workload: string,
): Pick<Workload, "gang"> {
  if (gang === undefined) return {};
  return { gang: { within: gang.within, name: `${namespace}/${gang.name ?? workload}` } };
}

function hasPeers({ id, beside, apartFrom }: Workload, here: readonly Workload[]): string | undefined {
  if (beside !== undefined) return "it must stand beside another workload";
  if (here.some((other) => other.beside?.workload === id)) return "another workload stands beside it";
  return apartFrom !== undefined || here.some((other) => other.apartFrom?.includes(id) === true)
    ? "it shares no node with another workload"
    : undefined;
}

/** Why one node cannot hold all of the gang, or how that would have to be planned. */
function onOneNode(
  one: Workload,
  members: readonly Workload[],
  here: readonly Workload[],
): string | undefined {
  const { maxPerNode = Infinity, replicas, survive, dedicatedNodes } = one;
  if (replicas > maxPerNode) return `a node may have ${maxPerNode} of its ${replicas} replicas`;
  if (survive !== undefined) return `it must survive the loss of one ${LOSS_WORDS[survive]}`;
  if (members.length > 1 && hasPeers(one, here) !== undefined) return hasPeers(one, here);
  return members.some((other) => other.dedicatedNodes !== dedicatedNodes)
    ? "another workload of the gang has other nodes to itself"
    : undefined;
}

function stayingOut(one: Workload): string {
  const { outByPriority, priority } = one;
  return mayStayOut(one)
    ? outByPriority === true
      ? `by priority ${priority}`
      : "at a penalty"
    : "not at all";
}

/** Why the plan cannot keep the rule beside the others; undefined where it can. */
function obstacle(
  one: Workload,
  members: readonly Workload[],
  here: readonly Workload[],
): string | undefined {
  const { gang, peak, scaling, zoneSpread, maxPerAvailabilityZone, survive, beside, id } = one;
  if (gang === undefined) return undefined;
  if (members.some((other) => other.gang?.within !== gang.within))
    return "other workloads of the gang name another domain";
  if (peak !== undefined || scaling !== undefined) return "an autoscaler owns its count of replicas";
  if (zoneSpread !== undefined || maxPerAvailabilityZone !== undefined)
    return "it must be spread over availability zones";
  if (survive !== undefined && outlivesZones(survive))
    return `it must survive the loss of one ${LOSS_WORDS[survive]}`;
  if (beside !== undefined || here.some((other) => other.beside?.workload === id))
    return "it stands beside another workload, or another beside it";
  if (members.some((other) => stayingOut(other) !== stayingOut(one)))
    return "workloads of the gang may stay out in different ways";
  return gang.within === "node" ? onOneNode(one, members, here) : undefined;
}

/** The workloads, without rules that are left to the cluster. */
export function checkGangs(workloads: readonly Workload[], { faults }: CheckContext): Workload[] {
  const refused = new Set<string>();
  for (const one of workloads) {
    const { gang, target, origin, name } = one;
    if (gang === undefined) continue;
    const here = workloads.filter(
      (other) => other.target.kind === target.kind && other.target.name === target.name,
    );
    const members = here.filter((other) => other.gang?.name === gang.name);
    const why = obstacle(one, members, here);
    if (why === undefined) continue;
    const message = `workload "${name}" cannot be planned in one ${gang.within === "node" ? "node" : "availability zone"} as a gang: ${why}`;
    if (origin.startsWith("/workloads/"))
      faults.error("not-supported", `${origin}/gang`, message, "remove gang, or the rule that is named");
    else {
      faults.warning("not-supported", origin, `${message}; what enforces it in the cluster still will`);
      refused.add(`${target.name}/${gang.name}`);
    }
  }
  return workloads.map((one) =>
    one.gang !== undefined && refused.has(`${one.target.name}/${one.gang.name}`) ? omitted(one, "gang") : one,
  );
}
