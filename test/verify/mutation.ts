/** One change to a valid plan, fleet or catalogue row, and where the verifier must see it. */
import type { Refusal } from "../../src/model/outcome.js";
import type { LatencyPlan } from "../../src/model/latency.js";
import type { MoveLeg, WorkloadMove } from "../../src/model/move.js";
import type { MovesPlan, Plan, WeighedPlan } from "../../src/model/plan.js";
import type { PreviousFleet } from "../../src/model/running.js";
import { CHECKS } from "../../src/verify/checks/checks.js";
import { verifyPlan } from "../../src/verify/index.js";
import { refusalList } from "../../src/verify/refusals.js";
import { reviewOf } from "../../src/verify/review.js";
import type { Check, ReviewInput } from "../../src/verify/review.js";
import { DIGEST, validFleet, validPlan, validRows } from "./plan-builder.js";

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
  /** Other checks that refuse at the same place, because they count the same again. */
  readonly alsoBy?: readonly string[];
}

/** What ran before: the node in zone a with three web pods in place of two, another in zone c. */
const NODE = { pool: "general", instanceType: "m7g.xlarge", purchaseOption: "on-demand", count: 1 } as const;
export const PREVIOUS: PreviousFleet = {
  digest: DIGEST,
  targets: {
    "shop-eu": [
      { ...NODE, availabilityZone: "eu-central-1a", pods: { "default/web": 3 } },
      { ...NODE, availabilityZone: "eu-central-1c", pods: { "default/web": 1 } },
    ],
  },
};

/** What the valid plan has to say of it. */
export const MOVES: MovesPlan = {
  previousDigest: DIGEST,
  pods: 4,
  movePods: 2,
  limit: 2,
  addNodes: 3,
  removeNodes: 1,
  anew: { microPerHour: 1, movePods: 4 },
  stays: {
    "shop-eu": [{ previous: 0, purchase: "general-m7g.xlarge-eu-central-1a-on-demand", layout: 0, nodes: 1 }],
  },
};

/** What the fleet says that a move of a web pod takes: 1,000 MiB on its node, copied at 8.388608 Mb/s, down meanwhile. */
export const MOVE: WorkloadMove = {
  nodeDataMiB: 1000,
  kbps: 8389,
  downtime: "planned",
  downSeconds: 20,
  microPerDownMinute: 600,
  microPerGb: 10_000,
};

/** To zone b, from both of the others: 10,486 for the data and 10,200 for 1,020 seconds down. */
export const LEG: MoveLeg = {
  from: { place: "shop-eu", availabilityZone: "eu-central-1a" },
  toZone: "eu-central-1b",
  pods: 1,
  dataMiB: 1000,
  basis: "zone",
  microPerGb: 10_000,
  copySeconds: 1000,
  downSeconds: 1020,
  micro: 20_686,
};

export const PRICED_MOVES: MovesPlan = {
  ...MOVES,
  priceMicro: 41_372,
  priceLimitMicro: 50_000,
  priced: {
    "shop-eu/default/web": {
      downtime: "planned",
      microPerDownMinute: 600,
      legs: [LEG, { ...LEG, from: { place: "shop-eu", availabilityZone: "eu-central-1c" } }],
    },
  },
};

/** The fleet that says so. */
export const PRICING: readonly Change[] = [
  ["/workloads/0/move", MOVE],
  ["/limits/maxMoves", 2],
  ["/limits/maxMoveMicro", 50_000],
];

/** The valid plan's, where a node weighs 10 and a type 5, and nothing else. */
export const WEIGHED: WeighedPlan = {
  weights: { microPerKgCo2e: 0, microPerNodeHour: 10, microPerInstanceTypeHour: 5, microPerMoveHour: 0 },
  microPerHour: 0,
  boundMicroPerHour: 0,
  gapPpm: 0,
  carbonMicroPerHour: 0,
  nodesMicroPerHour: 0,
  instanceTypesMicroPerHour: 0,
  movesMicroPerHour: 0,
};

