/**
 * Licences that nodes need. What every node of a pool has is part of its price. What only some workloads need is
 * a choice: each machine is offered once for every union of the sets that workloads of the cluster need, at the
 * price with those licences and with their labels, which the workloads' node terms ask for. A node's replicas
 * need one of these unions, so that is exact. How many licences there are is a quota (`account-quotas.ts`).
 */
import type { Licence, Pool } from "../../model/fleet.js";
import { licenceLabel } from "../../model/kubernetes.js";
import type { Labels } from "../../model/kubernetes.js";
import type { ByName, LicencePlan, Purchase, TargetPlan } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";
import { present } from "../../units/invariant.js";
import type { ReplicaClass } from "../formulate/classes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { momentsOf, mostUsed } from "../hours/moments.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget } from "../formulate/plan-target.js";

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])].sort(compareText);
}

/** Sets of licences that nodes of a pool are offered with, what all of them have first. */
function setsOf({ workloads }: PlanTarget, { licences = [], nodes }: Pool): readonly (readonly string[])[] {
  const sets = new Map([[licences.join(" "), licences]]);
  if (nodes.length > 0) return [...sets.values()];
  for (const { licences: needed = [] } of workloads)
    for (const set of [...sets.values()]) {
      const more = union(set, needed);
      sets.set(more.join(" "), more);
    }
  return [...sets.values()];
}

/** How many of a licence a node with so many virtual CPUs needs. */
export function licenceUnits({ per, vcpusEach, leastPerNode }: Licence, vcpu: number): number {
  return per === "node" ? 1 : Math.max(leastPerNode, Math.ceil(vcpu / vcpusEach));
}

type Licensed = Pick<NodeKind, "vcpu" | "microPerHour" | "licences" | "licencesMicroPerHour">;

/** The machine with the licences that it may be had with, at the price with them. */
export function withLicences<T extends Licensed>(target: PlanTarget, pool: Pool, machine: T): T[] {
  if (target.licences.length === 0) return [machine];
  return setsOf(target, pool).map((set) => {
    if (set.length === 0) return machine;
    let price = 0;
    const units = set.map((name): [string, number] => {
      const licence = present(
        target.licences.find((one) => one.name === name),
        `licence ${name}`,
      );
      const needed = licenceUnits(licence, machine.vcpu);
      price += needed * licence.microPerHour;
      return [name, needed];
    });
    return {
      ...machine,
      microPerHour: machine.microPerHour + price,
      licences: Object.fromEntries(units),
      licencesMicroPerHour: price,
    };
  });
}

export function licenceLabels({ licences }: Pick<NodeKind, "licences">): Labels {
  if (licences === undefined) return {};
  return Object.fromEntries(Object.keys(licences).map((name) => [licenceLabel(name), "true"]));
}

/** Names in one text, empty without any: kinds of a machine that differ in it are different kinds. */
export function licenceKey({ licences }: Pick<NodeKind, "licences">): string {
  return licences === undefined ? "" : Object.keys(licences).join(" ");
}

/** Those of a kind that not every node of its pool has. */
export function ownLicences({ licences = {} }: NodeKind, { licences: ofPool = [] }: Pool): string[] {
  return Object.keys(licences).filter((name) => !ofPool.includes(name));
}

/**
 * The same nodes with no licence that nothing on them needs, where such a kind is offered: one that costs nothing
 * may be on a node for no reason.
 */
export function withoutIdleLicences(
  nodes: readonly FilledNodes[],
  kinds: readonly NodeKind[],
  classes: readonly ReplicaClass[],
): readonly FilledNodes[] {
  if (kinds.every(({ licences }) => licences === undefined)) return nodes;
  const machine = (kind: NodeKind): string =>
    [kind.pool, kind.instanceType, kind.availabilityZone, kind.purchaseOption].join("\u0000");
  const siblings = new Map<string, NodeKind[]>();
  for (const kind of kinds)
    if (kind.stock === undefined) siblings.set(machine(kind), [...(siblings.get(machine(kind)) ?? []), kind]);
  const needs = new Map(
    classes.flatMap(({ members }) => members.map(({ workload: { id, licences = [] } }) => [id, licences])),
  );
  return nodes.map((one) => {
    if (one.kind.stock !== undefined || one.kind.licences === undefined) return one;
    const needed = new Set([...one.pods.keys()].flatMap((id) => needs.get(id) ?? []));
    const least = (siblings.get(machine(one.kind)) ?? [])
      .filter(({ licences = {} }) => [...needed].every((name) => Object.hasOwn(licences, name)))
      .reduce((best, kind) => (licenceKey(kind).length < licenceKey(best).length ? kind : best), one.kind);
    return { ...one, kind: least };
  });
}

/** What one node of the purchase pays for its licences. */
export function licencePrice({ licences = {} }: Purchase, all: readonly Licence[]): number {
  return all.reduce((sum, { name, microPerHour }) => sum + (licences[name] ?? 0) * microPerHour, 0);
}

/** By name; only those that a node of the plan has. */
export function licencePlans(
  all: readonly Licence[],
  slices: readonly TargetPlan[],
): { readonly licences?: ByName<LicencePlan> } {
  const moments = momentsOf(slices);
  const purchases = slices.flatMap((slice) => Object.values(slice.purchases));
  const plans = all.flatMap(({ name, microPerHour, count: limit }): [string, LicencePlan][] => {
    const licensed = purchases.filter(({ licences = {} }) => Object.hasOwn(licences, name));
    if (licensed.length === 0) return [];
    const needOf = ({ licences }: Purchase): number | undefined => licences?.[name];
    const planned = licensed.reduce((sum, one) => sum + one.count * (needOf(one) ?? 0), 0);
    const atPeak = mostUsed(moments, needOf);
    return [
      [
        name,
        {
          microPerHour,
          ...(limit === undefined ? {} : { limit }),
          planned,
          ...(atPeak === undefined ? {} : { atPeak }),
        },
      ],
    ];
  });
  return plans.length === 0 ? {} : { licences: Object.fromEntries(plans) };
}
