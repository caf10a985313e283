/**
 * Workloads that must be wherever others are: each node, or availability zone, that holds a guest holds a replica
 * of its base too. The solver knows no such rule, so plans are restricted to those that keep it by themselves:
 * over nodes, guests are divided evenly among the replicas of the base, and one of these with its guests is packed
 * as one item; over zones, the base is spread evenly and guests stand in its zones alone. Bounds come from the
 * problem without the rule.
 *
 * Where no node takes a replica of the base with its even part of the guests, none does: by the pigeonhole
 * principle some node has at least that many.
 */
import type { Workload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { addResources, amountOf } from "../../units/resources.js";
import type { Demand } from "../formulate/demand.js";
import { inZones, zonesOf } from "../formulate/eligibility.js";
import type { EligibilityMask } from "../formulate/eligibility.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { maxPerNodeOf } from "./per-node.js";
import { evenParts } from "./zone-spread.js";

export interface Placing {
  readonly whole: Demand;
  readonly parts: readonly Demand[];
  readonly exact: boolean;
}

export interface BesideInput {
  /** By workload id; those that no rule can place are not in it. */
  readonly placings: ReadonlyMap<string, Placing>;
  readonly kinds: readonly NodeKind[];
  readonly workloads: readonly Workload[];
}

export interface Placed {
  readonly placings: ReadonlyMap<string, Placing>;
  /** No plan exists. */
  readonly conflicts: readonly Conflict[];
  /** The restriction leaves no plan; another one may exist. */
  readonly unfound: readonly Conflict[];
}

function conflictOf(guest: Workload, base: string, kinds: readonly NodeKind[], why: string): Conflict {
  return {
    label: "beside",
    subject: guest.id,
    path: guest.origin,
    message: `workload "${guest.name}" must stand beside "${base}": ${why}`,
    offeringsConsidered: kinds.length,
    exclusions: [],
    waysOut: [
      `lower the replicas of workload "${guest.name}", or give "${base}" more`,
      "let a pool buy larger instance types that both may run on",
      "make it a wish of the scheduler's (preferred affinity) in place of a rule",
    ],
  };
}

function both(left: EligibilityMask, right: EligibilityMask): EligibilityMask {
  return left.map((eligible, index) => (eligible === 1 && right[index] === 1 ? 1 : 0));
}

/** `guests` of them with one replica of the base, as one item. */
function together(part: Demand, guest: Demand, guests: number, kinds: readonly NodeKind[]): Demand {
  const { workload: base } = part;
  if (guests === 0) return part;
  const requests = addResources(base.requests, guest.workload.requests, guests);
  const fits = ({ free }: NodeKind): boolean =>
    Object.keys(requests).every((name) => amountOf(requests, name) <= amountOf(free, name));
  const ofGuests = Math.floor((guest.maxPerNode ?? Infinity) / guests);
  const most = Math.min(maxPerNodeOf(base) ?? Infinity, ofGuests);
  const licences = [...new Set([...(base.licences ?? []), ...(guest.workload.licences ?? [])])].sort();
  const mask = both(part.mask, guest.mask).map((eligible, index) => {
    const kind = kinds[index];
    return eligible === 1 && most > 0 && kind !== undefined && fits(kind) ? 1 : 0;
  });
  return {
    ...part,
    workload: {
      ...base,
      id: `beside/${guests}/${base.id}`,
      name: `${base.name} with ${guests} of ${guest.workload.name}`,
      requests,
      ...(licences.length === 0 ? {} : { licences }),
    },
    mask,
    ...(most === Infinity ? {} : { maxPerNode: most }),
    holds: new Map([
      [base.id, 1],
      [guest.workload.id, guests],
    ]),
  };
}

/** Replicas of the base with their even parts of the guests; some take one more than others. */
function withGuests(base: Placing, guest: Demand, kinds: readonly NodeKind[]): Demand[] {
  const each = Math.floor(guest.replicas / base.whole.replicas);
  let more = guest.replicas % base.whole.replicas;
  return base.parts.flatMap((part) => {
    const fuller = Math.min(more, part.replicas);
    more -= fuller;
    return [
      { ...together(part, guest, each + 1, kinds), replicas: fuller },
      { ...together(part, guest, each, kinds), replicas: part.replicas - fuller },
    ].filter(({ replicas }) => replicas > 0);
  });
}

class Besides {
  readonly placings: Map<string, Placing>;
  readonly conflicts: Conflict[] = [];
  readonly unfound: Conflict[] = [];

  constructor(private readonly input: BesideInput) {
    this.placings = new Map(input.placings);
  }

  /** Splits the base over the zones that both can stand in, unless its own rules split it. */
  private splitBase(base: Placing, guest: Placing): Placing {
    const { kinds } = this.input;
    const { whole, parts } = base;
    if (parts.length !== 1 || parts[0]?.mask !== whole.mask) return base;
    const split = evenParts(whole.replicas, this.sharedZones(guest, base), 0).map(
      ({ availabilityZone, replicas }) => ({
        ...whole,
        replicas,
        mask: inZones(whole.mask, kinds, [availabilityZone]),
      }),
    );
    return { whole, parts: split, exact: false };
  }

  private overZones(guest: Placing, base: Placing): void {
    const { kinds } = this.input;
    const { workload } = guest.whole;
    const name = base.whole.workload.name;
    if (this.sharedZones(guest, base).length === 0) {
      this.conflicts.push(conflictOf(workload, name, kinds, "no availability zone has nodes for both"));
      return;
    }
    const split = this.splitBase(base, guest);
    this.placings.set(base.whole.workload.id, split);
    const mask = inZones(
      guest.whole.mask,
      kinds,
      split.parts.flatMap((part) => zonesOf(part.mask, kinds)),
    );
    if (!mask.includes(1)) {
      const why = "the even spread that is tried puts none of it where this can stand";
      this.unfound.push(conflictOf(workload, name, kinds, why));
      return;
    }
    this.placings.set(workload.id, { ...guest, parts: [{ ...guest.whole, mask }], exact: false });
  }

  /** Zones that have nodes for each, be they different ones. */
  private sharedZones(guest: Placing, base: Placing): string[] {
    const zones = zonesOf(base.whole.mask, this.input.kinds);
    return zonesOf(guest.whole.mask, this.input.kinds).filter((zone) => zones.includes(zone));
  }

  private overNodes(guest: Placing, base: Placing): void {
    const { kinds } = this.input;
    const { workload } = guest.whole;
    const name = base.whole.workload.name;
    const most = Math.ceil(guest.whole.replicas / base.whole.replicas);
    if (!together(base.whole, guest.whole, most, kinds).mask.includes(1)) {
      const why = `some node has to hold ${most} of its replicas with one of "${name}", and none can`;
      this.conflicts.push(conflictOf(workload, name, kinds, why));
      return;
    }
    const parts = withGuests(base, guest.whole, kinds);
    if (parts.some(({ mask }) => !mask.includes(1))) {
      const why =
        "the even division that is tried needs nodes in an availability zone that has none for both";
      this.unfound.push(conflictOf(workload, name, kinds, why));
      return;
    }
    this.placings.set(base.whole.workload.id, { ...base, parts, exact: false });
    this.placings.set(workload.id, { ...guest, parts: [], exact: false });
  }

  run(over: "node" | "availabilityZone"): void {
    for (const { id, name, beside } of this.input.workloads) {
      const guest = this.placings.get(id);
      if (beside?.over !== over || guest === undefined) continue;
      const base = this.placings.get(beside.workload);
      const other = this.input.workloads.find((one) => one.id === beside.workload);
      if (base !== undefined) {
        if (over === "node") this.overNodes(guest, base);
        else this.overZones(guest, base);
      } else if (other === undefined || other.replicas === 0)
        this.conflicts.push(
          conflictOf(guest.whole.workload, other?.name ?? name, this.input.kinds, "it has no replica"),
        );
    }
  }
}

/** Zones first: a base that they split is divided among its guests afterwards. */
export function standBeside(input: BesideInput): Placed {
  const besides = new Besides(input);
  besides.run("availabilityZone");
  besides.run("node");
  return besides;
}

/** Replicas of a node in place of the items that were packed. */
export function unpacked(
  pods: ReadonlyMap<string, number>,
  holds: ReadonlyMap<string, ReadonlyMap<string, number>>,
): ReadonlyMap<string, number> {
  if (holds.size === 0) return pods;
  const replicas = new Map<string, number>();
  for (const [id, items] of pods)
    for (const [held, each] of holds.get(id) ?? [[id, 1] as const])
      replicas.set(held, (replicas.get(held) ?? 0) + items * each);
  return replicas;
}
