import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet, FutureRequest } from "../../../src/model/fleet.js";
import { planFleetChecked } from "../../../src/plan/index.js";
import { fleet, nodesByType, planOf, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";

function future(
  more: Partial<FutureRequest> & { readonly cpu?: number; readonly gib?: number } = {},
): FutureRequest {
  const { cpu = 1, gib = 1, ...fields } = more;
  return {
    name: "next",
    share: 1,
    requests: { cpuMilli: cpu * 1000, memoryMiB: gib * 1024, pods: 1 },
    imagePlatforms: ["linux/amd64"],
    tolerations: [],
    ...fields,
  };
}

/** Three nodes of 2 CPU and 4 GiB for 60,000 together, each half full; a large one of 8 and 16 costs 70,000. */
const HALF = [workload({ replicas: 3, cpu: 1.5, gib: 1 })];

function asked(more: Partial<CheckedFleet>, gap = 0): Partial<CheckedFleet> {
  return { workloads: HALF, limits: { targetGapMilliPercent: gap * 1000, workUnits: 200_000 }, ...more };
}

describe("stranded capacity", () => {
  it("is what is free where a future request does not fit, by the shares of the mix", () => {
    const { stranded, clusters } = planOf(
      asked({
        futureRequests: [
          future({ name: "large", cpu: 1, share: 1 }),
          future({ name: "small", cpu: 0.25, gib: 0.25, share: 3 }),
        ],
      }),
    );
    const purchases = Object.values(clusters["main"]?.purchases ?? {});
    assert.deepEqual(
      purchases.map(({ instanceType }) => instanceType),
      ["x.small", "x.small", "x.small"].slice(0, purchases.length),
    );
    const [first] = purchases;
    const memory = (first?.allocatable["memoryMiB"] ?? 0) - 1024;
    const cpu = (first?.allocatable["cpuMilli"] ?? 0) - 1500;
    assert.ok(cpu >= 250 && cpu < 1000 && memory > 1024);
    assert.deepEqual(stranded?.resources, {
      cpuMilli: { free: 3 * cpu, stranded: 3 * Math.floor(cpu / 4) },
      memoryMiB: { free: 3 * memory, stranded: 3 * Math.floor(memory / 4) },
    });
  });

  it("is all that is free where the image or a taint keeps every request off, and none where all fit", () => {
    const arm = planOf(asked({ futureRequests: [future({ imagePlatforms: ["linux/arm64"] })] })).stranded;
    assert.ok(arm !== undefined && arm.freeMilliNodes > 0);
    assert.equal(arm.strandedMilliNodes, arm.freeMilliNodes);
    const tiny = planOf(asked({ futureRequests: [future({ cpu: 0.1, gib: 0.1 })] })).stranded;
    assert.equal(tiny?.strandedMilliNodes, 0);
  });

  it("shapes no plan unless the objective names it", () => {
    const mix = { futureRequests: [future({ cpu: 2 })] };
    assert.deepEqual(planOf(asked(mix)).clusters, planOf(asked({})).clusters);
  });

  it("becomes less for as much as the gap allows", () => {
    const mix: Partial<CheckedFleet> = {
      futureRequests: [future({ cpu: 2 })],
      furtherObjectives: ["stranded"],
    };
    const narrow = planOf(asked(mix));
    assert.deepEqual(nodesByType(narrow), { "x.small": 3 });
    assert.ok((narrow.stranded?.strandedMilliNodes ?? 0) > 0);
    const wide = planOf(asked(mix, 17));
    assert.deepEqual(nodesByType(wide), { "x.large": 1 });
    assert.deepEqual(wide.search.furtherObjectives, [
      { name: "stranded", value: 0, atLeastCost: narrow.stranded?.strandedMilliNodes },
    ]);
  });

  it("is never more than in the cheapest plan, costs no more than the gap, and verify counts it again", function () {
    this.timeout(120_000);
    let [tried, less] = [0, 0];
    const drawn = fc.record({
      sizes: fc.array(
        fc.record({
          cpu: fc.constantFrom(0.5, 1, 1.5, 3),
          gib: fc.constantFrom(0.5, 1, 3),
          replicas: fc.integer({ min: 1, max: 12 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      cpu: fc.constantFrom(0.3, 1, 2, 5),
      gib: fc.constantFrom(0.3, 2, 6),
      share: fc.integer({ min: 1, max: 3 }),
      gap: fc.constantFrom(0, 10, 40),
    });
    fc.assert(
      fc.property(drawn, ({ sizes, cpu, gib, share, gap }) => {
        const checked = fleet({
          workloads: sizes.map((one, index) => workload({ name: `w${index}`, ...one })),
          furtherObjectives: ["stranded"],
          futureRequests: [
            future({ name: "one", cpu, gib, share }),
            future({ name: "two", imagePlatforms: ["linux/arm64"] }),
          ],
          limits: { targetGapMilliPercent: gap * 1000, workUnits: 50_000 },
        });
        const outcome = planFleetChecked({ fleet: checked, catalogue: tinyCatalogue, version: "0.0.0" });
        if (outcome.status !== "planned") return;
        const [first] = outcome.plan.search.furtherObjectives ?? [];
        assert.ok(first !== undefined && first.value <= first.atLeastCost);
        assert.equal(first.value, outcome.plan.stranded?.strandedMilliNodes);
        tried += 1;
        if (first.value < first.atLeastCost) less += 1;
      }),
      { seed: 20261130, numRuns: 100 },
    );
    assert.ok(tried > 40 && less > 3, `${tried} tried, ${less} with less`);
  });
});
