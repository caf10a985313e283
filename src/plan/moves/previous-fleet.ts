/** An earlier plan, or what runs, as that which a plan keeps to. */
import type { Plan, TargetPlan } from "../../model/plan.js";
import type { PreviousFleet, RunningFleet, RunningNodes } from "../../model/running.js";
import { canonicalText } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { sha256 } from "../../units/sha256.js";
import { plannedLayouts } from "./staying-nodes.js";

function rowsOf({ name, purchases }: TargetPlan): RunningNodes[] {
  const byKey = Object.fromEntries(
    Object.entries(purchases).sort(([left], [right]) => compareText(left, right)),
  );
  return plannedLayouts(byKey, name).map(
    ({ pool, instanceType, availabilityZone, purchaseOption, count, pods }) => ({
      pool,
      instanceType,
      availabilityZone,
      purchaseOption,
      count,
      pods,
    }),
  );
}

export function previousOfPlan(plan: Plan): PreviousFleet {
  const targets = [...Object.values(plan.clusters), ...Object.values(plan.edgeSites)];
  return {
    digest: sha256(canonicalText(plan)),
    targets: Object.fromEntries(targets.map((target) => [target.name, rowsOf(target)])),
  };
}

export function previousOfRunning(running: RunningFleet): PreviousFleet {
  return {
    digest: sha256(canonicalText(running)),
    targets: Object.fromEntries(Object.entries(running.clusters).map(([name, { nodes }]) => [name, nodes])),
  };
}
