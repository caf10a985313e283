import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import type { Rollout, RolloutWave } from "../../../src/model/rollout.js";
import type { PreviousFleet } from "../../../src/model/running.js";
import { planFleetChecked, planRollout, previousOfPlan } from "../../../src/plan/index.js";
import { renderRollout } from "../../../src/report/index.js";
import { checkRollout } from "../../../src/verify/index.js";
import { assertAnswer } from "../../model/answers-schema.js";
import { cluster, fleet, planOf, pool, workload } from "../fleets.js";
import { tinyCatalogue as catalogue } from "../tiny-catalogue.js";

interface Case {
  readonly rollout: Rollout;
  readonly plan: Plan;
  readonly previous: PreviousFleet;
  readonly fleet: CheckedFleet;
}

function caseOf(before: Partial<CheckedFleet>, after: Partial<CheckedFleet>): Case | undefined {
  const previous = previousOfPlan(planOf({ fidelity: "packing", ...before }));
  const checked = fleet({ fidelity: "packing", ...after });
  const outcome = planFleetChecked({ fleet: checked, catalogue, version: "0.0.0", previous });
  if (outcome.status !== "planned") return undefined;
  const { plan } = outcome;
  const rollout = planRollout({ fleet: checked, catalogue, plan, previous });
  assertAnswer("Rollout", rollout);
  return { rollout, plan, previous, fleet: checked };
}

function ordered(before: Partial<CheckedFleet>, after: Partial<CheckedFleet>): Case {
  const one = caseOf(before, after);
  assert.ok(one !== undefined);
  return one;
}

function refusalsOf({ plan, previous, fleet: checked }: Case, rollout: Rollout): number {
  const vcpuOf = (): number => 0;
  return checkRollout({ rollout, plan, previous, fleet: checked, vcpuOf }).length;
}

function moved(rollout: Rollout): number {
  return rollout.waves.flatMap(({ move }) => move).reduce((sum, { replicas }) => sum + replicas, 0);
}

/** Eight of 2 CPU on x.small nodes, and the same on x.large. */
const SMALL = [cluster({ pools: [pool({ instanceTypes: ["x.small"] })] })];
const LARGE = [cluster({ pools: [pool({ instanceTypes: ["x.large"] })] })];
const web = workload({ replicas: 8, cpu: 2, gib: 2 });

describe("planRollout", () => {
  it("adds nodes, moves a quarter of the replicas at a time, and removes what is empty", () => {
    const { rollout } = ordered({ clusters: SMALL, workloads: [web] }, { clusters: LARGE, workloads: [web] });
    assert.deepEqual([rollout.status, rollout.stays, rollout.blocked], ["ordered", [], []]);
    assert.deepEqual(
      rollout.waves.map(({ addNodes, move, removeNodes }) => [
        addNodes.length,
        move.length,
        removeNodes.length,
      ]),
      [
        [2, 0, 0],
        [0, 2, 0],
        [0, 2, 2],
        [0, 2, 2],
        [0, 2, 2],
        [0, 0, 2],
      ],
    );
  });

  it("moves nothing where nothing changes, and starts what is new", () => {
    const same = ordered({ clusters: LARGE, workloads: [web] }, { clusters: LARGE, workloads: [web] });
    assert.deepEqual([same.rollout.waves, same.rollout.stays.length], [[], 2]);
    const more = { ...web, replicas: 12 };
    const { rollout } = ordered(
      { clusters: LARGE, workloads: [web] },
      { clusters: LARGE, workloads: [more] },
    );
    assert.equal(moved(rollout), 0);
    assert.deepEqual(
      rollout.waves.map(({ addNodes, start }) => [
        addNodes.length,
        start.reduce((sum, one) => sum + one.replicas, 0),
      ]),
      [
        [1, 0],
        [0, 4],
      ],
    );
  });

  it("ends what is no more before anything moves", () => {
    const other = workload({ name: "other", replicas: 3 });
    const { rollout } = ordered(
      { clusters: LARGE, workloads: [other, web] },
      { clusters: LARGE, workloads: [web] },
    );
    const [first] = rollout.waves;
    assert.ok(first !== undefined && first.end.every(({ workload: id }) => id === "main/default/other"));
    assert.equal(
      first.end.reduce((sum, { replicas }) => sum + replicas, 0),
      3,
    );
  });

  it("names the surge of a pool that is full, and of replicas that may not be down", () => {
    const full = (type: string, maxNodes: number) => [
      cluster({ pools: [pool({ instanceTypes: [type], maxNodes })] }),
    ];
    const two = { ...web, replicas: 4 };
    const { rollout } = ordered(
      { clusters: full("x.small", 4), workloads: [two] },
      { clusters: full("x.large", 1), workloads: [{ ...two, disruptionBudget: { minAvailable: 4 } }] },
    );
    assert.equal(rollout.status, "orderedWithSurge");
    assert.deepEqual(rollout.surge.limits, { "pool main/general": 1 });
    assert.deepEqual(rollout.surge.replicas, { "main/default/web": 1 });
    const text = renderRollout(rollout);
    assert.match(
      text,
      /no order was found without a surge; this one takes:\n {2}pool main\/general: 1 more at once/,
    );
    assert.match(text, /started before the old one ends/);
  });

  it("keeps the skew over availability zones in every wave", () => {
    const spread = { ...web, replicas: 6, zoneSpread: { maxSkew: 1 } };
    const { rollout } = ordered(
      { clusters: SMALL, workloads: [spread] },
      { clusters: LARGE, workloads: [spread] },
    );
    assert.equal(rollout.status, "ordered");
    assert.equal(moved(rollout), 6);
  });
});

