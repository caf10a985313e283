/**
 * How far a price may rise until the plan changes. The plan's cost is linear in one price, and so is that of every other
 * plan; so where another plan is cheaper at some price, it is from the price on at which both cost the same. From the
 * highest price asked, each step plans again at the price where the last plan found draws level (Newton's method for
 * the least of lines), until nothing cheaper is found: the last such price is shown by a plan. What no plan can do is
 * shown by bounds: cost less bound is convex in the price, so that where it is no larger than today it was not between.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { CheckedFleet } from "../model/fleet.js";
import { costWithPenalties } from "../model/plan-cost.js";
import type { Plan, Purchase } from "../model/plan.js";
import type { PriceLimit, PriceLimits, TypeNodes } from "../model/price-limits.js";
import { Questions, asPacking, planFleetChecked } from "../plan/index.js";
import { compareText } from "../units/compare.js";
import { changedCatalogue, priceTimes } from "./changed-catalogue.js";
import { targetsOf } from "./matching.js";

export interface PriceLimitsInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  /**
   * Packings that may be made.
   * @default 100
   */
  readonly questions?: number;
}

const QUESTIONS = 100;

/** Work units of one packing. */
const PACKING_WORK = 100_000;

/** Ten times today's price. */
const MOST = 10_000;

const TODAY = 1000;

/** Bounds asked of one price range; 8 halve nine times today's price to 35 thousandths. */
const HALVINGS = 8;

function purchasesOf(plan: Plan): Purchase[] {
  return targetsOf(plan).flatMap(({ purchases }) => purchases);
}

function isOf(instanceType: string): (purchase: Purchase) => boolean {
  return (one) =>
    one.instanceType === instanceType &&
    (one.purchaseOption === "on-demand" || one.purchaseOption === "spot") &&
    one.count > 0;
}

/** Cost of a plan made at today's price of the type, or at `madeAt`, where the type costs `thousandths`. */
class Line {
  /** Price of each of the type's nodes today -> nodes. */
  private readonly nodes = new Map<number, number>();

  constructor(
    /** Everything but the type's nodes, in micro-units an hour. */
    private readonly rest: number,
    purchases: readonly Purchase[],
    listOf: (purchase: Purchase) => number,
  ) {
    for (const one of purchases) this.nodes.set(listOf(one), (this.nodes.get(listOf(one)) ?? 0) + one.count);
  }

  at(thousandths: number): number {
    return [...this.nodes].reduce(
      (sum, [price, nodes]) => sum + nodes * priceTimes(price, thousandths),
      this.rest,
    );
  }
}

class Prices {
  constructor(
    private readonly input: PriceLimitsInput,
    private readonly instanceType: string,
    private readonly questions: Questions,
  ) {}

  plan(thousandths: number): Plan | undefined {
    if (!this.questions.take()) return undefined;
    const { fleet, version, catalogue } = this.input;
    const event = { kind: "price", of: this.instanceType, thousandths } as const;
    const outcome = planFleetChecked({
      fleet: asPacking(fleet, PACKING_WORK),
      version,
      catalogue: changedCatalogue(catalogue, [event]),
    });
    return outcome.status === "planned" ? outcome.plan : undefined;
  }

  /** Of a plan made at a price of the type, at any other. */
  line(plan: Plan, madeAt: number, lists: ReadonlyMap<string, number>): Line {
    const own = purchasesOf(plan).filter(isOf(this.instanceType));
    const paid = own.reduce((sum, { count, microPerHour }) => sum + count * microPerHour, 0);
    const listOf = (one: Purchase): number =>
      madeAt === TODAY
        ? one.microPerHour
        : (lists.get(`${one.purchaseOption} ${one.microPerHour}`) ??
          Math.floor((one.microPerHour * TODAY) / madeAt));
    return new Line(costWithPenalties(plan) - paid, own, listOf);
  }
}

/** The least price from which on the other plan is cheaper; it is at `high`. */
function crossing(plan: Line, other: Line, high: number): number {
  let [low, top] = [TODAY, high];
  while (top - low > 1) {
    const middle = Math.floor((low + top) / 2);
    if (other.at(middle) < plan.at(middle)) top = middle;
    else low = middle;
  }
  return top;
}

interface Change {
  readonly thousandths: number;
  readonly plan: Plan;
}

