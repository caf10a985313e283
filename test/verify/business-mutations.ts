/** Mutations of what a plan says of its budget and of providers' shares. */
import { validPlan } from "./plan-builder.js";
import type { Change, Mutation } from "./mutation.js";

const PLAN = validPlan();
const AWS = PLAN.clusters["shop-eu"]?.microPerHour ?? 0;
const STORE = PLAN.edgeSites["hamburg-store"]?.microPerHour ?? 0;
const SPENT = { "hamburg-store": STORE, aws: AWS };

/** A plan within its budget, of which one provider may have all. */
export const WITHIN: readonly Change[] = [
  ["/budget", { microPerMonth: PLAN.cost.microPerMonth }],
  ["/vendorShare", { maxPercent: 100, of: "spend", byProvider: SPENT }],
];

function business(what: string, refusedAt: string, ...changes: readonly Change[]): Mutation {
  return { check: "business", what, plan: [...WITHIN, ...changes], refusedAt };
}

export const BUSINESS_MUTATIONS: readonly Mutation[] = [
  business("a plan above its budget", "/budget/microPerMonth", [
    "/budget/microPerMonth",
    PLAN.cost.microPerMonth - 1,
  ]),
  business("a provider with too much", "/vendorShare/maxPercent", ["/vendorShare/maxPercent", 50]),
  business("spend counted wrong", "/vendorShare/byProvider/aws", [
    "/vendorShare/byProvider",
    { ...SPENT, aws: AWS - 1 },
  ]),
  business("replicas counted wrong", "/vendorShare/byProvider/hamburg-store", [
    "/vendorShare",
    { maxPercent: 100, of: "replicas", byProvider: { "hamburg-store": 1, aws: 1 } },
  ]),
  {
    check: "fleet-business",
    what: "a larger budget than the fleet's",
    plan: [["/budget", { microPerMonth: PLAN.cost.microPerMonth + 1 }]],
    fleet: [["/budgetMicroPerMonth", PLAN.cost.microPerMonth]],
    refusedAt: "/budget",
  },
  {
    check: "fleet-business",
    what: "a subsidy that nobody gives",
    plan: [["/clusters/shop-eu/subsidyPercent", 20]],
    fleet: [],
    refusedAt: "/clusters/shop-eu/subsidyPercent",
  },
  {
    check: "fleet-business",
    what: "a fee that is too low",
    fleet: [["/fees", { microPerClusterHour: 10_000_000, microPerExtraPlatformHour: 0 }]],
    refusedAt: "/clusters/shop-eu/fixedFeeMicroPerHour",
  },
  {
    check: "fleet-business",
    what: "another share than the fleet's",
    plan: WITHIN,
    fleet: [
      ["/budgetMicroPerMonth", PLAN.cost.microPerMonth],
      ["/vendorShare", { maxPercent: 60, of: "spend" }],
    ],
    refusedAt: "/vendorShare",
  },
];
