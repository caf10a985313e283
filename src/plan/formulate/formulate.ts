/**
 * From demands and node kinds to numbers. Node kinds that differ only in their availability zone become one
 * node type wherever no class can tell the zones apart: the zones are dealt out again in `realise.ts`.
 */
import { amountOf } from "../../units/resources.js";
import type { ResourceVector } from "../../units/resources.js";
import type { NodeCap, NodeType, PackingLimits, PackingProblem } from "../../solve/problem.js";
import { classesOf } from "./classes.js";
import { bitsText } from "./bits-text.js";
import type { ClassTable, ReplicaClass } from "./classes.js";
import { deviceBoxes } from "../constraints/device-shares.js";
import { licenceKey } from "../constraints/licences.js";
import type { NodeLimit } from "../constraints/node-limit.js";
import { stayOutTypes } from "../constraints/stay-out.js";
import type { PriceOf } from "../constraints/spot-share.js";
import type { Demand } from "./demand.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { knownEntries } from "../pack/known-nodes.js";
import type { NodeKind } from "./node-kind.js";

export interface FormulationInput {
  readonly kinds: readonly NodeKind[];
  readonly demands: readonly Demand[];
  readonly nodeLimits: readonly NodeLimit[];
  /** Price of a kind that is bought; kinds that stand already are paid for. */
  readonly priceOf: PriceOf;
  /** Whether rules that cannot be kept exactly are left out, as a bound needs it. */
  readonly relaxed: boolean;
  /** Whether any classes may stand together on a node, whatever rules keep them apart. */
  readonly together?: boolean;
  readonly limits: PackingLimits;
  /** Nodes that the search begins with, where it has kinds like theirs. */
  readonly start?: readonly FilledNodes[];
}

export interface Formulation {
  readonly problem: PackingProblem;
  /** Resources in the order of the problem's rows. */
  readonly rows: readonly string[];
  readonly classes: readonly ReplicaClass[];
  /** Per node type: the node kinds that it stands for, equal but for the zone; none where items are left out. */
  readonly kindsOfType: readonly (readonly NodeKind[])[];
  /** Per cap: the limit that it states. */
  readonly limitOfCap: readonly NodeLimit[];
}

interface TypeGroup {
  readonly kinds: NodeKind[];
  readonly eligible: readonly boolean[];
  readonly capacity: readonly number[];
}

/** Whether each class may stand on a kind. */
type Eligible = (item: number) => boolean;

/** Per set of classes that a node may hold together, those that may run on the kind, by their text; each once. */
function eligibilities(
  index: number,
  { classes, roles }: ClassTable,
  together: boolean,
): Map<string, Eligible> {
  const [all, ...others] = together ? [] : roles.sets;
  // One set of all is each of them.
  const sets =
    all === undefined || (others.length === 0 && all.size === classes.length) ? [undefined] : roles.sets;
  const distinct = new Map<string, Eligible>();
  for (const set of sets) {
    const eligible: Eligible = (item) => classes[item]?.mask[index] === 1 && set?.has(item) !== false;
    if (classes.some((_one, item) => eligible(item)))
      distinct.set(bitsText(classes.length, eligible), eligible);
  }
  return distinct;
}

interface Grouping {
  readonly table: ClassTable;
  readonly together: boolean;
  /** Whether a limit tells zones apart. */
  readonly byZone: boolean;
}

function groupKinds(kinds: readonly NodeKind[], { table, together, byZone }: Grouping): TypeGroup[] {
  const groups = new Map<string, TypeGroup>();
  const capacities = new Map<ResourceVector, readonly number[]>();
  for (const [index, kind] of kinds.entries()) {
    const capacity = capacities.get(kind.free) ?? table.rows.map((row) => amountOf(kind.free, row));
    capacities.set(kind.free, capacity);
    const { pool, instanceType, purchaseOption, microPerHour } = kind;
    // Capacity in one zone is no capacity in another.
    const reserved = byZone ? kind.availabilityZone : (kind.reservation?.availabilityZone ?? "");
    const own =
      kind.stock === undefined
        ? `${pool} ${instanceType} ${purchaseOption} ${microPerHour} ${licenceKey(kind)} ${reserved} ${capacity.join(",")}`
        : `owned ${index}`;
    for (const [open, eligible] of eligibilities(index, table, together)) {
      const key = `${own} ${open}`;
      const group = groups.get(key);
      if (group === undefined)
        groups.set(key, {
          kinds: [kind],
          eligible: table.classes.map((_one, item) => eligible(item)),
          capacity,
        });
      else group.kinds.push(kind);
    }
  }
  return [...groups.values()];
}

