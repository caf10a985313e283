/** What pools keep free, grow to and limit, where the spec asks for it. */
import type { Plan, TargetPlan } from "../model/plan.js";
import { count, plural, share } from "./amounts.js";
import { byName } from "./by-name.js";

/** What pools keep free on purpose. */
function headroomLines(plan: Plan, target: TargetPlan): string[] {
  return byName(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { headroom }]) => {
    if (headroom === undefined) return [];
    const { percent, spare, surgeNodes } = headroom;
    const kept = [
      ...(percent === undefined ? [] : [`${percent} % of each node`]),
      ...(spare === undefined
        ? []
        : [`room for ${spare.replicas} more of ${plan.workloads[spare.workload]?.name ?? spare.workload}`]),
      ...(surgeNodes === undefined ? [] : [`a quota for ${plural(surgeNodes, "node")} more during upgrades`]),
    ];
    return kept.length === 0 ? [] : [`  pool ${name} keeps free: ${kept.join(", ")}`];
  });
}

/** What an autoscaler moves between, where a demand has a peak. */
function autoscalingLines(plan: Plan, target: TargetPlan): string[] {
  return byName(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { autoscaling }]) =>
    autoscaling === undefined
      ? []
      : [
          `  pool ${name}: an autoscaler keeps ${count(autoscaling.minNodes)} to ${plural(autoscaling.maxNodes, "node")}; only the former are in the cost`,
        ],
  );
}

/** How much of each pool is on spot, where that is limited. */
function spotLines(plan: Plan, target: TargetPlan): string[] {
  return byName(plan.clusters[target.name]?.pools ?? {}).flatMap(([name, { spotMaxPercent }]) => {
    if (spotMaxPercent === undefined) return [];
    const own = Object.values(target.purchases).filter(({ pool }) => pool === name);
    const vcpu = (purchases: typeof own): number =>
      purchases.reduce((sum, purchase) => sum + purchase.count * purchase.vcpu, 0);
    const spot = vcpu(own.filter(({ purchaseOption }) => purchaseOption === "spot"));
    return [
      `  pool ${name}: ${share(spot, vcpu(own))} of its virtual CPUs on spot, at most ${spotMaxPercent} %`,
    ];
  });
}

/** How devices are cut, each way once. */
function sliceLines(target: TargetPlan): string[] {
  const lines = byName(target.purchases).flatMap(([, { pool, chip, deviceSlices }]) => {
    if (deviceSlices === undefined) return [];
    const { slices } = deviceSlices;
    const asked = slices.map(({ resource }) => resource).join(", ");
    const cut = slices.map(({ profile, each }) => `${each} of ${profile ?? ""}`).join(", ");
    const [turns] = slices.filter(({ profile }) => profile === undefined);
    const how = turns === undefined ? `cut into ${cut}` : `shared by ${turns.each} pods`;
    return [`  pool ${pool}: each ${chip} is ${how}, asked for as ${asked}`];
  });
  return [...new Set(lines)];
}

/** How devices are shared, each way once. */
function shareLines(target: TargetPlan): string[] {
  const lines = byName(target.purchases).flatMap(([, { pool, chip, deviceShares }]) =>
    deviceShares === undefined
      ? []
      : [
          `  pool ${pool}: each ${chip} gives up to ${deviceShares.perDevice} shares of its memory and compute; ` +
            "a scheduler that knows devices must place them",
        ],
  );
  return [...new Set(lines)];
}

export function poolLines(plan: Plan, target: TargetPlan): string[] {
  return [
    ...headroomLines(plan, target),
    ...autoscalingLines(plan, target),
    ...spotLines(plan, target),
    ...sliceLines(target),
    ...shareLines(target),
  ];
}
