/**
 * Demand by the hour holds: in every hour the nodes that a cluster or site has then hold what its workloads need then,
 * by the rules that hold for a peak. The hours of each target are all hours, each once; autoscalers have the least and
 * the most of them as their range; and money adds up hour by hour.
 */
import type { HoursPlan, HourState } from "../../model/hours.js";
import { HOURS_A_DAY, HOURS_A_WEEK } from "../../model/hours.js";
import { mostNodes } from "../../model/purchase-nodes.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import { gapPpm } from "../gap.js";
import { atHour, changesByHour, distinctHours } from "../hours.js";
import { entryOf, purchasesOf, reviewOf } from "../review.js";
import type { Check, Review, ReviewedPurchase, ReviewedTarget } from "../review.js";
import type { Path, Refuse } from "../refusals.js";
import { checkHeld } from "./peak.js";

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function checkDemands({ workloads }: ReviewedTarget, hours: number, refuse: Refuse): void {
  for (const [id, { hourly, replicas, peak }] of workloads) {
    if (hourly === undefined) continue;
    const at = ["workloads", id, "hourly"];
    if (hourly.length !== hours) {
      refuse(at, `has ${hourly.length} hours, and the plan ${hours}`);
      continue;
    }
    const [least, most] = [Math.min(...hourly), Math.max(...hourly)];
    if (least < replicas) refuse(at, `falls to ${least}, and nodes are bought for ${replicas} replicas`);
    if (most !== peak) refuse(at, `rises to ${most}, and the peak is ${peak ?? "missing"}`);
  }
}

/** Every hour once, and nothing of a state's hours above what its filling holds. */
function checkStates(
  target: ReviewedTarget,
  states: readonly HourState[],
  hours: number,
  refuse: Refuse,
): void {
  const path: Path = [...target.path, "hours"];
  const all = states.flatMap((state) => state.hours);
  const distinct = new Set(all);
  if (distinct.size !== all.length || distinct.size !== hours || all.some((hour) => hour >= hours))
    refuse(path, `name ${all.length} hours, and each of ${hours} must be named once`);
  for (const [index, { hours: own, demandOf }] of states.entries())
    for (const [id, { hourly = [] }] of target.workloads)
      for (const hour of own)
        if ((hourly[hour] ?? 0) > (hourly[demandOf] ?? 0))
          refuse(
            [...path, index, "demandOf"],
            `is ${demandOf}, and "${id}" has more replicas in hour ${hour} than then`,
          );
}

function checkPurchase(
  { purchase, path }: ReviewedPurchase,
  states: number | undefined,
  refuse: Refuse,
): void {
  const { count, hours } = purchase;
  if (hours?.length !== states)
    refuse(
      [...path, "hours"],
      `${hours === undefined ? "are missing" : `are ${hours.length}`}, and the target has ${states ?? "none"}`,
    );
  if (count === 0 && mostNodes(purchase) === 0) refuse([...path, "count"], "is 0, in every hour");
  for (const [index, one] of (hours ?? []).entries())
    if (one.count < count)
      refuse([...path, "hours", index, "count"], `is ${one.count}, and ${count} nodes are bought`);
}

function checkAutoscaling(target: ReviewedTarget, states: number, refuse: Refuse): void {
  if (target.kind !== "cluster") return;
  for (const [name, pool] of Object.entries(target.slice.pools)) {
    const path: Path = [...target.path, "pools", name, "autoscaling"];
    const own = purchasesOf(target).filter(({ purchase }) => purchase.pool === name);
    const nodes = Array.from({ length: states }, (_, index) =>
      sum(own.map(({ purchase }) => purchase.hours?.[index]?.count ?? 0)),
    );
    const most = nodes.reduce((left, right) => Math.max(left, right), pool.nodes);
    if (pool.autoscaling === undefined) refuse(path, "is missing, and a demand is by the hour");
    else if (pool.autoscaling.minNodes !== pool.nodes)
      refuse([...path, "minNodes"], `is ${pool.autoscaling.minNodes}, and ${pool.nodes} nodes are bought`);
    else if (pool.autoscaling.maxNodes !== most)
      refuse([...path, "maxNodes"], `is ${pool.autoscaling.maxNodes}, and an hour fills ${most} nodes`);
  }
}

/** Money of `target` an hour, with so many nodes of each purchase. */
function microOf(
  { plan }: Review,
  target: ReviewedTarget,
  countOf: (one: ReviewedPurchase["purchase"]) => number,
): number {
  const fee = target.kind === "cluster" ? target.slice.fixedFeeMicroPerHour : 0;
  const each = purchasesOf(target).map(({ purchase }) => {
    const licences = Object.entries(purchase.licences ?? {}).map(
      ([name, units]) => units * (entryOf(plan.licences ?? {}, name)?.microPerHour ?? 0),
    );
    return countOf(purchase) * (purchase.microPerHour + sum(licences));
  });
  return sum(each) + fee;
}

