import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, Workload } from "../../../src/model/fleet.js";
import type { PlanOutcome } from "../../../src/model/outcome.js";
import type { Plan } from "../../../src/model/plan.js";
import type { PreviousFleet } from "../../../src/model/running.js";
import { planFleetChecked, previousOfPlan, previousOfRunning } from "../../../src/plan/index.js";
import { canonicalText } from "../../../src/units/canonical.js";
import { omitted } from "../../../src/units/omitted.js";
import { arbitraryFleet } from "../arbitrary-fleet.js";
import { cluster, fleet, nodesByType, pool, workload } from "../fleets.js";
import { tinyCatalogue as catalogue } from "../tiny-catalogue.js";
import { TINY } from "../worlds.js";

function outcomeOf(checked: CheckedFleet, previous?: PreviousFleet): PlanOutcome {
  const before = previous === undefined ? {} : { previous };
  return planFleetChecked({ fleet: checked, catalogue, version: "0.0.0", ...before });
}

function planned(checked: CheckedFleet, previous?: PreviousFleet): Plan {
  const outcome = outcomeOf(checked, previous);
  assert.equal(outcome.status, "planned", JSON.stringify(outcome));
  return outcome.plan;
}

/** One zone, so that nothing moves between zones of equal price. */
const ONE_ZONE = [cluster({ availabilityZones: ["eu-central-1a"] })];
const LARGE = [
  cluster({ availabilityZones: ["eu-central-1a"], pools: [pool({ instanceTypes: ["x.large"] })] }),
];

/** Three small pods on a large node, where three small nodes are cheaper now that the pool may buy them. */
function small(more: Partial<CheckedFleet> = {}): CheckedFleet {
  return fleet({ clusters: ONE_ZONE, workloads: [workload({ replicas: 3, cpu: 2, gib: 4 })], ...more });
}

const BEFORE = previousOfPlan(planned(small({ clusters: LARGE })));

describe("a plan with a previous one", () => {
  it("tells the moves that it makes, and makes them where nobody asks for fewer", () => {
    const plan = planned(small(), BEFORE);
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
    assert.deepEqual(plan.moves, {
      previousDigest: BEFORE.digest,
      pods: 3,
      movePods: 3,
      addNodes: 3,
      removeNodes: 1,
      anew: { microPerHour: plan.cost.microPerHour, movePods: 3 },
      stays: { main: [] },
    });
  });

  it("is the same plan but for what it tells", () => {
    const plan = omitted(planned(small(), BEFORE), "moves");
    assert.equal(canonicalText(plan), canonicalText(planned(small())));
  });

  it("keeps pods where they are for as much as the gap allows", () => {
    const asked = (gap: number): CheckedFleet =>
      small({
        furtherObjectives: ["moves"],
        limits: { targetGapMilliPercent: gap * 1000, workUnits: 200_000 },
      });
    const kept = planned(asked(17), BEFORE);
    assert.deepEqual(nodesByType(kept), { "x.large": 1 });
    assert.deepEqual(kept.search.furtherObjectives, [{ name: "moves", value: 0, atLeastCost: 3 }]);
    assert.equal(kept.moves?.anew.microPerHour, 60_000);
    assert.deepEqual(nodesByType(planned(asked(16), BEFORE)), { "x.small": 3 });
  });

  it("counts the work of looking for what stays", () => {
    const asked = small({ limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoves: 2 } });
    const [anew, kept] = [planned(small(), BEFORE), planned(asked, BEFORE)];
    assert.ok(kept.search.workUnits > anew.search.workUnits, `${kept.search.workUnits} units`);
  });

  it("keeps to the limit of moves, whatever that costs", () => {
    const plan = planned(
      small({ limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoves: 2 } }),
      BEFORE,
    );
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.deepEqual([plan.moves?.movePods, plan.moves?.limit], [0, 2]);
  });

  it("fills the room that is left on nodes that stay before it buys", () => {
    const workloads = [workload({ replicas: 4, cpu: 2, gib: 4 })];
    const limits = { targetGapMilliPercent: 0, workUnits: 200_000, maxMovesPercent: 0 };
    const plan = planned(small({ workloads, limits }), BEFORE);
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    assert.deepEqual([plan.moves?.pods, plan.moves?.movePods], [3, 0]);
  });

  it("says how many must move where the limit is too narrow", () => {
    const arm = [cluster({ availabilityZones: ["eu-central-1a"], pools: [pool({ chips: ["arm64"] })] })];
    const outcome = outcomeOf(
      small({
        clusters: arm,
        workloads: [workload({ replicas: 3, cpu: 2, gib: 4, imagePlatforms: ["linux/arm64"] })],
        limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoves: 2 },
      }),
      BEFORE,
    );
    assert.equal(outcome.status, "noneFound");
    const [conflict] = outcome.conflicts;
    assert.deepEqual([conflict?.label, conflict?.path], ["moves", "/limits/maxMoves"]);
    assert.match(conflict?.message ?? "", /at most 2 pod\(s\).*fewer than 3/);
  });

  it("takes what runs in the place of a plan", () => {
    const nodes = BEFORE.targets["main"] ?? [];
    const running = { apiVersion: "stowage.dev/running/v1", clusters: { main: { nodes } } } as const;
    const plan = planned(
      small({ limits: { targetGapMilliPercent: 0, workUnits: 200_000, maxMoves: 0 } }),
      previousOfRunning(running),
    );
    assert.equal(plan.moves?.movePods, 0);
  });
});

