import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../../src/model/fleet.js";
import type { Plan } from "../../../src/model/plan.js";
import type { Rollout, RolloutWave } from "../../../src/model/rollout.js";
import type { PreviousFleet } from "../../../src/model/running.js";
import { machineRow } from "../../../src/plan/assemble/catalogue-rows.js";
import { planFleetChecked, planRollout, previousOfPlan } from "../../../src/plan/index.js";
import { renderRollout } from "../../../src/report/index.js";
import { checkRollout } from "../../../src/verify/index.js";
import type { MachineRow } from "../../../src/verify/index.js";
import { assertAnswer } from "../../model/answers-schema.js";
import { divided } from "../division/divided.js";
import { accountQuota, cluster, fleet, planOf, pool, workload } from "../fleets.js";
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
  const machineOf = (cluster: string, instanceType: string): MachineRow | undefined => {
    const planned = plan.clusters[cluster];
    return planned === undefined ? undefined : machineRow(planned, instanceType, catalogue);
  };
  return checkRollout({ rollout, plan, previous, fleet: checked, machineOf }).length;
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

/** The eight small nodes have 16 vCPUs, the two large ones 8 each. */
describe("planRollout, within limits of what stands at once", () => {
  const of = (
    clusters: CheckedFleet["clusters"],
    more: Partial<CheckedFleet> = {},
  ): Partial<CheckedFleet> => ({
    clusters,
    workloads: [web],
    ...more,
  });

  /** The first wave that adds, and the most that counts against the only limit at once. */
  function against(before: Partial<CheckedFleet>, after: Partial<CheckedFleet>): readonly unknown[] {
    const { rollout } = ordered(before, after);
    return [rollout.status, Object.values(rollout.limits ?? {}).map(({ most, atOnce }) => [atOnce, most])];
  }

  it("counts old and new nodes together against quotas of accounts, and tells what is missing", () => {
    const quotas = (limit: number) => ({ quotas: [accountQuota({ limit, families: ["x"] })] });
    const rollout = (limit: number) => ordered(of(SMALL), of(LARGE, quotas(limit))).rollout;
    assert.deepEqual(rollout(32).limits, { "quota aws/eu-central-1/L-1": { most: 32, atOnce: 32 } });
    assert.deepEqual(rollout(32).waves[0]?.addNodes.length, 2);
    const tight = rollout(24);
    assert.deepEqual([tight.status, tight.waves[0]?.addNodes.length], ["ordered", 1]);
    assert.equal(tight.limits?.["quota aws/eu-central-1/L-1"]?.atOnce, 24);
    const none = rollout(23);
    assert.equal(none.status, "blocked");
    assert.match(
      none.blocked.join("\n"),
      /16 of 23 vCPU\(s\) are in use, and node main\S+ makes it 24; have quota L-1 of aws in eu-central-1 raised by 1 vCPU/,
    );
    assert.match(
      renderRollout(none),
      /no order was found;.*\n[^]*quota aws\/eu-central-1\/L-1: 16 of 23 at most at once/,
    );
  });

  it("leaves families and options out that a quota does not count", () => {
    const quotas = [accountQuota({ limit: 16, families: ["x"], purchaseOption: "spot" })];
    assert.deepEqual(against(of(SMALL), of(LARGE, { quotas })), ["ordered", [[0, 16]]]);
  });

  it("counts nodes, node groups and nodes of a group of a cluster", () => {
    const large = (limits: CheckedFleet["clusters"][number]["quotas"]) => [
      cluster({ pools: [pool({ instanceTypes: ["x.large"] })], quotas: limits }),
    ];
    assert.deepEqual(against(of(SMALL), of(large({ nodes: 9 }))), ["ordered", [[9, 9]]]);
    assert.deepEqual(against(of(SMALL), of(large({ nodes: 8 }))), ["blocked", [[8, 8]]]);
    assert.deepEqual(against(of(SMALL), of(large({ vcpu: 24 }))), ["ordered", [[24, 24]]]);
    const zones = [
      cluster({ availabilityZones: ["eu-central-1a"], pools: [pool({ instanceTypes: ["x.small"] })] }),
    ];
    const groups = (nodeGroups: number) => [
      cluster({
        availabilityZones: ["eu-central-1a"],
        pools: [pool({ instanceTypes: ["x.large"] })],
        quotas: { nodeGroups },
      }),
    ];
    assert.deepEqual(against(of(zones), of(groups(2))), ["ordered", [[2, 2]]]);
    assert.deepEqual(against(of(zones), of(groups(1))), ["blocked", [[1, 1]]]);
  });

  it("counts addresses of old and new nodes together", () => {
    const range = (usable: number) => [
      cluster({
        pools: [pool({ instanceTypes: ["x.large"] })],
        network: {
          ranges: [{ key: "pods 10.64.0.0/20", kind: "pods", cidr: "10.64.0.0/20", usable: 256 * usable }],
        },
      }),
    ];
    assert.deepEqual(against(of(SMALL), of(range(9))), ["ordered", [[9 * 256, 9 * 256]]]);
    const { rollout } = ordered(of(SMALL), of(range(8)));
    assert.equal(rollout.status, "blocked");
    assert.match(
      rollout.blocked.join("\n"),
      /2048 of 2048 address\(es\) are in use.*choose a range for pods of cluster "main" with 2304 usable/,
    );
  });

  it("counts load balancers in both clusters while replicas go from one to the other", () => {
    const clusters = [cluster(), cluster({ name: "other", pools: [pool({ chips: ["arm64"] })] })];
    const quota = (limit: number) => ({
      key: "aws/eu-central-1",
      limit,
      clusters: ["main", "other"],
      origin: "/loadBalancerQuotas/0",
    });
    const row = {
      pool: "general",
      instanceType: "x.small",
      purchaseOption: "on-demand",
      availabilityZone: "eu-central-1a",
    } as const;
    const previous: PreviousFleet = {
      digest: `sha256:${"7".repeat(64)}`,
      targets: { other: [{ ...row, count: 2, pods: { "default/web": 1 } }] },
    };
    const rolled = (limit: number): Rollout => {
      const checked = fleet({
        clusters,
        divided: [divided({ of: { cpu: 2, replicas: 2, loadBalancers: 1 }, among: clusters })],
        loadBalancerQuotas: [quota(limit)],
      });
      const outcome = planFleetChecked({ fleet: checked, catalogue, version: "0.0.0", previous });
      assert.ok(outcome.status === "planned");
      return planRollout({ fleet: checked, catalogue, plan: outcome.plan, previous });
    };
    const first = (rollout: Rollout, member: "start" | "end"): number =>
      rollout.waves.findIndex((wave) => wave[member].length > 0);
    const wide = rolled(2);
    assert.deepEqual(
      [wide.status, wide.limits],
      ["ordered", { "load balancers aws/eu-central-1": { most: 2, atOnce: 2 } }],
    );
    assert.ok(first(wide, "start") < first(wide, "end"));
    const tight = rolled(1);
    assert.deepEqual(
      [tight.status, tight.limits],
      ["ordered", { "load balancers aws/eu-central-1": { most: 1, atOnce: 1 } }],
    );
    assert.ok(first(tight, "end") < first(tight, "start"));
    assert.match(
      tight.notCounted.join("\n"),
      /replicas end before those in their place start elsewhere.*2 of other\/default\/web/,
    );
  });

  it("tells of machines that the catalogue does not have that they count as nothing", () => {
    const quotas = [accountQuota({ limit: 16 })];
    const checked = fleet(of(LARGE, { quotas }));
    const row = {
      pool: "general",
      instanceType: "z.old",
      purchaseOption: "on-demand",
      availabilityZone: "eu-central-1a",
    } as const;
    const previous: PreviousFleet = {
      digest: `sha256:${"7".repeat(64)}`,
      targets: { main: [{ ...row, count: 4, pods: { "default/web": 2 } }] },
    };
    const outcome = planFleetChecked({ fleet: checked, catalogue, version: "0.0.0", previous });
    assert.ok(outcome.status === "planned");
    const rollout = planRollout({ fleet: checked, catalogue, plan: outcome.plan, previous });
    assert.match(rollout.notCounted.join("\n"), /count against no quota and no range: z\.old/);
  });

  it("is refused where a limit is lower, raised, left out or said to be used less", () => {
    const one = ordered(of(SMALL), of(LARGE, { quotas: [accountQuota({ limit: 24 })] }));
    const { rollout } = one;
    const key = "quota aws/eu-central-1/L-1";
    assert.equal(refusalsOf(one, rollout), 0);
    const lower = { ...one, fleet: { ...one.fleet, quotas: [accountQuota({ limit: 23 })] } };
    assert.ok(refusalsOf(lower, { ...rollout, limits: { [key]: { most: 23, atOnce: 24 } } }) > 0);
    assert.ok(refusalsOf(one, { ...rollout, limits: {} }) > 0);
    assert.ok(refusalsOf(one, { ...rollout, limits: { [key]: { most: 24, atOnce: 23 } } }) > 0);
    assert.ok(
      refusalsOf(one, { ...rollout, limits: { ...rollout.limits, "quota x": { most: 1, atOnce: 1 } } }) > 0,
    );
    const raised = {
      ...rollout,
      status: "orderedWithSurge",
      surge: { ...rollout.surge, limits: { [key]: 1 } },
    } as const;
    assert.ok(refusalsOf(one, raised) > 0);
    // All nodes at once are 32.
    const [wave, ...others] = rollout.waves;
    assert.ok(wave !== undefined);
    const second = others.flatMap(({ addNodes }) => addNodes);
    assert.equal(second.length, 1);
    const early = [
      { ...wave, addNodes: [...wave.addNodes, ...second] },
      ...others.map((other) => ({ ...other, addNodes: [] })),
    ];
    assert.ok(refusalsOf(one, { ...rollout, waves: early, limits: { [key]: { most: 24, atOnce: 32 } } }) > 0);
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
    vcpus: fc.constantFrom(undefined, 8, 10, 16, 24),
  });

  function fleetOf(
    list: typeof some extends fc.Arbitrary<infer T> ? T : never,
    of: typeof pools extends fc.Arbitrary<infer T> ? T : never,
  ): Partial<CheckedFleet> {
    const { instanceTypes, maxNodes, vcpus } = of;
    return {
      ...(vcpus === undefined ? {} : { quotas: [accountQuota({ limit: vcpus })] }),
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
    const seen = { ordered: 0, surge: 0, refused: 0, dropped: 0, blocked: 0, full: 0 };
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
        for (const { most, atOnce } of Object.values(rollout.limits ?? {}))
          if (atOnce === most) seen.full += 1;
        if (rollout.status === "blocked") {
          assert.match(rollout.blocked.join("; "), /vCPU\(s\) are in use.*raised by/);
          seen.blocked += 1;
          return;
        }
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
    assert.ok(seen.blocked > 0 && seen.full > 3, JSON.stringify(seen));
    assert.ok(seen.ordered > 20 && seen.dropped > 40 && seen.refused > 10, JSON.stringify(seen));
  });
});