function checkStateMoney(
  review: Review,
  target: ReviewedTarget,
  states: readonly HourState[],
  refuse: Refuse,
): void {
  for (const [index, { hours, microPerHour, boundMicro }] of states.entries()) {
    const at: Path = [...target.path, "hours", index];
    const counted = microOf(review, target, ({ hours: all }) => all?.[index]?.count ?? 0);
    if (microPerHour !== counted)
      refuse(
        [...at, "microPerHour"],
        `is ${microPerHour}, and its nodes cost ${counted} micro-units an hour`,
      );
    if ((boundMicro === undefined) !== (review.plan.divisions !== undefined))
      refuse(
        [...at, "boundMicro"],
        boundMicro === undefined ? "is missing" : "is stated, and workloads are divided among places",
      );
    if (boundMicro !== undefined && boundMicro > microPerHour * hours.length)
      refuse([...at, "boundMicro"], `is ${boundMicro}, and its hours cost ${microPerHour * hours.length}`);
  }
}

/** Micro-units of so many hours as a month, by whole numbers. */
function monthOf(micro: number, hours: number): { readonly down: bigint; readonly up: bigint } {
  const all = BigInt(micro) * BigInt(HOURS_PER_MONTH);
  const down = all / BigInt(hours);
  return { down, up: down * BigInt(hours) === all ? down : down + 1n };
}

function checkTotals(review: Review, stated: HoursPlan, refuse: Refuse): void {
  const { hours } = stated;
  const at = (
    member: keyof HoursPlan,
    value: number | undefined,
    counted: number | bigint | undefined,
  ): void => {
    if (value !== undefined && counted !== undefined ? BigInt(value) !== BigInt(counted) : value !== counted)
      refuse(["hours", member], `is ${value ?? "missing"}, and the hours give ${counted ?? "none"}`);
  };
  // A peak that may come in any hour counts in every hour.
  const most = review.targets.map((target) => microOf(review, target, mostNodes));
  const micro = sum(
    review.targets.map(({ slice: { hours: states } }, index) =>
      states === undefined
        ? hours * (most[index] ?? 0)
        : sum(states.map((state) => state.hours.length * state.microPerHour)),
    ),
  );
  at("micro", stated.micro, micro);
  at("microPerMonth", stated.microPerMonth, monthOf(stated.micro, hours).up);
  at("atMostMicroPerMonth", stated.atMostMicroPerMonth, sum(most) * HOURS_PER_MONTH);
  const { boundMicro: bound } = stated;
  if ((bound === undefined) !== (review.plan.divisions !== undefined))
    refuse(
      ["hours", "boundMicro"],
      bound === undefined ? "is missing" : "is stated, and workloads are divided",
    );
  if (bound !== undefined && bound > stated.micro)
    refuse(["hours", "boundMicro"], `is ${bound}, and the hours cost only ${stated.micro} micro-units`);
  else {
    at(
      "boundMicroPerMonth",
      stated.boundMicroPerMonth,
      bound === undefined ? bound : monthOf(bound, hours).down,
    );
    at("gapPpm", stated.gapPpm, bound === undefined ? bound : gapPpm(stated.micro, bound));
  }
}

function clock(hour: number): string {
  const time = `${hour % HOURS_A_DAY}:00 UTC`;
  return hour < HOURS_A_DAY ? time : `${time} on day ${Math.floor(hour / HOURS_A_DAY) + 1} of the week`;
}

export const checkHours: Check = (review, refuse) => {
  const { plan, targets } = review;
  const changing = targets.filter(changesByHour);
  const { hours: stated } = plan;
  if ((stated !== undefined) !== changing.length > 0)
    refuse(
      ["hours"],
      stated === undefined
        ? "is missing, and a demand is by the hour"
        : "is stated, and no demand is by the hour",
    );
  for (const target of targets)
    for (const one of purchasesOf(target)) checkPurchase(one, target.slice.hours?.length, refuse);
  if (stated === undefined) return;
  const { hours } = stated;
  if (hours !== HOURS_A_DAY && hours !== HOURS_A_WEEK)
    refuse(["hours", "hours"], `is ${hours}, and must be ${HOURS_A_DAY} or ${HOURS_A_WEEK}`);
  for (const target of changing) {
    const states = target.slice.hours ?? [];
    checkDemands(target, hours, refuse);
    checkStates(target, states, hours, refuse);
    checkAutoscaling(target, states.length, refuse);
    checkStateMoney(review, target, states, refuse);
  }
  checkTotals(review, stated, refuse);
  for (const hour of distinctHours(review)) {
    const given = review.fleet === undefined ? {} : { fleet: review.fleet };
    const offers = review.rows === undefined ? {} : { offers: review.rows };
    const then = reviewOf({ ...given, ...offers, plan: atHour(plan, hour) });
    checkHeld(then, changing, `in the hour from ${clock(hour)}`, refuse);
  }
};