describe("a plan with a previous one, of random fleets", function () {
  this.timeout(300_000);

  /** Workloads with few rules and many replicas, which any fleet has nodes for. */
  const plain = fc
    .record({
      drawn: fc.array(
        fc.record({
          cpu: fc.constantFrom(0.25, 0.5, 1, 1.5, 3),
          gib: fc.constantFrom(0.5, 1, 2, 5),
          replicas: fc.integer({ min: 1, max: 14 }),
          rule: fc.constantFrom<Partial<Workload>>({}, {}, { zoneSpread: { maxSkew: 1 } }, { maxPerNode: 2 }),
        }),
        { minLength: 2, maxLength: 6 },
      ),
      chips: fc.constantFrom(["amd64"], ["amd64", "arm64"]),
      targetGapMilliPercent: fc.constantFrom(0, 1000, 5000),
    })
    .map(({ drawn, chips, targetGapMilliPercent }) =>
      fleet({
        clusters: [cluster({ pools: [pool({ chips })] })],
        workloads: drawn.map(({ rule, ...size }, index) => workload({ name: `w${index}`, ...size, ...rule })),
        limits: { targetGapMilliPercent, workUnits: 20_000 },
      }),
    );

  /** A fleet, and the same with other replicas. */
  const changed = fc.oneof(plain, arbitraryFleet(TINY)).chain((before) =>
    fc.record({
      before: fc.constant(before),
      factors: fc.array(fc.constantFrom(0.5, 1, 1, 1, 1.5), {
        minLength: before.workloads.length,
        maxLength: before.workloads.length,
      }),
    }),
  );

  function after(before: CheckedFleet, factors: readonly number[]): CheckedFleet {
    const workloads = before.workloads.map((one, index) => {
      const replicas = Math.ceil(one.replicas * (factors[index] ?? 1));
      // A peak, a range and guests that stand beside others are about the number that was drawn.
      const fixed = one.peak !== undefined || one.scaling !== undefined;
      const beside = before.workloads.some((other) => other.beside !== undefined);
      return fixed || beside ? one : { ...one, replicas };
    });
    return { ...before, workloads };
  }

  it("moves no more than one made anew, costs no more than is allowed, and verify accepts both", () => {
    let [fewer, asked] = [0, 0];
    fc.assert(
      fc.property(changed, ({ before, factors }) => {
        const first = outcomeOf(before);
        if (first.status !== "planned") return;
        const previous = previousOfPlan(first.plan);
        const fleetNow: CheckedFleet = { ...after(before, factors), furtherObjectives: ["moves"] };
        const outcome = outcomeOf(fleetNow, previous);
        if (outcome.status !== "planned") return;
        const { moves, cost, search } = outcome.plan;
        assert.ok(moves !== undefined);
        asked += 1;
        if (moves.movePods < moves.anew.movePods) fewer += 1;
        assert.ok(moves.movePods <= moves.anew.movePods);
        const allowed = (moves.anew.microPerHour * (100_000 + before.limits.targetGapMilliPercent)) / 100_000;
        const penalties = cost.penaltiesMicroPerHour ?? 0;
        const most = Math.max(
          allowed,
          search.boundMicroPerHour * (1 + before.limits.targetGapMilliPercent / 100_000),
        );
        assert.ok(cost.microPerHour <= most + penalties, `${cost.microPerHour} > ${most}`);
      }),
      { seed: 20261127, numRuns: 80 },
    );
    assert.ok(asked > 30 && fewer > 5, `${asked} asked, ${fewer} with fewer moves`);
  });

  it("costs no more where more may move, and none move where nothing has changed", () => {
    let compared = 0;
    fc.assert(
      fc.property(changed, ({ before, factors }) => {
        const first = outcomeOf(before);
        if (first.status !== "planned") return;
        const previous = previousOfPlan(first.plan);
        assert.equal(planned({ ...before, furtherObjectives: ["moves"] }, previous).moves?.movePods, 0);
        const fleetNow = after(before, factors);
        const costs = [0, 1, 3, 10, 1000].flatMap((maxMoves) => {
          const outcome = outcomeOf({ ...fleetNow, limits: { ...fleetNow.limits, maxMoves } }, previous);
          if (outcome.status !== "planned") return [];
          assert.ok((outcome.plan.moves?.movePods ?? Infinity) <= maxMoves);
          return [outcome.plan.cost.microPerHour];
        });
        if (costs.length > 1) compared += 1;
        assert.deepEqual(
          costs,
          [...costs].sort((left, right) => right - left),
        );
      }),
      { seed: 20261128, numRuns: 30 },
    );
    assert.ok(compared > 10, `${compared} compared`);
  });
});
