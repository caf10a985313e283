/**
 * From counts to nodes in availability zones, each with the replicas that it holds. Where a filling may
 * stand in several zones, its nodes go to the zones that have the fewest of the pool so far: it costs the
 * same, and a lost zone takes less.
 */
import { present } from "../../units/invariant.js";
import type { PackingEntry } from "../../solve/problem.js";
import { dealt } from "./deal.js";
import type { Formulation } from "../formulate/formulate.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { FilledNodes, PatternNodes } from "../pack/filled-nodes.js";
import { unpacked } from "../constraints/beside.js";
import { isSpare } from "../constraints/headroom.js";
import { withoutIdleLicences } from "../constraints/licences.js";
import { shareOut } from "./share-out.js";

function dealOverZones(entries: readonly PackingEntry[], { kindsOfType }: Formulation): PatternNodes[] {
  const standing = new Map<string, number>();
  const place = (kind: NodeKind): string => `${kind.pool}\u0000${kind.availabilityZone}`;
  const choices = (entry: PackingEntry): readonly NodeKind[] =>
    present(kindsOfType[entry.nodeType], "node type");
  // Fillings that fit one zone only come first, so that the free ones can level what they leave.
  const order = entries
    .map((entry, index) => ({ entry, index }))
    .sort(
      (left, right) => choices(left.entry).length - choices(right.entry).length || left.index - right.index,
    );
  return order.flatMap(({ entry }) => {
    const kinds = choices(entry);
    const counts = dealt(
      entry.count,
      kinds.map((kind) => standing.get(place(kind)) ?? 0),
    );
    return kinds.flatMap((kind, index) => {
      const nodes = counts[index] ?? 0;
      standing.set(place(kind), (standing.get(place(kind)) ?? 0) + nodes);
      return nodes > 0 ? [{ kind, nodes, pattern: entry.pattern }] : [];
    });
  });
}

/** The room that was kept is room: nothing stands there. */
function withoutSpares(filled: FilledNodes): FilledNodes {
  return { ...filled, pods: new Map([...filled.pods].filter(([id]) => !isSpare(id))) };
}

/** Every node that the packing needs, with the workloads' replicas on it. */
export function realise(entries: readonly PackingEntry[], formulation: Formulation): FilledNodes[] {
  const bought = entries.filter(({ nodeType }) => (formulation.kindsOfType[nodeType] ?? []).length > 0);
  const { classes, kindsOfType } = formulation;
  const filled = shareOut(dealOverZones(bought, formulation), classes);
  const members = classes.flatMap((one) => one.members);
  const holds = new Map(members.flatMap(({ workload, holds: own }) => (own ? [[workload.id, own]] : [])));
  return withoutIdleLicences(filled, kindsOfType.flat(), classes).map((one) =>
    withoutSpares({ ...one, pods: unpacked(one.pods, holds) }),
  );
}
