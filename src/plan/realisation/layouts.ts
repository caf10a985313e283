/** Layouts that show that given nodes hold everything: a packing of the demands onto them, as if they were owned. */
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { packTarget } from "../pack/pack-target.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { NodeCounts, Standings, TargetModel } from "./model-of-nodes.js";
import type { Replayed } from "./trials.js";

/** Any packing will do. */
const ANY_GAP = 100_000;
const WORK_UNITS = 20_000;

/**
 * Which availability zones hold one replica more than others is open: as on nodes that are filled already, where those
 * hold all replicas.
 */
function asStanding(
  parts: readonly Demand[],
  kinds: readonly NodeKind[],
  filled: readonly FilledNodes[],
): readonly Demand[] {
  const places = new Map(kinds.map((kind, index) => [kind, index]));
  const standing = ({ workload, mask }: Demand): number =>
    filled.reduce((sum, { kind, nodes, pods }) => {
      const open = mask[places.get(kind) ?? -1] === 1;
      return open ? sum + nodes * (pods.get(workload.id) ?? 0) : sum;
    }, 0);
  const counts = parts.map(standing);
  return parts.map((part, index) => {
    const { workload } = part;
    const own = parts.flatMap((other, at) => (other.workload.id === workload.id ? [at] : []));
    const sorted = (of: (at: number) => number): string =>
      own
        .map(of)
        .sort((left, right) => left - right)
        .join();
    const isEven = sorted((at) => counts[at] ?? 0) === sorted((at) => parts[at]?.replicas ?? 0);
    return isEven ? { ...part, replicas: counts[index] ?? part.replicas } : part;
  });
}

/** Nodes with the pods that a replay bound to them. */
export function boundNodes({ model, bindings }: Replayed, { kinds, pods }: TargetModel): FilledNodes[] {
  const held = model.nodeNames.map(() => new Map<string, number>());
  for (const [at, index] of bindings.pods.entries()) {
    const [id, node] = [pods[index]?.id ?? "", held[bindings.nodes[at] ?? -1]];
    node?.set(id, (node.get(id) ?? 0) + 1);
  }
  return held.flatMap((standing, node) => {
    const kind = kinds[model.groupOfNode(node)];
    return kind === undefined ? [] : [{ kind, nodes: 1, pods: standing }];
  });
}

/** Undefined where none was found. `among`: where each workload may be. `start`: what is perhaps one. */
export function layoutsOn(
  input: PackTargetInput,
  counts: NodeCounts,
  among: Standings,
  start: readonly FilledNodes[] = [],
): readonly FilledNodes[] | undefined {
  const { target, kinds, demands } = input;
  const bought = new Map<NodeKind, NodeKind>();
  const owned = new Map<NodeKind, NodeKind>();
  const origins: number[] = [];
  for (const [index, kind] of kinds.entries()) {
    const stock = counts.get(kind) ?? 0;
    if (stock === 0) continue;
    const standing = { ...kind, stock, microPerHour: 0 };
    bought.set(standing, kind);
    owned.set(kind, standing);
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
  const zoned = start.length === 0 ? parts : asStanding(parts, kinds, start);
  const known = start.map((one) => ({ ...one, kind: owned.get(one.kind) ?? one.kind }));
  const packed = packTarget({
    ...(known.length > 0 ? { start: known } : {}),
    nodesAlone: true,
    // Minimums and limits are those of the nodes that are given.
    target: { ...target, pools: target.pools.map((pool) => ({ ...pool, minNodes: 0 })) },
    kinds: [...bought.keys()],
    demands: {
      ...rest,
      demands: onThese(zoned),
      whole: onThese(whole),
      ...(relaxed === undefined ? {} : { relaxed: onThese(relaxed) }),
    },
    limits: { targetGapMilliPercent: ANY_GAP, workUnits: WORK_UNITS },
  });
  if (packed.status !== "packed") return undefined;
  return packed.nodes.map((one) => ({ ...one, kind: bought.get(one.kind) ?? one.kind }));
}
