/**
 * Workloads that must be wherever others are: names become ids, and rules that the plan could not keep at the same
 * time are told. A spec that asks for both is refused; of manifests the rule is left to the scheduler.
 */
import type { BesideSpec } from "../../model/fleet-spec.js";
import type { Target, Workload } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import { qualified } from "./apart.js";
import type { CheckContext } from "./context.js";

export function besideOn(
  { name: target }: Target,
  beside: BesideSpec | undefined,
  namespace: string,
): Pick<Workload, "beside"> {
  if (beside === undefined) return {};
  const [name = ""] = qualified([beside.workload], namespace);
  return { beside: { workload: `${target}/${name}`, over: beside.over ?? "node" } };
}

function hasAutoscaler(workload: Workload): string | undefined {
  if (workload.peak !== undefined) return "its replicas rise to a peak";
  return mayStayOut(workload) ? "its replicas may stay out" : undefined;
}

function isSpread({ zoneSpread, maxPerAvailabilityZone, survive }: Workload): boolean {
  return zoneSpread !== undefined || maxPerAvailabilityZone !== undefined || survive !== undefined;
}

function isApart({ id, apartFrom }: Workload, all: readonly Workload[]): boolean {
  return apartFrom !== undefined || all.some((one) => one.apartFrom?.includes(id) === true);
}

/** Caps count the replicas of a node, which the even division leaves in two ways unless it divides evenly. */
function isUneven(guest: Workload, base: Workload): boolean {
  const capped = guest.maxPerNode !== undefined || base.maxPerNode !== undefined || base.survive === "node";
  return capped && guest.replicas % Math.max(1, base.replicas) !== 0;
}

/** Why the plan cannot keep the rule beside the others; undefined where it can. */
function obstacle(guest: Workload, base: Workload, all: readonly Workload[]): string | undefined {
  const [other] = all.filter(
    ({ id, beside }) => id !== guest.id && beside?.workload === base.id && beside.over === "node",
  );
  if (base.beside !== undefined) return `"${base.name}" must stand beside another workload itself`;
  if (isSpread(guest)) return "it has a rule about availability zones, or must survive a loss, of its own";
  for (const one of [guest, base]) {
    const why = hasAutoscaler(one);
    if (why !== undefined) return `of workload "${one.name}" ${why}`;
  }
  if (guest.beside?.over !== "node") return undefined;
  if (other !== undefined) return `"${other.name}" must share nodes with "${base.name}" too`;
  if (isApart(guest, all) || isApart(base, all)) return "one of both shares no node with a third workload";
  if (guest.dedicatedNodes !== base.dedicatedNodes) return "one of both has nodes that the other may not use";
  if (isUneven(guest, base))
    return `its ${guest.replicas} replicas do not divide by the ${base.replicas} of "${base.name}", and one of both has a cap a node`;
  return undefined;
}

function isOfManifests({ origin }: Workload): boolean {
  return !origin.startsWith("/workloads/");
}

/** The workloads, without rules that are left to the scheduler. */
export function checkBeside(workloads: readonly Workload[], { faults }: CheckContext): Workload[] {
  return workloads.map((guest) => {
    const { beside, target, origin, name } = guest;
    if (beside === undefined) return guest;
    const here = workloads.filter(
      (one) => one.target.kind === target.kind && one.target.name === target.name,
    );
    const base = here.find(({ id }) => id === beside.workload && id !== guest.id);
    const short = (id: string): string => id.slice(target.name.length + 1);
    if (base === undefined) {
      const known = here.filter(({ id }) => id !== guest.id).map(({ id }) => short(id));
      const what = `other workload of "${target.name}"`;
      faults.knows(short(beside.workload), known, `${origin}/beside/workload`, what);
      return guest;
    }
    const why = obstacle(guest, base, here);
    if (why === undefined) return guest;
    const message = `workload "${name}" cannot be planned beside "${base.name}": ${why}`;
    if (!isOfManifests(guest)) {
      faults.error("not-supported", `${origin}/beside`, message, "remove beside, or the rule that is named");
      return guest;
    }
    faults.warning("not-supported", origin, `${message}; the scheduler will still enforce it`);
    const rest = { ...guest };
    Reflect.deleteProperty(rest, "beside");
    return rest;
  });
}
