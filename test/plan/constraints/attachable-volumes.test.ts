import assert from "node:assert/strict";
import { attachableVolumes } from "../../../src/catalogue/index.js";
import { cluster, conflictsOf, nodesByType, planOf, pool, shape, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";
import { present } from "../../../src/units/invariant.js";

const DISK = [{ name: "data" }];

describe("attachable volumes", () => {
  it("fill a node before its processors do", () => {
    const small = workload({ cpu: 0.25, gib: 0.25, replicas: 8, volumes: DISK });
    const without = { ...small, volumes: [], requests: { cpuMilli: 250, memoryMiB: 256, pods: 1 } };
    assert.deepEqual(nodesByType(planOf({ workloads: [without] })), { "x.small": 1 });
    const plan = planOf({ clusters: [cluster({ volumesPerNode: 3 })], workloads: [small] });
    assert.deepEqual(nodesByType(plan), { "x.small": 3 });
    assert.equal(plan.search.stop, "proved");
  });

  it("are counted by the cloud's rule where nothing is stated, as an assumption", () => {
    const plan = planOf({ workloads: [workload({ volumes: DISK })] });
    const [purchase] = Object.values(plan.clusters["main"]?.purchases ?? {});
    const type = present(tinyCatalogue.instanceType("aws", "x.small"), "x.small");
    assert.equal(purchase?.allocatable["attachableVolumes"], attachableVolumes(type).volumes);
    assert.ok(plan.assumptions.some(({ subject }) => subject === "attachable volumes of aws nodes"));
  });

  it("do not count file systems of the network", () => {
    const files = workload({ replicas: 4, cpu: 0.25, volumes: [{ name: "files", attached: false }] });
    const plan = planOf({ clusters: [cluster({ volumesPerNode: 1 })], workloads: [files] });
    assert.deepEqual(nodesByType(plan), { "x.small": 1 });
  });

  it("conflict with a replica that attaches more than any node takes", () => {
    const many = workload({ volumes: ["a", "b"].map((name) => ({ name })) });
    const [conflict] = conflictsOf({ clusters: [cluster({ volumesPerNode: 1 })], workloads: [many] });
    assert.deepEqual(conflict?.exclusions[0]?.rules, ["attachableVolumes"]);
    assert.match(conflict.exclusions[0].detail, /attaches 2 volume\(s\), these nodes take at most 1/);
  });

  it("of owned nodes are as stated: of the shape, else of the cluster", () => {
    const nodes = [shape({ count: 2, attachableVolumes: 1 })];
    const disks = workload({ cpu: 0.25, replicas: 3, volumes: DISK });
    const clusters = [cluster({ pools: [pool({ nodes })], volumesPerNode: 9 })];
    const [conflict] = conflictsOf({ clusters, workloads: [disks] });
    assert.match(conflict?.message ?? "", /3 attached volume\(s\) requested, at most 2/);
  });
});

describe("attachableVolumes", () => {
  const type = { family: "x", architecture: "amd64", cpuMilli: 4000, memoryMiB: 8192 } as const;

  it("leaves room for network interfaces and local disks on AWS", () => {
    const interfaces = { count: 4, addressesEach: 15 };
    assert.equal(attachableVolumes({ ...type, provider: "aws", name: "m5.xlarge", interfaces }).volumes, 23);
    const disks = { ...type, provider: "aws", name: "m5d.xlarge", interfaces, localDiskGiB: 150 } as const;
    assert.equal(attachableVolumes(disks).volumes, 15);
  });

  it("counts two data disks a vCPU on Azure, 127 on Google and 7 with Hyperdisk only", () => {
    assert.equal(attachableVolumes({ ...type, provider: "azure", name: "Standard_D4s_v5" }).volumes, 8);
    assert.equal(attachableVolumes({ ...type, provider: "gcp", name: "n2-standard-4" }).volumes, 127);
    assert.equal(attachableVolumes({ ...type, provider: "gcp", name: "c4-standard-4" }).volumes, 7);
  });
});
