/** Workloads that share no node: names become ids, and every one of them must be there. */
import type { Target, Workload } from "../../model/fleet.js";
import type { CheckContext } from "./context.js";

/** "namespace/name" of what an entry names, which may leave its own namespace out. */
export function qualified(names: readonly string[], namespace: string): string[] {
  return names.map((name) => (name.includes("/") ? name : `${namespace}/${name}`));
}

/** `names`: "namespace/name" each. */
export function apartOn(
  { name: target }: Target,
  names: readonly string[] | undefined,
): Pick<Workload, "apartFrom"> {
  if (names === undefined || names.length === 0) return {};
  return { apartFrom: [...new Set(names)].sort().map((name) => `${target}/${name}`) };
}

/** Names that no workload of the same target has. */
export function checkApart(workloads: readonly Workload[], { faults }: CheckContext): void {
  const known = new Set(workloads.map(({ id }) => id));
  for (const { id, origin, apartFrom = [], target } of workloads) {
    const here = [...known].filter((one) => one !== id && one.startsWith(`${target.name}/`));
    for (const other of apartFrom)
      if (other === id || !known.has(other))
        faults.knows(
          other.slice(target.name.length + 1),
          here.map((one) => one.slice(target.name.length + 1)),
          `${origin}/apartFrom`,
          `other workload of "${target.name}"`,
        );
  }
}