/** The most nodes that any packing needs: one a replica. */
function mostNodes(classes: readonly ReplicaClass[]): number {
  return classes.reduce((sum, { replicas }) => sum + replicas, 0);
}

function capOf(
  limit: NodeLimit,
  groups: readonly TypeGroup[],
  kinds: readonly NodeKind[],
): NodeCap | undefined {
  // Nodes that exist are counted by every limit whether they are used or not.
  const standing = kinds.reduce(
    (sum, kind) =>
      sum +
      (kind.stock === undefined || limit.label === "fixed-nodes" ? 0 : kind.stock * limit.weightOf(kind)),
    0,
  );
  const terms = groups.flatMap(({ kinds: [kind] }, nodeType) => {
    if (kind === undefined || (kind.stock !== undefined && limit.label !== "fixed-nodes")) return [];
    const weight = limit.weightOf(kind);
    return weight > 0 ? [{ nodeType, weight }] : [];
  });
  return terms.length === 0 ? undefined : { limit: Math.max(0, limit.limit - standing), terms };
}

/** Devices as boxes, where pods may share them and a class takes any: in sums a whole device is many shares. */
function boxesOf(kind: NodeKind | undefined, classes: readonly ReplicaClass[]): Pick<NodeType, "boxes"> {
  const boxes = kind === undefined ? undefined : deviceBoxes(kind);
  const isTaken = boxes !== undefined && classes.some((one) => one.boxes !== undefined);
  return isTaken ? { boxes } : {};
}

export function formulate(input: FormulationInput): Formulation {
  const { kinds, demands, nodeLimits, priceOf, relaxed, together = false, limits, start } = input;
  const table = classesOf(demands);
  const { rows, classes } = table;
  const groups = groupKinds(kinds, {
    table,
    together: together || (relaxed && !table.roles.exact),
    byZone: nodeLimits.some((limit) => limit.byZone === true),
  });
  const capped = nodeLimits.flatMap((limit) => {
    const cap = capOf(limit, groups, kinds);
    return cap === undefined ? [] : [{ limit, cap }];
  });
  const nodeTypes = groups.map(({ kinds: [kind], eligible, capacity }): NodeType => ({
    capacity,
    price: kind === undefined || kind.stock !== undefined ? 0 : priceOf(kind),
    eligible,
    ...boxesOf(kind, classes),
  }));
  // The solver wants a limit on whatever is free; a list price of 0 has none of its own.
  const giveaways = nodeTypes.flatMap(({ price }, nodeType) =>
    price === 0 && groups[nodeType]?.kinds[0]?.stock === undefined
      ? [{ limit: mostNodes(classes), terms: [{ nodeType, weight: 1 }] }]
      : [],
  );
  const out = stayOutTypes(classes, nodeTypes.length);
  const kindsOfType = [...groups.map((group) => group.kinds), ...out.nodeTypes.map(() => [])];
  const formulation = {
    problem: {
      rows: rows.length,
      classes: classes.map(({ replicas, size, maxPerNode, boxes }) => ({
        demand: replicas,
        size,
        ...(maxPerNode === undefined ? {} : { maxPerNode }),
        ...(boxes === undefined ? {} : { boxes }),
      })),
      nodeTypes: [...nodeTypes, ...out.nodeTypes],
      caps: [...capped.map(({ cap }) => cap), ...giveaways, ...out.caps],
      limits,
    },
    rows,
    classes,
    kindsOfType,
    limitOfCap: capped.map(({ limit }) => limit),
  };
  if (start === undefined) return formulation;
  return { ...formulation, problem: { ...formulation.problem, known: knownEntries(start, formulation) } };
}
