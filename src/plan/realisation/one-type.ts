/**
 * Designs of one instance type for each pool and architecture. The scheduler fills nodes that are alike evenly,
 * whatever comes first, so that large pods and caps a node find room on all of them or on none; and of a large cluster
 * it looks at a part of the nodes only, which then is like the rest: a type that pods prefer may be in none of it.
 */
import { amountOf, resourceNames } from "../../units/resources.js";
import { isSpare } from "../constraints/headroom.js";
import type { Demand } from "../formulate/demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { topUp } from "../pack/minimum-nodes.js";
import type { PackTargetInput } from "../pack/pack-target.js";
import type { Design } from "./design.js";
import { firstKind, homeTypes, meanPod } from "./home-types.js";
import type { HomeType } from "./home-types.js";
import { countsOf, standingsOf } from "./model-of-nodes.js";
import type { Standing } from "./model-of-nodes.js";
import { classOf, fitting } from "./more-nodes.js";
import { mainClasses } from "./one-class.js";

/** Mean pods that are lost on every node to begin with. */
const LOST_PODS = 0.5;

interface Choice {
  readonly type: HomeType;
  readonly nodes: number;
}

/** Infinity where one of them cannot be on the type in every zone that it is sold in. */
function nodesFor({ kinds, indices }: HomeType, members: readonly Demand[]): number {
  const [kind] = kinds;
  if (kind === undefined) return Infinity;
  const { free } = kind;
  const names = resourceNames(...members.map(({ workload }) => workload.requests));
  const needed = names.map((name) => {
    const lost = name === "cpuMilli" || name === "memoryMiB" ? LOST_PODS * meanPod(members, name) : 0;
    const all = members.reduce(
      (sum, { workload, replicas }) => sum + replicas * amountOf(workload.requests, name),
      0,
    );
    const each = amountOf(free, name) - lost;
    return all === 0 ? 0 : each > 0 ? Math.ceil(all / each) : Infinity;
  });
  const alone = members.map(({ workload, replicas, mask, maxPerNode = Infinity }) => {
    const most = fitting(workload.requests, free, maxPerNode);
    return most > 0 && indices.every((index) => mask[index] === 1) ? Math.ceil(replicas / most) : Infinity;
  });
  return Math.max(1, ...needed, ...alone);
}

/** Cheapest first. */
function choicesOf(types: readonly HomeType[], members: readonly Demand[]): readonly Choice[] {
  const cost = ({ type, nodes }: Choice): number => nodes * firstKind(type).microPerHour;
  return types
    .map((type) => ({ type, nodes: nodesFor(type, members) }))
    .filter(({ nodes }) => Number.isFinite(nodes))
    .sort((left, right) => cost(left) - cost(right));
}

/** In turn over the zones that it is sold in. */
function dealt({ type, nodes }: Choice): FilledNodes[] {
  const { kinds } = type;
  return kinds.map((kind, zone) => ({
    kind,
    nodes: Math.floor(nodes / kinds.length) + (zone < nodes % kinds.length ? 1 : 0),
    pods: new Map<string, number>(),
  }));
}

function standingOn(kind: NodeKind, replicas: number): Standing {
  return {
    replicas,
    pools: new Set([kind.pool]),
    architectures: new Set([kind.architecture]),
    instanceTypes: new Set([kind.instanceType]),
  };
}

/**
 * The cheapest type of each class, and the next cheapest ones. None where nodes stand already, replicas may stay out,
 * or some class has no type that takes all that the packing has most of there.
 */
export function oneTypeDesigns(
  { target, kinds, demands }: PackTargetInput,
  packed: readonly FilledNodes[],
  most: number,
): readonly Design[] {
  const whole = demands.whole;
  if (kinds.some(({ stock }) => stock !== undefined)) return [];
  if (whole.some(({ penalty }) => penalty !== undefined)) return [];
  const main = mainClasses(packed);
  const standing = standingsOf(packed);
  const types = homeTypes(kinds);
  const classes = [...new Set(main.values())].map((own) => {
    const members = whole.filter(({ workload }) => main.get(workload.id) === own);
    const open = types.filter((type) => classOf(firstKind(type)) === own);
    const ids = [...main].flatMap(([id, of]) => (of === own && !isSpare(id) ? [id] : []));
    return { ids, choices: choicesOf(open, members) };
  });
  const ranks = Math.min(most, Math.max(0, ...classes.map(({ choices }) => choices.length)));
  return Array.from({ length: ranks }, (_none, rank) => rank).flatMap((rank): Design[] => {
    const nodes: FilledNodes[] = [];
    const standings = new Map<string, Standing>();
    for (const { ids, choices } of classes) {
      const choice = choices[Math.min(rank, choices.length - 1)];
      if (choice === undefined) return [];
      nodes.push(...dealt(choice).filter((one) => one.nodes > 0));
      const kind = firstKind(choice.type);
      for (const id of ids) {
        const { replicas = 0, zones } = standing.get(id) ?? {};
        standings.set(id, { ...standingOn(kind, replicas), ...(zones === undefined ? {} : { zones }) });
      }
    }
    const more = topUp({ pools: target.pools, kinds, nodes });
    return [{ counts: countsOf([...nodes, ...more]), floor: new Map(), standings }];
  });
}