/** Today's prices of the type under any option, by what they are at a factor. */
function listPrices(
  catalogue: Catalogue,
  fleet: CheckedFleet,
  instanceType: string,
  thousandths: number,
): Map<string, number> {
  const places = fleet.clusters.flatMap(({ provider, region }) => catalogue.offerings(provider, region));
  return new Map(
    places
      .filter((one) => one.instanceType === instanceType)
      .map(({ purchaseOption, microPerHour }) => [
        `${purchaseOption} ${priceTimes(microPerHour, thousandths)}`,
        microPerHour,
      ]),
  );
}

/** Undefined where nothing cheaper was found at the highest price. */
function changeOf(
  prices: Prices,
  input: PriceLimitsInput,
  base: Line,
  instanceType: string,
): Change | undefined {
  let found: Change | undefined;
  for (let at = MOST; ; at = found.thousandths) {
    // Just below the last price, so that each step is a plan that was cheaper earlier.
    const asked = found === undefined ? at : at - 1;
    const plan = asked <= TODAY ? undefined : prices.plan(asked);
    if (plan === undefined || costWithPenalties(plan) >= base.at(asked)) return found;
    const lists = listPrices(input.catalogue, input.fleet, instanceType, asked);
    const thousandths = crossing(base, prices.line(plan, asked, lists), asked);
    found = { thousandths, plan };
  }
}

/** The highest price up to which cost less bound is no larger than today. */
function provenUntil(prices: Prices, base: Line, slack: number, most: number): number {
  let [low, high] = [TODAY, most];
  for (let step = 0; step < HALVINGS && high - low > 1; step += 1) {
    const middle = Math.floor((low + high) / 2);
    const plan = prices.plan(middle);
    if (plan === undefined) return low;
    if (base.at(middle) - plan.search.boundMicroPerHour <= slack) low = middle;
    else high = middle;
  }
  return low;
}

function typeChanges(before: Plan, after: Plan): TypeNodes[] {
  const nodes = new Map<string, number>();
  for (const { instanceType, count } of purchasesOf(after))
    nodes.set(instanceType, (nodes.get(instanceType) ?? 0) + count);
  for (const { instanceType, count } of purchasesOf(before))
    nodes.set(instanceType, (nodes.get(instanceType) ?? 0) - count);
  return [...nodes]
    .sort(([left], [right]) => compareText(left, right))
    .filter(([, more]) => more !== 0)
    .map(([instanceType, more]) => ({ instanceType, nodes: more }));
}

function limitOf(prices: Prices, input: PriceLimitsInput, packing: Plan, instanceType: string): PriceLimit {
  const own = purchasesOf(packing).filter(isOf(instanceType));
  const base = prices.line(packing, TODAY, new Map());
  const change = changeOf(prices, input, base, instanceType);
  const slack = costWithPenalties(packing) - packing.search.boundMicroPerHour;
  // From the change on another plan is cheaper: nothing is left to be proved there.
  const proven = provenUntil(prices, base, slack, change?.thousandths ?? MOST);
  return {
    instanceType,
    nodes: own.reduce((sum, { count }) => sum + count, 0),
    microPerHour: own.reduce((sum, { count, microPerHour }) => sum + count * microPerHour, 0),
    provenThousandths: proven,
    ...(change === undefined ? {} : { changesThousandths: change.thousandths }),
    changes: change === undefined ? [] : typeChanges(packing, change.plan),
  };
}

/** Undefined where the fleet has no packing within the work limit. */
export function priceLimits(input: PriceLimitsInput): PriceLimits | undefined {
  const { fleet, catalogue, version } = input;
  const questions = new Questions(input.questions ?? QUESTIONS);
  const outcome = planFleetChecked({ fleet: asPacking(fleet, PACKING_WORK), catalogue, version });
  if (outcome.status !== "planned") return undefined;
  const { plan } = outcome;
  const names = [
    ...new Set(purchasesOf(plan).flatMap((one) => (isOf(one.instanceType)(one) ? [one.instanceType] : []))),
  ];
  const types = names
    .sort(compareText)
    .map((type) => limitOf(new Prices(input, type, questions), input, plan, type));
  return {
    currency: plan.cost.currency,
    microPerHour: costWithPenalties(plan),
    boundMicroPerHour: plan.search.boundMicroPerHour,
    types,
    mostThousandths: MOST,
    partial: questions.ended,
  };
}
