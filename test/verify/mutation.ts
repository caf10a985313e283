/** One change to a valid plan, fleet or catalogue row, and where the verifier must see it. */
import type { Refusal } from "../../src/model/outcome.js";
import { verifyPlan } from "../../src/verify/index.js";
import { validFleet, validPlan, validRows } from "./plan-builder.js";

export const WEB = "/workloads/shop-eu~1default~1web";
export const CACHE = "/workloads/shop-eu~1default~1cache";
export const TILL = "/workloads/hamburg-store~1default~1till";
export const EU = "/clusters/shop-eu";
export const STORE = "/edgeSites/hamburg-store";
export const A = `${EU}/purchases/general-m7g.xlarge-eu-central-1a-on-demand`;
export const B = `${EU}/purchases/general-m7g.xlarge-eu-central-1b-spot`;
export const RACK = `${STORE}/purchases/hamburg-store-nuc-rack`;

/** JSON Pointer and the value put there; `undefined` removes the member. */
export type Change = readonly [pointer: string, value: unknown];

export interface Mutation {
  /** File in src/verify/checks that must refuse. */
  readonly check: string;
  readonly what: string;
  readonly plan?: readonly Change[];
  readonly fleet?: readonly Change[];
  readonly rows?: readonly Change[];
  readonly refusedAt: string;
}

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
}

export function put(root: unknown, [pointer, value]: Change): void {
  const steps = stepsOf(pointer);
  const last = steps.pop() ?? "";
  const parent = steps.reduce((at, step) => (at as Record<string, unknown>)[step], root) as Record<
    string,
    unknown
  >;
  if (value === undefined) Reflect.deleteProperty(parent, last);
  else parent[last] = value;
}

/** The refusals of the changed plan: with fleet and rows only where the mutation is about them. */
export function refusalsOf({ check, plan = [], fleet = [], rows = [] }: Mutation): readonly Refusal[] {
  const changed = { plan: validPlan(), fleet: validFleet(), offers: validRows() };
  for (const change of plan) put(changed.plan, change);
  for (const change of fleet) put(changed.fleet, change);
  for (const change of rows) put(changed.offers, change);
  if (check.startsWith("catalogue-")) return verifyPlan({ plan: changed.plan, offers: changed.offers });
  if (check.startsWith("fleet-") && rows.length > 0) return verifyPlan(changed);
  return check.startsWith("fleet-")
    ? verifyPlan({ plan: changed.plan, fleet: changed.fleet })
    : verifyPlan({ plan: changed.plan });
}
