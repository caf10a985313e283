/** What order of arrival costs, and whether kube-scheduler holds the plan, in lines for people. */
import type { Plan, TargetPlan, UnboundReason } from "../model/plan.js";
import { count, firstOf, monthly, percentOfPpm, plural } from "./amounts.js";
import { byName } from "./by-name.js";

function above(cost: number, packing: number): string {
  return packing === 0 ? "" : ` (+${percentOfPpm(Math.round(((cost - packing) / packing) * 1_000_000))})`;
}

/** Of the whole fleet: "best packing $X a month; held by the default scheduler $Y". */
export function realisationLines({ cost, search: { realisation } }: Plan): string[] {
  if (realisation === undefined) return [];
  const { status, packingMicroPerHour: packing, pendingPods, workUnitsLimit } = realisation;
  const best = `best packing ${monthly(packing, cost.currency)} a month`;
  const now = `${monthly(cost.microPerHour, cost.currency)}${above(cost.microPerHour, packing)}`;
  switch (status) {
    case "held":
      return [`  held    ${best}; held by the default scheduler, in every order of arrival tried: ${now}`];
    case "pending":
      return [
        `  held    not by the default scheduler: ${plural(pendingPods, "pod")} may stay pending in some order of arrival; ${best}, this plan ${now}`,
      ];
    case "notReplayed":
      return [
        `  held    not replayed: the scheduler model was not asked, which would take more than ${count(workUnitsLimit)} looks of a pod at a node (limits.replayWorkUnits)`,
      ];
  }
}

const UNBOUND: Readonly<Record<UnboundReason, string>> = {
  rules: "some have rules that binding knows nothing of",
  noTypes: "some found no instance types of their own",
  limits: "the nodes that it takes are more than limits allow",
  notCheaper: "without it the plan holds what was tried and costs no more",
};

const MOST_NAMED = 5;

type Replayed = Pick<TargetPlan, "realisation" | "hours" | "purchases">;

/** What the scheduler model was not asked about, and the plan has a packing for. */
function unreplayedLines({ realisation, hours, purchases }: Replayed): string[] {
  if (realisation === undefined || realisation.status === "notReplayed") return [];
  const told = (what: string): string[] => [
    `  scheduler model: asked about the base alone; ${what} packed, not replayed, and pods may stay pending then`,
  ];
  if (hours !== undefined)
    return told(`${plural(hours.length, "demand")} by the hour ${hours.length === 1 ? "is" : "are"}`);
  return Object.values(purchases).some(({ peak }) => peak !== undefined) ? told("its peak is") : [];
}

/** What may be expected where nodes are replaced, as upgrades do it. */
function replacementLines({ realisation }: Replayed): string[] {
  const pools = byName(realisation?.replacements ?? {});
  const listed = (names: readonly string[]): string =>
    `${names.length === 1 ? "pool" : "pools"} ${names.join(", ")}`;
  const promised = pools.filter(([, { promised: is }]) => is === true);
  const others = pools.filter(([, { promised: is }]) => is !== true);
  const orders = (some: typeof pools): string =>
    plural(Math.min(...some.map(([, one]) => one.orders)), "order");
  const names = (some: typeof pools): string => listed(some.map(([name]) => name));
  const most = Math.max(0, ...others.map(([, { pendingPods }]) => pendingPods));
  return [
    ...(promised.length === 0
      ? []
      : [
          `  node replacement: any one node of ${names(promised)} can be replaced, another of its kind first (headroom.surgeNodes): nothing stays pending after ${orders(promised)} of arrival`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `  node replacement: not promised of ${names(others)} (headroom.surgeNodes promises it); after ${orders(others)} of arrival ${most === 0 ? "nothing" : plural(most, "pod")} would stay pending${most === 0 ? "" : " at worst"}`,
        ]),
  ];
}

/** Deployments of few replicas, whose new version waits where no node has room for one more. */
function updateLines({ realisation }: Replayed): string[] {
  const { starting = 0, orders = 0, waiting = [] } = realisation?.rollingUpdates ?? {};
  if (starting === 0) return [];
  const head = `  rolling updates: ${plural(starting, "Deployment")} ${starting === 1 ? "starts" : "start"} a new replica before one may stop`;
  const after = `after ${plural(orders, "order")} of arrival`;
  return waiting.length === 0
    ? [`${head}; each finds room for it ${after}`]
    : [
        `${head}; ${after} no node has room for one of ${firstOf(waiting, MOST_NAMED)}, whose old version then runs on (maxUnavailable: 1 in their strategy, or headroom of the pool, lets them go on)`,
      ];
}

/** Of one cluster or edge site. */
export function targetRealisationLines(plan: Plan, target: Replayed): string[] {
  const unbound = target.realisation?.unbound;
  return [
    ...outcomeLines(plan, target),
    ...replacementLines(target),
    ...updateLines(target),
    ...unreplayedLines(target),
    ...(unbound === undefined ? [] : [`  workloads are not bound to instance types: ${UNBOUND[unbound]}`]),
  ];
}

function outcomeLines(
  { cost: { currency } }: Plan,
  { realisation }: Pick<TargetPlan, "realisation">,
): string[] {
  if (realisation === undefined) return [];
  const { status, orders, confirmedOrders, everyOrder, pendingPods, extraMicroPerHour, unbound } =
    realisation;
  const binding = unbound === undefined ? " (steering: required needs none where it can be used)" : "";
  const extra =
    extraMicroPerHour === 0
      ? ""
      : `, for ${monthly(extraMicroPerHour, currency)} a month more than the packing`;
  const fresh =
    confirmedOrders === 0 ? "" : ` and in ${count(confirmedOrders)} more that the search had not seen`;
  switch (status) {
    case "held":
      if (everyOrder === true)
        return [
          `  scheduler model: every pod finds a node in every order of arrival, counted by what nodes keep free for each workload${extra}`,
        ];
      return [
        `  scheduler model: every pod finds a node in ${plural(orders, "order")} of arrival${fresh}${extra}`,
      ];
    case "pending":
      return [
        `  scheduler model: ${plural(pendingPods, "pod")} of ${plural(orders, "order")} of arrival would stay pending at worst${extra}; nothing that pools' limits and limits.replayWorkUnits allow helps${binding}`,
      ];
    case "notReplayed":
      return ["  scheduler model: not replayed, as that is above its work limit"];
  }
}
