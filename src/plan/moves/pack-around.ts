/**
 * A packing around nodes that stay: each is a node that stands already, with the room that its pods leave, so that
 * every limit counts it and the solver fills its hole for nothing before it buys.
 */
import { apartOf } from "../constraints/apart.js";
import { deviceNeed } from "../constraints/device-shares.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packAt } from "../pack/pack-target.js";
import type { OtherPrices, PackTargetInput, Tried } from "../pack/pack-target.js";
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { Kept } from "./kept-nodes.js";

function roomBeside(
  { kind, pods }: FilledNodes,
  requestsOf: ReadonlyMap<string, ResourceVector>,
): ResourceVector {
  const room: Record<string, number> = { ...kind.free };
  for (const [id, count] of pods)
    for (const [resource, amount] of Object.entries(requestsOf.get(id) ?? {}))
      room[resource] = Math.max(0, amountOf(room, resource) - count * amount);
  return room;
}

/** Kinds with fewer standing nodes, where some of those are kept: their holes are kinds of their own. */
function lowered(kinds: readonly NodeKind[], kept: readonly FilledNodes[]): Map<NodeKind, NodeKind> {
  const used = new Map<NodeKind, number>();
  for (const { kind, nodes } of kept) used.set(kind, (used.get(kind) ?? 0) + nodes);
  return new Map(
    kinds.map((kind) => {
      const taken = used.get(kind) ?? 0;
      return kind.stock === undefined || taken === 0
        ? [kind, kind]
        : [{ ...kind, stock: kind.stock - taken }, kind];
    }),
  );
}

/** Nodes that keep every rule, hold `kept` as it is and all of its rest; undefined where none were found. */
export function packAround(input: PackTargetInput, { nodes: kept, rest }: Kept, prices: OtherPrices): Tried {
  const { target, kinds } = input;
  const requestsOf = new Map(target.workloads.map(({ id, requests }) => [id, requests]));
  const apart = apartOf(target.workloads);
  const originals = lowered(kinds, kept);
  const indices = new Map(kinds.map((kind, index) => [kind, index]));
  const holes = new Map<NodeKind, FilledNodes>(
    kept.map((one) => [{ ...one.kind, stock: one.nodes, free: roomBeside(one, requestsOf) }, one]),
  );
  const mayJoin = ({ workload, mask, maxPerNode, apartAs }: Demand, { kind, pods }: FilledNodes): number => {
    const clash = [...pods.keys()].some((id) => apart.get(apartAs ?? workload.id)?.has(id) === true);
    const capped = maxPerNode !== undefined && pods.has(workload.id);
    // What is free of each of the devices differs on a node that holds shares of them.
    const splits = kind.deviceShares !== undefined && deviceNeed(workload.requests) !== undefined;
    return clash || capped || splits ? 0 : (mask[indices.get(kind) ?? -1] ?? 0);
  };
  const demands = rest.map((demand) => ({
    ...demand,
    mask: Uint8Array.from([...demand.mask, ...[...holes.values()].map((one) => mayJoin(demand, one))]),
  }));
  const { nodes, workUnits } = packAt(
    {
      ...input,
      kinds: [...originals.keys(), ...holes.keys()],
      demands: { ...input.demands, demands, whole: demands },
    },
    prices,
  );
  if (nodes === undefined) return { workUnits };
  return {
    workUnits,
    nodes: nodes.map((one) => {
      const stays = holes.get(one.kind);
      if (stays === undefined) return { ...one, kind: originals.get(one.kind) ?? one.kind };
      const pods = new Map(stays.pods);
      for (const [id, count] of one.pods) pods.set(id, (pods.get(id) ?? 0) + count);
      return { kind: stays.kind, nodes: one.nodes, pods };
    }),
  };
}