function merged(waves: readonly RolloutWave[]): RolloutWave[] {
  const all = <K extends keyof RolloutWave>(key: K): RolloutWave[K] =>
    waves.flatMap((wave) => wave[key] as readonly unknown[]) as unknown as RolloutWave[K];
  return [
    {
      addNodes: all("addNodes"),
      end: all("end"),
      move: all("move"),
      start: all("start"),
      removeNodes: all("removeNodes"),
    },
  ];
}

describe("checkRollout, of random fleets", function () {
  this.timeout(300_000);

  const some = fc.array(
    fc.record({
      replicas: fc.integer({ min: 1, max: 6 }),
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      gib: fc.constantFrom(0.5, 2, 4),
      cap: fc.constantFrom(undefined, undefined, 1, 2),
      spread: fc.constantFrom(undefined, undefined, 1),
      minAvailable: fc.constantFrom(undefined, undefined, 1),
    }),
    { minLength: 1, maxLength: 3 },
  );
  const pools = fc.record({
    instanceTypes: fc.constantFrom(["x.small"], ["x.large"], ["x.small", "x.large"]),
    maxNodes: fc.constantFrom(undefined, undefined, 3, 6),
  });

  function fleetOf(
    list: typeof some extends fc.Arbitrary<infer T> ? T : never,
    of: typeof pools extends fc.Arbitrary<infer T> ? T : never,
  ): Partial<CheckedFleet> {
    const { instanceTypes, maxNodes } = of;
    return {
      fidelity: "packing",
      clusters: [
        cluster({ pools: [pool({ instanceTypes, ...(maxNodes === undefined ? {} : { maxNodes }) })] }),
      ],
      workloads: list.map(({ replicas, cpu, gib, cap, spread, minAvailable }, index) =>
        workload({
          name: `w${index}`,
          replicas,
          cpu,
          gib,
          ...(cap === undefined ? {} : { maxPerNode: cap }),
          ...(spread === undefined ? {} : { zoneSpread: { maxSkew: spread } }),
          ...(minAvailable === undefined
            ? {}
            : { disruptionBudget: { minAvailable: Math.min(replicas, minAvailable) } }),
        }),
      ),
    };
  }

  it("accepts every order of the planner, and refuses it with waves dropped, merged or turned round", () => {
    const seen = { ordered: 0, surge: 0, refused: 0, dropped: 0 };
    fc.assert(
      fc.property(some, some, pools, pools, (first, second, from, to) => {
        const before = fleetOf(first, from);
        const known = planFleetChecked({ fleet: fleet(before), catalogue, version: "0.0.0" });
        if (known.status !== "planned") return;
        const one = caseOf(before, fleetOf(second, to));
        if (one === undefined) return;
        const { rollout } = one;
        assert.equal(refusalsOf(one, rollout), 0);
        if (rollout.status === "ordered") seen.ordered += 1;
        if (rollout.status === "orderedWithSurge") seen.surge += 1;
        assert.notEqual(rollout.status, "blocked", rollout.blocked.join("; "));
        const { waves } = rollout;
        for (const index of waves.keys()) {
          const rest = waves.filter((_wave, other) => other !== index);
          assert.ok(refusalsOf(one, { ...rollout, waves: rest }) > 0, `without wave ${index}`);
          seen.dropped += 1;
        }
        // Replicas that end or start beside others may do so in any order; nodes that come or go may not.
        if (waves.length < 2 || waves.every(({ removeNodes }) => removeNodes.length === 0)) return;
        if (waves.some(({ addNodes }) => addNodes.length > 0))
          assert.ok(refusalsOf(one, { ...rollout, waves: [...waves].reverse() }) > 0);
        // A node that is added may not take replicas in the same wave.
        const needsOrder = waves.some(({ addNodes }) => addNodes.length > 0);
        if (!needsOrder) return;
        seen.refused += 1;
        const used = new Set(
          waves.flatMap(({ move, start }) => [
            ...move.map(({ to: node }) => node),
            ...start.map(({ node }) => node),
          ]),
        );
        if (waves.some(({ addNodes }) => addNodes.some((name) => used.has(name))))
          assert.ok(refusalsOf(one, { ...rollout, waves: merged(waves) }) > 0);
      }),
      { seed: 20261127, numRuns: 100 },
    );
    assert.ok(seen.ordered > 20 && seen.dropped > 40 && seen.refused > 10, JSON.stringify(seen));
  });
});
