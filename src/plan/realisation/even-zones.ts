/**
 * A packing's nodes with as much room in each availability zone as prices leave open. Where the same machine costs the
 * same in several zones the packing has no reason to choose, and may put most nodes in one. The scheduler fills zones
 * alike, so that pods with a hard spread over zones find the small ones full, however much room the large ones have.
 */
import type { Workload } from "../../model/fleet.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { amountOf } from "../../units/resources.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import { classOf } from "./more-nodes.js";

type Spread = Pick<PackTargetInput, "target" | "kinds" | "demands">;

/** Workloads of which any rule tells zones apart, or another's does; the zones that each may use are its mask's. */
function bindingZones(workloads: readonly Workload[]): ReadonlySet<string> {
  const ids = workloads.flatMap(({ id, zoneSpread, maxPerAvailabilityZone, survive, beside, gang }) => {
    const rules = [zoneSpread, maxPerAvailabilityZone, survive, beside, gang];
    return rules.some((rule) => rule !== undefined) ? [id] : [];
  });
  return new Set([...ids, ...workloads.flatMap(({ beside }) => beside?.workload ?? [])]);
}

/** What its nodes share with those of other zones that are the same to everybody but for the zone. */
function machineOf({ pool, instanceType, purchaseOption, microPerHour, vcpu, free }: NodeKind): string {
  return canonicalJson({ pool, instanceType, purchaseOption, microPerHour, vcpu, free });
}

function sizeOf(kind: NodeKind): number {
  return amountOf(kind.free, "cpuMilli");
}

class Evening {
  /** Kind -> the same machine in every zone, its own too; none of machines that stand. */
  private readonly alike = new Map<NodeKind, readonly NodeKind[]>();
  private readonly masks: ReadonlyMap<string, Uint8Array>;
  private readonly indices: ReadonlyMap<NodeKind, number>;
  private readonly zoned: ReadonlySet<string>;

  constructor(
    { target, kinds, demands }: Spread,
    private readonly nodes: FilledNodes[],
  ) {
    const machines = new Map<string, NodeKind[]>();
    for (const kind of kinds) {
      if (kind.stock !== undefined) continue;
      const key = machineOf(kind);
      const same = machines.get(key) ?? [];
      machines.set(key, same);
      same.push(kind);
      this.alike.set(kind, same);
    }
    this.indices = new Map(kinds.map((kind, index) => [kind, index]));
    this.masks = new Map(demands.whole.map(({ workload, mask }) => [workload.id, mask]));
    this.zoned = bindingZones(target.workloads);
  }

  /** The same node in another zone, if all its pods may be there. */
  private inZone({ kind, pods }: FilledNodes, zone: string): NodeKind | undefined {
    const other = this.alike.get(kind)?.find(({ availabilityZone }) => availabilityZone === zone);
    const at = this.indices.get(other ?? kind);
    if (other === undefined || at === undefined) return undefined;
    return [...pods.keys()].every((id) => !this.zoned.has(id) && this.masks.get(id)?.[at] === 1)
      ? other
      : undefined;
  }

  private room(group: string): Map<string, number> {
    const room = new Map<string, number>();
    for (const kind of this.alike.keys()) if (classOf(kind) === group) room.set(kind.availabilityZone, 0);
    for (const { kind, nodes } of this.nodes)
      if (classOf(kind) === group)
        room.set(kind.availabilityZone, (room.get(kind.availabilityZone) ?? 0) + nodes * sizeOf(kind));
    return room;
  }

  /** Moves what halves the difference of two zones, or one node where that is less; whether any node moved. */
  private move(group: string, from: string, to: string, difference: number): boolean {
    for (const [index, one] of this.nodes.entries()) {
      const { kind, nodes } = one;
      if (nodes === 0 || kind.availabilityZone !== from || classOf(kind) !== group) continue;
      if (sizeOf(kind) >= difference) continue;
      const other = this.inZone(one, to);
      if (other === undefined) continue;
      const moved = Math.min(nodes, Math.max(1, Math.floor(difference / (2 * sizeOf(kind)))));
      this.nodes[index] = { ...one, nodes: nodes - moved };
      this.nodes.push({ ...one, kind: other, nodes: moved });
      return true;
    }
    return false;
  }

  private step(group: string): boolean {
    const room = [...this.room(group)].sort(([left, a], [right, b]) => b - a || compareText(left, right));
    for (const [from, most] of room)
      for (const [to, least] of [...room].reverse())
        if (most > least && this.move(group, from, to, most - least)) return true;
    return false;
  }

  /** It ends: every move brings the sum of squares of the zones' rooms down. */
  run(): FilledNodes[] {
    for (const group of new Set(this.nodes.map(({ kind }) => classOf(kind)))) while (this.step(group));
    return this.nodes.filter(({ nodes }) => nodes > 0);
  }
}

/** The nodes themselves where no workload has a hard spread over zones, which alone takes harm. */
export function evenZones(input: Spread, nodes: readonly FilledNodes[]): readonly FilledNodes[] {
  const isSpread = input.target.workloads.some(({ zoneSpread }) => zoneSpread !== undefined);
  return isSpread ? new Evening(input, [...nodes]).run() : nodes;
}
