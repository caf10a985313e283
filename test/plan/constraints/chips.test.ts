import assert from "node:assert/strict";
import { poolMayBuy } from "../../../src/plan/constraints/chips.js";
import { conflictsOf, cluster, nodesByType, planOf, pool, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";

const BOTH = workload({ imagePlatforms: ["linux/amd64", "linux/arm64"] });

describe("a pool's chips", () => {
  it("select machines of their ISA, the cheapest of them for one small replica", () => {
    const plan = planOf({
      clusters: [cluster({ pools: [pool({ chips: ["amd64", "arm64"] })] })],
      workloads: [BOTH],
    });
    assert.deepEqual(nodesByType(plan), { "a.small": 1 });
  });

  it("leave machines with accelerators to pools that name them", () => {
    const gpu = workload({ requests: { cpuMilli: 1000, memoryMiB: 1024, pods: 1, "nvidia.com/gpu": 1 } });
    const [conflict] = conflictsOf({ workloads: [gpu] });
    assert.equal(conflict?.label, "no-offering");
    assert.deepEqual(conflict.exclusions[0]?.rules, ["accelerator"]);
    const plan = planOf({
      clusters: [cluster({ pools: [pool({ chips: ["nvidia-l4"] })] })],
      workloads: [gpu],
    });
    assert.deepEqual(nodesByType(plan), { "g.large": 1 });
  });

  it("restrict accelerator machines to an ISA that is named beside them", () => {
    const pools = [pool({ chips: ["nvidia-l4", "arm64"] })];
    const gpu = workload({ requests: { cpuMilli: 1000, memoryMiB: 1024, pods: 1, "nvidia.com/gpu": 1 } });
    const [conflict] = conflictsOf({ clusters: [cluster({ pools })], workloads: [gpu] });
    assert.equal(conflict?.label, "no-offering");
  });
});

describe("a pool's families and instance types", () => {
  it("each admit a machine", () => {
    const pools = [pool({ chips: ["amd64", "arm64"], families: ["a"], instanceTypes: ["x.large"] })];
    const heavy = workload({ cpu: 8, gib: 8 });
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [heavy] });
    assert.deepEqual(nodesByType(plan), { "x.large": 1 });
    const light = planOf({ clusters: [cluster({ pools })], workloads: [BOTH] });
    assert.deepEqual(nodesByType(light), { "a.small": 1 });
  });

  it("must name burstable machines before they are bought, however cheap these are", () => {
    assert.deepEqual(nodesByType(planOf({ workloads: [workload()] })), { "x.small": 1 });
    const pools = [pool({ families: ["t"] })];
    assert.deepEqual(nodesByType(planOf({ clusters: [cluster({ pools })], workloads: [workload()] })), {
      "t.small": 1,
    });
  });
});

describe("machines of a previous generation", () => {
  const old = tinyCatalogue.instanceTypes("aws").find(({ name }) => name === "x.small");
  const offering = tinyCatalogue
    .offerings("aws", "eu-central-1")
    .find(({ instanceType }) => instanceType === "x.small");

  it("are bought only by pools that name them", () => {
    assert.ok(old !== undefined && offering !== undefined);
    const sale = { platform: "eks", type: { ...old, family: "m1" }, offering } as const;
    assert.equal(poolMayBuy({ ...sale, pool: pool() }), false);
    assert.equal(poolMayBuy({ ...sale, pool: pool({ families: ["m1"] }) }), true);
    assert.equal(poolMayBuy({ ...sale, type: old, pool: pool() }), true);
  });
});

describe("a pool's purchase options", () => {
  it("decide which price list is bought from, and an estimated price is an assumption", () => {
    const pools = [pool({ purchaseOptions: ["on-demand", "spot"] })];
    const plan = planOf({ clusters: [cluster({ pools })], workloads: [workload()] });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    assert.equal(purchase?.purchaseOption, "spot");
    assert.equal(plan.cost.microPerHour, 6000);
    assert.ok(plan.assumptions.some(({ subject }) => subject === "spot price of x.small in eu-central-1"));
  });
});
