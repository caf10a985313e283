/** Layouts that show that given nodes hold everything: a packing of the demands onto them, as if they were owned. */
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packTarget } from "../pack/pack-target.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { NodeCounts, Standings } from "./model-of-nodes.js";

/** Any packing will do. */
const ANY_GAP = 100_000;
const WORK_UNITS = 20_000;

/** Undefined where none was found. `among`: where each workload may be. */
export function layoutsOn(
  input: PackTargetInput,
  counts: NodeCounts,
  among: Standings,
): readonly FilledNodes[] | undefined {
  const { target, kinds, demands } = input;
  const bought = new Map<NodeKind, NodeKind>();
  const origins: number[] = [];
  for (const [index, kind] of kinds.entries()) {
    const stock = counts.get(kind) ?? 0;
    if (stock === 0) continue;
    bought.set({ ...kind, stock, microPerHour: 0 }, kind);
    origins.push(index);
  }
  const onThese = (some: readonly Demand[]): Demand[] =>
    some.map((demand) => {
      const standing = among.get(demand.workload.id);
      const mask = Uint8Array.from(origins, (origin) => {
        const kind = kinds[origin];
        const inside =
          kind === undefined ||
          standing === undefined ||
          (standing.pools.has(kind.pool) && standing.architectures.has(kind.architecture));
        return inside ? (demand.mask[origin] ?? 0) : 0;
      });
      return { ...demand, mask };
    });
  const { demands: parts, whole, relaxed, ...rest } = demands;
  const packed = packTarget({
    // Minimums and limits are those of the nodes that are given.
    target: { ...target, pools: target.pools.map((pool) => ({ ...pool, minNodes: 0 })) },
    kinds: [...bought.keys()],
    demands: {
      ...rest,
      demands: onThese(parts),
      whole: onThese(whole),
      ...(relaxed === undefined ? {} : { relaxed: onThese(relaxed) }),
    },
    limits: { targetGapMilliPercent: ANY_GAP, workUnits: WORK_UNITS },
  });
  if (packed.status !== "packed") return undefined;
  return packed.nodes.map((one) => ({ ...one, kind: bought.get(one.kind) ?? one.kind }));
}
