import assert from "node:assert/strict";
import fc from "fast-check";
import type { DeviceSlices, Workload } from "../../../src/model/fleet.js";
import { renderPlan } from "../../../src/report/index.js";
import { bruteForce } from "../brute-force.js";
import { cluster, conflictsOf, nodesByType, outcomeOf, planOf, pool, workload } from "../fleets.js";

const MIG = "nvidia.com/mig-1g.10gb";
const CUT: DeviceSlices = { profile: "1g.10gb", byChip: { "nvidia-l4": { each: 7, resource: MIG } } };
const SHARED: DeviceSlices = { byChip: { "nvidia-l4": { each: 4 } } };

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
    assert.deepEqual(purchase?.deviceSlices, { profile: "1g.10gb", devices: 1, each: 7, resource: MIG });
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

  it("never give a bound above the optimum or a cost below it", function () {
    this.timeout(60_000);
    let planned = 0;
    const load = fc.record({
      slices: fc.integer({ min: 0, max: 4 }),
      replicas: fc.integer({ min: 1, max: 3 }),
    });
    const fleets = fc.record({
      loads: fc.array(load, { minLength: 1, maxLength: 2 }),
      shared: fc.boolean(),
      each: fc.integer({ min: 1, max: 7 }),
      chips: fc.constantFrom(["nvidia-l4"], ["nvidia-l4", "amd64"]),
    });
    fc.assert(
      fc.property(fleets, ({ loads, shared, each, chips }) => {
        const name = shared ? "nvidia.com/gpu" : MIG;
        const cut = { each, ...(shared ? {} : { resource: MIG }) };
        const [one] = onChips(
          { ...(shared ? {} : { profile: "1g.10gb" }), byChip: { "nvidia-l4": cut } },
          chips,
        );
        const small = { ...one!, availabilityZones: ["eu-central-1a"] };
        const workloads = loads.map(({ slices, replicas }, index) =>
          asking(name, slices, { replicas, name: `w${index}`, id: `main/default/w${index}` }),
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
