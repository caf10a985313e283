import assert from "node:assert/strict";
import fc from "fast-check";
import type { DeviceSlices, Workload } from "../../../src/model/fleet.js";
import { renderPlan } from "../../../src/report/index.js";
import { bruteForce } from "../brute-force.js";
import { cluster, conflictsOf, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const MIG = "nvidia.com/mig-1g.10gb";
const CUT: DeviceSlices = { byChip: { "nvidia-l4": [{ profile: "1g.10gb", each: 7, resource: MIG }] } };
const WIDE = "nvidia.com/mig-2g.20gb";
/** One device is two small slices and one wide one. */
const MIXED: DeviceSlices = {
  byChip: {
    "nvidia-l4": [
      { profile: "1g.10gb", each: 2, resource: MIG },
      { profile: "2g.20gb", each: 1, resource: WIDE },
    ],
  },
};
const SHARED: DeviceSlices = { byChip: { "nvidia-l4": [{ each: 4 }] } };

function asking(name: string, amount: number, more: Partial<Workload> = {}): Workload {
  return workload({ requests: { cpuMilli: 500, memoryMiB: 1024, pods: 1, [name]: amount }, ...more });
}

const onChips = (deviceSlices: DeviceSlices | undefined, chips: readonly string[] = ["nvidia-l4"]) => [
  cluster({ pools: [pool({ chips, ...(deviceSlices === undefined ? {} : { deviceSlices }) })] }),
];

describe("devices cut into slices", () => {
  it("hold as many pods as they have slices", () => {
    const plan = planOf({ clusters: onChips(CUT), workloads: [asking(MIG, 1, { replicas: 14 })] });
    assert.deepEqual(nodesByType(plan), { "g.large": 2 });
    assert.equal(plan.search.stop, "proved");
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.deepEqual(purchase?.deviceSlices, {
      devices: 1,
      slices: [{ profile: "1g.10gb", each: 7, resource: MIG }],
    });
    assert.equal(purchase.allocatable["nvidia.com/gpu"], undefined);
    assert.match(
      renderPlan(plan),
      /pool general: each nvidia-l4 is cut into 7 of 1g\.10gb, asked for as nvidia/,
    );
  });

  it("leave over on one node what no pod fits into, though the sum would do", () => {
    // 12 slices of 14 would do, but a node's seven hold one pod of four.
    const plan = planOf({ clusters: onChips(CUT), workloads: [asking(MIG, 4, { replicas: 3 })] });
    assert.deepEqual(nodesByType(plan), { "g.large": 3 });
  });

  it("of several profiles are on one device, and none stands in for another", () => {
    const small = asking(MIG, 1, { replicas: 6 });
    const wide = asking(WIDE, 1, { replicas: 2, name: "wide", id: "main/default/wide" });
    // Six small slices are three nodes; three wide ones come with them, and two are asked for.
    const plan = planOf({ clusters: onChips(MIXED), workloads: [small, wide] });
    assert.deepEqual(nodesByType(plan), { "g.large": 3 });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.deepEqual([purchase?.allocatable[MIG], purchase?.allocatable[WIDE]], [2, 1]);
    assert.match(
      renderPlan(plan),
      /each nvidia-l4 is cut into 2 of 1g\.10gb, 1 of 2g\.20gb, asked for as nvidia\.com\/mig-1g\.10gb, nvidia\.com\/mig-2g\.20gb/,
    );
  });

  it("are shared in turns under the device's own name", () => {
    const plan = planOf({
      clusters: onChips(SHARED),
      workloads: [asking("nvidia.com/gpu", 1, { replicas: 9 })],
    });
    assert.deepEqual(nodesByType(plan), { "g.large": 3 });
    assert.match(renderPlan(plan), /each nvidia-l4 is shared by 4 pods, asked for as nvidia\.com\/gpu/);
  });

  it("are not whole devices any more, and whole ones are no slices", () => {
    const whole = outcomeOf({ clusters: onChips(CUT), workloads: [asking("nvidia.com/gpu", 1)] });
    assert.equal(whole.status, "infeasible");
    const [conflict] = conflictsOf({ clusters: onChips(undefined), workloads: [asking(MIG, 1)] });
    assert.match(conflict?.message ?? "", /no offering .* can hold one replica/);
    assert.ok(conflict?.waysOut.some((way) => way.includes("cut by deviceSlices: { profile: 1g.10gb }")));
  });

  it("of two profiles for one pod need a pool that gives both", () => {
    const both = workload({ requests: { cpuMilli: 500, memoryMiB: 1024, pods: 1, [MIG]: 1, [WIDE]: 1 } });
    assert.equal(planOf({ clusters: onChips(MIXED), workloads: [both] }).search.stop, "proved");
    const [conflict] = conflictsOf({ clusters: onChips(CUT), workloads: [both] });
    assert.ok(
      conflict?.waysOut.some((way) => way.includes("deviceSlices: { profiles: { 1g.10gb: n, 2g.20gb: n } }")),
      conflict?.waysOut.join("\n"),
    );
  });

  it("never give a bound above the optimum or a cost below it", function () {
    this.timeout(60_000);
    let planned = 0;
    const load = fc.record({
      slices: fc.integer({ min: 0, max: 4 }),
      replicas: fc.integer({ min: 1, max: 3 }),
      of: fc.constantFrom(MIG, WIDE),
    });
    const fleets = fc.record({
      loads: fc.array(load, { minLength: 1, maxLength: 2 }),
      shared: fc.boolean(),
      each: fc.integer({ min: 1, max: 7 }),
      wide: fc.integer({ min: 0, max: 3 }),
      chips: fc.constantFrom(["nvidia-l4"], ["nvidia-l4", "amd64"]),
    });
    fc.assert(
      fc.property(fleets, ({ loads, shared, each, wide, chips }) => {
        const large = { profile: "2g.20gb", each: wide, resource: WIDE };
        const cut = shared
          ? [{ each }]
          : [{ profile: "1g.10gb", each, resource: MIG }, ...(wide === 0 ? [] : [large])];
        const [one] = onChips({ byChip: { "nvidia-l4": cut } }, chips);
        const small = { ...one!, availabilityZones: ["eu-central-1a"] };
        const workloads = loads.map(({ slices, replicas, of }, index) =>
          asking(shared ? "nvidia.com/gpu" : of, slices, {
            replicas,
            name: `w${index}`,
            id: `main/default/w${index}`,
          }),
        );
        const outcome = outcomeOf({ clusters: [small], workloads });
        const optimum = bruteForce({ cluster: small, workloads });
        if (outcome.status !== "planned") {
          assert.equal(optimum, undefined);
          return;
        }
        planned += 1;
        const { cost, search } = outcome.plan;
        assert.ok(optimum !== undefined);
        assert.ok(search.boundMicroPerHour <= optimum && optimum <= cost.microPerHour);
      }),
      { seed: 20261106, numRuns: 150 },
    );
    assert.ok(planned > 80, `${planned} planned`);
  });
});
