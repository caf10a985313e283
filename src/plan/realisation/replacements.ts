/** What a held plan says of its nodes' replacement: of some pools promised, of the others found out after a few orders. */
import type { ReplacementPlan, TargetRealisation } from "../../model/plan.js";
import { compareText } from "../../units/compare.js";
import type { TargetModel } from "./model-of-nodes.js";
import { FIGURE_ORDERS } from "./trials.js";
import type { Trials } from "./trials.js";

/** Pools share the orders of their figures. `confirmed`: orders in which the target was confirmed besides those that were tried. */
export function replacementsOf(
  trials: Trials,
  target: TargetModel,
  confirmed: number,
): Pick<TargetRealisation, "replacements"> {
  const { kinds, replaceable } = target;
  const promised = new Set(replaceable.map((index) => kinds[index]?.pool));
  const bought = new Set(kinds.flatMap(({ pool, stock }) => (stock === undefined ? [pool] : [])));
  const each = Math.max(1, Math.floor(FIGURE_ORDERS / Math.max(1, bought.size - promised.size)));
  const plans = [...bought].sort(compareText).flatMap((pool): [string, ReplacementPlan][] => {
    if (promised.has(pool))
      return [[pool, { promised: true, orders: trials.count + confirmed, pendingPods: 0 }]];
    const own = kinds.flatMap((kind, index) =>
      kind.pool === pool && kind.stock === undefined ? [index] : [],
    );
    const figure = { ...target, replaceable: own };
    const orders = Math.min(each, trials.count);
    if (!trials.affords(figure)) return [];
    return [[pool, { orders, pendingPods: trials.mostPending(figure, orders) }]];
  });
  return plans.length === 0 ? {} : { replacements: Object.fromEntries(plans) };
}

/** The same, where what is promised held after so many orders more. */
export function promisedMore(
  replacements: Readonly<Record<string, ReplacementPlan>>,
  orders: number,
): Readonly<Record<string, ReplacementPlan>> {
  return Object.fromEntries(
    Object.entries(replacements).map(([pool, one]) => [
      pool,
      one.promised === true ? { ...one, orders: one.orders + orders } : one,
    ]),
  );
}
