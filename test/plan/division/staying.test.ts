import assert from "node:assert/strict";
import type { CheckedFleet, Cluster } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import type { PreviousFleet } from "../../../src/model/running.js";
import { withDivision } from "../../../src/model/fleet-parts.js";
import { leavesTooMany } from "../../../src/plan/moves/leaving-places.js";
import { stayingParts } from "../../../src/plan/division/staying.js";
import type { Place } from "../../../src/plan/division/places.js";
import { planFleetChecked, previousOfPlan } from "../../../src/plan/index.js";
import { randomFrom } from "../../../src/units/random.js";
import { verifyPlan } from "../../../src/verify/index.js";
import { cluster, fleet } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { divided } from "./divided.js";

function planned(checked: CheckedFleet, previous?: PreviousFleet): Plan {
  const options = previous === undefined ? {} : { previous };
  const outcome = planFleetChecked({
    fleet: checked,
    catalogue: tinyCatalogue,
    version: "0.0.0",
    ...options,
  });
  assert.ok(outcome.status === "planned", JSON.stringify(outcome));
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet: checked, ...options }), []);
  return outcome.plan;
}

function places(count: number): Cluster[] {
  return Array.from({ length: count }, (_none, index) =>
    cluster({ name: `place-${index}`, availabilityZones: ["eu-central-1a"] }),
  );
}

/** Twelve workloads among places of one price, some with rules. */
function shared(clusters: readonly Cluster[], more: Partial<CheckedFleet> = {}): CheckedFleet {
  const upTo = randomFrom(7);
  const all = Array.from({ length: 12 }, (_none, index) =>
    divided({
      of: {
        name: `web-${String(index).padStart(2, "0")}`,
        cpu: (250 * (1 + upTo(6))) / 1000,
        gib: 0.5 * (1 + upTo(6)),
        replicas: 4 + upTo(6),
      },
      among: clusters,
      ...[{}, { minPlaces: 2 }, { maxPerPlace: 4 }][index % 3],
    }),
  );
  return fleet({ clusters, divided: all, ...more });
}

/** Replicas that stand where they stood, and those that stood in places that are left. */
function staying(before: Plan, after: Plan): { readonly stay: number; readonly could: number } {
  let [stay, could] = [0, 0];
  for (const [key, { byTarget }] of Object.entries(before.divisions ?? {}))
    for (const [place, count] of Object.entries(byTarget)) {
      if (after.clusters[place] === undefined) continue;
      could += count;
      stay += Math.min(count, after.divisions?.[key]?.byTarget[place] ?? 0);
    }
  return { stay, could };
}

describe("divided workloads with a previous plan", function () {
  this.timeout(60_000);
  const before = planned(shared(places(4)));
  const previous = previousOfPlan(before);
  const left = places(4).slice(1);

  it("keep the replicas of every place that is left where they are, once moves are asked for", () => {
    const plan = planned(shared(left, { furtherObjectives: ["moves"] }), previous);
    const { stay, could } = staying(before, plan);
    assert.ok(could > 0);
    assert.equal(stay, could);
  });

  it("cost no more than the gap allows, against a bound of every division", () => {
    const plan = planned(shared(left, { furtherObjectives: ["moves"] }), previous);
    const cheapest = planned(shared(left));
    assert.ok(plan.search.boundMicroPerHour <= cheapest.cost.microPerHour);
    const allowed = Math.max(cheapest.cost.microPerHour, plan.search.boundMicroPerHour * 1.01);
    assert.ok(plan.cost.microPerHour <= allowed, `${plan.cost.microPerHour} of ${allowed}`);
  });

  it("are not packed in a division that sends more of them elsewhere than may move", () => {
    const asked = (maxMoves: number): CheckedFleet => {
      const limits = { targetGapMilliPercent: 1000, workUnits: 100_000, maxMoves };
      return shared(left, { furtherObjectives: ["moves"], limits });
    };
    const anew = planned(asked(1_000), previous);
    const cheapest = withDivision(shared(left), planned(shared(left), previous).divisions ?? {});
    const between = planned(shared(left), previous).moves?.betweenPlaces ?? 0;
    for (const [maxMoves, isOver] of [
      [between - 1, true],
      [between, false],
    ] as const)
      assert.equal(
        leavesTooMany({ ...cheapest, limits: { ...cheapest.limits, maxMoves } }, previous),
        isOver,
      );
    const kept = planned(asked(between - 1), previous);
    assert.ok((kept.moves?.movePods ?? Infinity) < between);
    assert.ok(kept.search.workUnits < anew.search.workUnits, `${kept.search.workUnits} units`);
  });

  it("go wherever they cost least where nobody asks for few moves", () => {
    const plan = planned(shared(left), previous);
    assert.deepEqual(plan.divisions, planned(shared(left)).divisions);
  });
});

describe("stayingParts", () => {
  const clusters = places(3);
  const at = clusters.map(({ name }) => ({ target: { name } })) as unknown as readonly Place[];
  const row = (count: number, pods: number): PreviousFleet["targets"][string][number] => ({
    pool: "general",
    instanceType: "x.large",
    availabilityZone: "eu-central-1a",
    purchaseOption: "on-demand",
    count,
    pods: { "default/web": pods },
  });
  const previous: PreviousFleet = {
    digest: "",
    targets: { "place-0": [row(2, 2), row(1, 1)], "place-1": [row(1, 3)], gone: [row(9, 9)] },
  };

  it("holds what stands in a place there, and leaves the others open", () => {
    const one = divided({ of: { replicas: 10 }, among: clusters });
    assert.deepEqual(stayingParts(one, at, [0, 1, 2], previous), [
      { replicas: 5, places: [0] },
      { replicas: 3, places: [1] },
      { replicas: 2, places: [0, 1, 2] },
    ]);
  });

  it("holds no more than there are, nor than a place may have", () => {
    const fewer = divided({ of: { replicas: 6 }, among: clusters, maxPerPlace: 4 });
    assert.deepEqual(stayingParts(fewer, at, [0, 1, 2], previous), [
      { replicas: 4, places: [0] },
      { replicas: 2, places: [1] },
    ]);
  });

  it("holds nothing in a place that may take none", () => {
    const one = divided({ of: { replicas: 4 }, among: clusters });
    assert.deepEqual(stayingParts(one, at, [2], previous), [{ replicas: 4, places: [2] }]);
  });
});
