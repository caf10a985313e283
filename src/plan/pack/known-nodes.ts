/** Nodes that were found elsewhere as a beginning of a packing: by kinds like theirs, as far as there are any. */
import type { PackingEntry, PackingProblem } from "../../solve/problem.js";
import type { ReplicaClass } from "../formulate/classes.js";
import { licenceKey } from "../constraints/licences.js";
import type { FilledNodes } from "./filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";

/** Kinds of one name are bought alike; nodes that exist are not bought, and are told apart. */
function nameOf(kind: NodeKind): string | NodeKind {
  const { pool, instanceType, purchaseOption, availabilityZone, stock } = kind;
  if (stock !== undefined) return kind;
  return [pool, instanceType, purchaseOption, availabilityZone, licenceKey(kind)].join(" ");
}

/** A problem, and what its indices stand for. */
interface Formulated {
  readonly problem: PackingProblem;
  readonly classes: readonly ReplicaClass[];
  readonly kindsOfType: readonly (readonly NodeKind[])[];
}

/** The solver drops what does not hold, so that none of it needs to. */
export function knownEntries(
  nodes: readonly FilledNodes[],
  { problem, classes, kindsOfType }: Formulated,
): PackingEntry[] {
  const typesOf = new Map<string | NodeKind, number[]>();
  for (const [nodeType, kinds] of kindsOfType.entries())
    for (const name of new Set(kinds.map(nameOf)))
      typesOf.set(name, [...(typesOf.get(name) ?? []), nodeType]);
  const classesOf = new Map<string, number[]>();
  for (const [index, { members }] of classes.entries())
    for (const { workload } of members)
      classesOf.set(workload.id, [...(classesOf.get(workload.id) ?? []), index]);

  return nodes.flatMap(({ kind, nodes: count, pods }) => {
    const types = typesOf.get(nameOf(kind)) ?? [];
    for (const nodeType of types) {
      const { eligible = [] } = problem.nodeTypes[nodeType] ?? {};
      const each = new Map<number, number>();
      const isWhole = [...pods].every(([id, items]) => {
        const own = classesOf.get(id)?.find((index) => eligible[index] === true);
        if (own !== undefined) each.set(own, (each.get(own) ?? 0) + items);
        return own !== undefined;
      });
      if (!isWhole) continue;
      const pattern = [...each]
        .map(([packingClass, items]) => ({ packingClass, items }))
        .sort((left, right) => left.packingClass - right.packingClass);
      return [{ nodeType, count, pattern }];
    }
    return [];
  });
}
