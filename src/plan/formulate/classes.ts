/**
 * Classes of identical replicas: demands that no rule tells apart are packed as one, and shared out to their
 * workloads afterwards (`share-out.ts`).
 */
import type { Workload } from "../../model/fleet.js";
import type { BoxNeed } from "../../solve/problem.js";
import { present } from "../../units/invariant.js";
import { amountOf, CORE_RESOURCES, isHostPort, resourceNames } from "../../units/resources.js";
import { apartKey, apartOf, rolesOf } from "../constraints/apart.js";
import type { Roles } from "../constraints/apart.js";
import { deviceNeed } from "../constraints/device-shares.js";
import { bitsText } from "./bits-text.js";
import { itemsOf } from "./demand.js";
import type { Demand } from "./demand.js";
import type { EligibilityMask } from "./eligibility.js";

export interface ReplicaClass {
  readonly members: readonly Demand[];
  readonly replicas: number;
  readonly size: readonly number[];
  readonly mask: EligibilityMask;
  readonly maxPerNode?: number;
  /** What an item takes of devices, where pods share them. */
  readonly boxes?: BoxNeed;
  /** What an item that is left out counts; absent: none may be. */
  readonly penalty?: number;
  /** Where it is left out in the order of priorities: its own, and the most that may be of all with the same. */
  readonly priority?: number;
  readonly mostLeftOut?: number;
  /** Replicas that an item stands for. */
  readonly weight: number;
}

export interface ClassTable {
  /** Resources in the order of every `size`. */
  readonly rows: readonly string[];
  readonly classes: readonly ReplicaClass[];
  /** Which classes a node may hold together; one set of all where no rule keeps any apart. */
  readonly roles: Roles;
}

/** Ports that one workload alone asks for: one replica a node says the same without a row. */
function ownPorts(demands: readonly Demand[]): ReadonlySet<string> {
  const users = new Map<string, Set<string>>();
  for (const { workload } of demands) {
    for (const port of Object.keys(workload.requests).filter(isHostPort)) {
      users.set(port, (users.get(port) ?? new Set()).add(workload.id));
    }
  }
  return new Set([...users].filter(([, ids]) => ids.size === 1).map(([port]) => port));
}

function rowsOf(demands: readonly Demand[], own: ReadonlySet<string>): string[] {
  const core: readonly string[] = CORE_RESOURCES;
  const asked = resourceNames(...demands.map(({ workload }) => workload.requests)).filter(
    (name) => !own.has(name) && demands.some(({ workload }) => amountOf(workload.requests, name) > 0),
  );
  return [...core.filter((name) => asked.includes(name)), ...asked.filter((name) => !core.includes(name))];
}

function capOf({ workload, maxPerNode }: Demand, own: ReadonlySet<string>): number | undefined {
  return Object.keys(workload.requests).some((name) => own.has(name)) ? 1 : maxPerNode;
}

function classOf(
  members: readonly Demand[],
  rows: readonly string[],
  own: ReadonlySet<string>,
): ReplicaClass {
  const first = present(members[0], "class member");
  const maxPerNode = capOf(first, own);
  const boxes = deviceNeed(first.workload.requests);
  return {
    members,
    replicas: members.reduce((sum, { replicas }) => sum + replicas, 0),
    size: rows.map((row) => amountOf(first.workload.requests, row)),
    mask: first.mask,
    weight: itemsOf(first),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(boxes === undefined ? {} : { boxes }),
    ...(first.penalty === undefined ? {} : { penalty: first.penalty }),
    ...(first.priority === undefined ? {} : { priority: first.priority }),
    ...(first.mostLeftOut === undefined ? {} : { mostLeftOut: first.mostLeftOut }),
  };
}

/** A demand is one of its workload's: room that is kept for more of it keeps away from the same others. */
function idOf({ workload, apartAs }: Demand): string {
  return apartAs ?? workload.id;
}

/** Workloads whose rules about shared nodes hold: also those of which only room is kept, and no replica runs. */
function ruledBy(demands: readonly Demand[]): Workload[] {
  const distinct = new Map(
    demands.map((demand) => [idOf(demand), { ...demand.workload, id: idOf(demand) }] as const),
  );
  return [...distinct.values()];
}

/** Workloads with a cap a node stay apart: the cap counts each workload's own replicas. */
export function classesOf(demands: readonly Demand[]): ClassTable {
  const apart = apartOf(ruledBy(demands));
  const own = ownPorts(demands);
  const rows = rowsOf(demands, own);
  const groups = new Map<string, Demand[]>();
  const maskTexts = new Map(demands.map(({ mask }) => [mask, ""]));
  for (const mask of maskTexts.keys())
    maskTexts.set(
      mask,
      bitsText(mask.length, (index) => mask[index] === 1),
    );
  for (const [index, demand] of demands.entries()) {
    const size = rows.map((row) => amountOf(demand.workload.requests, row));
    const cap = capOf(demand, own) === undefined ? "" : String(index);
    const out =
      demand.penalty === undefined ? "" : `${demand.penalty}/${demand.priority ?? ""}/${itemsOf(demand)}`;
    const key = [size.join(","), maskTexts.get(demand.mask), cap, out, apartKey(idOf(demand), apart)].join(
      " ",
    );
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [demand]);
    else group.push(demand);
  }
  const classes = [...groups.values()].map((members) => classOf(members, rows, own));
  const ids = classes.map(({ members }) => idOf(present(members[0], "class member")));
  return { rows, classes, roles: rolesOf(ids, apart) };
}

/** Pairs of classes that no node holds both of, by index. */
export function apartPairs(demands: readonly Demand[], classes: readonly ReplicaClass[]): [number, number][] {
  const apart = apartOf(ruledBy(demands));
  const ids = classes.map(({ members }) => idOf(present(members[0], "class member")));
  return ids.flatMap((id, index) =>
    ids.flatMap((other, at): [number, number][] =>
      at > index && apart.get(id)?.has(other) === true ? [[index, at]] : [],
    ),
  );
}

/** Whether the rules about shared nodes leave no plan out. */
export function sharesExactly(demands: readonly Demand[]): boolean {
  if (apartOf(ruledBy(demands)).size === 0) return true;
  return classesOf(demands).roles.exact;
}
