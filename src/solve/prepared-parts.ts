/**
 * The parts of a problem with their models. Preparing them takes longer than to plan a little demand more or less,
 * and it does not depend on amounts: which classes are one, which types beat others, what holds what. So where an
 * earlier problem differs in demands and limits of caps alone, its parts are taken over, and with them what a search
 * found: fillings, what was proved, and the row prices of the knapsacks, which settle most types at one look.
 */
import { certificateBound } from "./certificate.js";
import type { Certificate } from "./certificate.js";
import type { Column } from "./column-pool.js";
import { components } from "./components.js";
import type { Component } from "./components.js";
import type { Filled } from "./filled.js";
import { StatesMemory } from "./knapsack-states.js";
import { isLimited, mergedClass } from "./merged-classes.js";
import { needKey } from "./model-boxes.js";
import { limitedItems } from "./node-items.js";
import { packingModel, withAmountsOf } from "./packing-model.js";
import type { PackingModel } from "./packing-model.js";
import type { NodeCap, NodeType, PackingClass, PackingProblem } from "./problem.js";
import type { RightSizing } from "./right-size.js";

/** What an earlier search of the same classes and types found. */
export interface Findings {
  /** What it proves of this part. */
  readonly proof: Certificate;
  /** The same as it was found, from which more may be proved anew. */
  readonly found: Certificate;
  /** Of the last fractional knapsack of each type. */
  readonly rowPrices: Float64Array;
  readonly rightSizing: RightSizing;
  /** Of its packing. */
  readonly nodes: readonly Filled[];
  /** All fillings that any search found, those of nodes among them; some may stand there twice. */
  readonly columns: readonly Column[];
  /** Of `columns` that stand there once for sure. */
  readonly toldApart: number;
}

export interface PreparedPart {
  readonly component: Component;
  readonly model: PackingModel;
  readonly findings?: Findings | undefined;
}

export interface Prepared {
  readonly problem: PackingProblem;
  readonly parts: readonly PreparedPart[];
  /** For the knapsacks of all parts. */
  readonly memory: StatesMemory;
}

function areSame<T>(one: readonly T[], other: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return (
    one === other ||
    (one.length === other.length &&
      one.every((own, at) => {
        const its = other[at];
        return its !== undefined && (own === its || same(own, its));
      }))
  );
}

function areEqual<T>(one: readonly T[], other: readonly T[]): boolean {
  return areSame(one, other, (own, its) => own === its);
}

function isSameClass(one: PackingClass, other: PackingClass): boolean {
  return (
    (one.demand === 0) === (other.demand === 0) &&
    isLimited(one) === isLimited(other) &&
    areEqual(one.size, other.size) &&
    (one.boxes === other.boxes || needKey(one.boxes) === needKey(other.boxes))
  );
}

function isSameType(one: NodeType, other: NodeType): boolean {
  return (
    one.price === other.price &&
    one.boxes?.count === other.boxes?.count &&
    areEqual(one.boxes?.capacity ?? [], other.boxes?.capacity ?? []) &&
    areEqual(one.capacity, other.capacity) &&
    areEqual(one.eligible, other.eligible)
  );
}

function isSameCap(one: NodeCap, other: NodeCap): boolean {
  return areSame(
    one.terms,
    other.terms,
    (own, its) => own.nodeType === its.nodeType && own.weight === its.weight,
  );
}

function isSameButForAmounts(one: PackingProblem, other: PackingProblem): boolean {
  return (
    one.rows === other.rows &&
    areSame(one.classes, other.classes, isSameClass) &&
    areSame(one.nodeTypes, other.nodeTypes, isSameType) &&
    areSame(one.caps, other.caps, isSameCap)
  );
}

/**
 * What is proved under other demands: values and rents stay a proof where no filling may hold more of a class than it
 * could. Where one may hold n in place of m of them, they are worth m / n as much: n then count as m did, with which
 * and all else that it holds there was such a filling.
 */
function carried({ value, rent }: Certificate, before: PackingModel, model: PackingModel): Certificate {
  const kept = value.slice();
  const share = new Float64Array(value.length).fill(1);
  for (const [type, { item, most }] of model.nodeItems.entries()) {
    const old = before.nodeItems[type]?.most ?? new Float64Array();
    for (let at = 0; at < item.length; at += 1) {
      const [own, its] = [item[at] ?? 0, (old[at] ?? 0) / Math.max(1, most[at] ?? 0)];
      if (its < (share[own] ?? 0)) share[own] = its;
    }
  }
  for (let item = 0; item < kept.length; item += 1) kept[item] = (kept[item] ?? 0) * (share[item] ?? 0);
  return { value: kept, rent, bound: certificateBound(model, kept, rent) };
}

/** The part with the demands and limits of another problem. */
function withAmounts(
  { component, model: before, findings }: PreparedPart,
  problem: PackingProblem,
): PreparedPart {
  const own: PackingProblem = {
    ...component.problem,
    classes: component.classes.flatMap((item) => problem.classes[item] ?? []),
    caps: component.problem.caps.map((cap, at) => ({
      ...cap,
      limit: problem.caps[component.caps[at] ?? 0]?.limit ?? 0,
    })),
    limits: problem.limits,
  };
  const merged = before.members.map((members) => mergedClass(own, members));
  const perNode = Float64Array.from(merged, (one) => one.perNode);
  const model = withAmountsOf(before, {
    demand: Float64Array.from(merged, ({ demand }) => demand),
    perNode,
    nodeItems: before.nodeItems.map((items) => limitedItems(items, perNode)),
    capLimit: Float64Array.from(own.caps, ({ limit }) => limit),
  });
  return {
    component: { ...component, problem: own },
    model,
    findings: findings && { ...findings, proof: carried(findings.found, before, model) },
  };
}

/** The parts of a problem, as far as possible those of the one before. */
export function prepared(problem: PackingProblem, before?: Prepared): Prepared {
  const memory = before?.memory ?? new StatesMemory();
  if (before !== undefined && isSameButForAmounts(before.problem, problem))
    return { problem, parts: before.parts.map((part) => withAmounts(part, problem)), memory };
  const parts = components(problem).map((component) => ({
    component,
    model: packingModel(component.problem),
  }));
  return { problem, parts, memory };
}