/** With sums that hold. */
export function weighedOf(plan: Plan): WeighedPlan {
  const purchases = [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)].map((target) =>
    Object.values(target.purchases),
  );
  const nodesMicroPerHour = 10 * purchases.flat().reduce((sum, { count }) => sum + count, 0);
  const types = purchases.map(
    (own) => new Set(own.map(({ pool, instanceType }) => pool + instanceType)).size,
  );
  const instanceTypesMicroPerHour = 5 * types.reduce((sum, one) => sum + one, 0);
  const { microPerHour: cost, penaltiesMicroPerHour = 0 } = plan.cost;
  const microPerHour = cost + penaltiesMicroPerHour + nodesMicroPerHour + instanceTypesMicroPerHour;
  return {
    ...WEIGHED,
    nodesMicroPerHour,
    instanceTypesMicroPerHour,
    microPerHour,
    boundMicroPerHour: microPerHour,
  };
}

/** The tills beside their users, as a plan of a fleet with that rule would have it. */
export const TILLS = "hamburg-store/default/till";
export const NEAR: LatencyPlan = {
  demandPoint: "hamburg",
  withinMicroseconds: 20_000,
  judgedBy: "lowerBound",
  byTarget: {
    "hamburg-store": {
      replicas: 3,
      leastMicroseconds: 0,
      p95Microseconds: 30_699,
      basis: "distance",
    },
  },
};

function stepsOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((step) => step.replace(/~1/g, "/").replace(/~0/g, "~"));
}

/** The object that holds what the pointer is about, and under which name. */
function holderOf(root: unknown, pointer: string): readonly [Record<string, unknown>, string] {
  const steps = stepsOf(pointer);
  const last = steps.pop() ?? "";
  const holder = steps.reduce((at, step) => (at as Record<string, unknown>)[step], root);
  return [holder as Record<string, unknown>, last];
}

/** The value itself and no copy: for what is too deep to be copied. */
export function putItself(root: unknown, pointer: string, value: unknown): void {
  const [holder, last] = holderOf(root, pointer);
  holder[last] = value;
}

export function put(root: unknown, [pointer, value]: Change): void {
  const [parent, last] = holderOf(root, pointer);
  if (value === undefined) Reflect.deleteProperty(parent, last);
  // Changes that follow must not reach the value itself.
  else parent[last] = structuredClone(value);
}

/** The changed plan, with fleet and rows only where the mutation is about them. */
function inputOf({ check, plan = [], fleet = [], rows = [] }: Mutation): ReviewInput {
  const changed = { plan: validPlan(), fleet: validFleet(), offers: validRows() };
  for (const change of plan) put(changed.plan, change);
  for (const change of fleet) put(changed.fleet, change);
  for (const change of rows) put(changed.offers, change);
  if (check.startsWith("previous-")) return { plan: changed.plan, previous: PREVIOUS };
  if (check.startsWith("catalogue-")) return { plan: changed.plan, offers: changed.offers };
  if (check.startsWith("fleet-") && rows.length > 0) return changed;
  return check.startsWith("fleet-") ? { plan: changed.plan, fleet: changed.fleet } : { plan: changed.plan };
}

export function refusalsOf(mutation: Mutation): readonly Refusal[] {
  return verifyPlan(inputOf(mutation));
}

/**
 * File of a check: "fleet-pools" of `checkFleetPools`, which is `checkFleetPools2` where the planner's code, which has
 * a function of that name too, is in the same file (`scripts/tests-as-one-file.mjs`).
 */
export function fileOf({ name }: Check): string {
  return name
    .replace(/^check/, "")
    .replace(/\d+$/, "")
    .replace(/[A-Z]/g, (letter, at) => (at === 0 ? "" : "-") + letter.toLowerCase());
}

/** The checks that refuse where the mutation says, each asked alone. */
export function refusingChecks(mutation: Mutation): string[] {
  const review = reviewOf(inputOf(mutation));
  const refusing = CHECKS.filter((check) => {
    const { refuse, refusals } = refusalList();
    check(review, refuse);
    return refusals().some(({ path }) => path === mutation.refusedAt);
  });
  return refusing.map(fileOf);
}
