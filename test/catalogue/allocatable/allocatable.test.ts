import assert from "node:assert/strict";
import { allocatable, allocatableOf, defaultRootDiskGiB } from "../../../src/catalogue/index.js";
import { typeOf } from "../loaded.js";

describe("allocatable", () => {
  it("gives the devices of an accelerated machine under their plugin's name", () => {
    const eks = allocatable({ platform: "eks", instanceType: typeOf("aws", "g5.12xlarge") });
    assert.equal(eks.allocatable["nvidia.com/gpu"], 4);
    const neuron = allocatable({ platform: "eks", instanceType: typeOf("aws", "inf2.24xlarge") });
    assert.equal(neuron.allocatable["aws.amazon.com/neuron"], 6);
    const gke = allocatable({ platform: "gke", instanceType: typeOf("gcp", "a2-megagpu-16g") });
    assert.equal(gke.allocatable["nvidia.com/gpu"], 16);
  });

  it("caps the pods of a managed node group at 110 below 30 vCPUs and at 250 from there on", () => {
    const small = allocatable({ platform: "eks", instanceType: typeOf("aws", "m5.4xlarge") });
    assert.equal(small.allocatable["pods"], 110);
    const large = allocatable({ platform: "eks", instanceType: typeOf("aws", "m5.24xlarge") });
    assert.equal(large.allocatable["pods"], 250);
  });

  it("keeps the EKS memory reservation when podsPerNode is lowered, as nodeadm does", () => {
    const instanceType = typeOf("aws", "m5.large");
    const all = allocatable({ platform: "eks", instanceType });
    const few = allocatable({ platform: "eks", instanceType, podsPerNode: 10 });
    assert.equal(few.allocatable["memoryMiB"], all.allocatable["memoryMiB"]);
    assert.equal(few.allocatable["pods"], 10);
  });

  it("never promises more EKS pods than the interfaces have addresses", () => {
    const result = allocatable({
      platform: "eks",
      instanceType: typeOf("aws", "m5.large"),
      podsPerNode: 110,
    });
    assert.equal(result.allocatable["pods"], 29);
  });

  it("reserves less AKS memory for fewer pods", () => {
    const instanceType = typeOf("azure", "Standard_D4s_v5");
    const few = allocatable({ platform: "aks", instanceType, podsPerNode: 30 }).allocatable["memoryMiB"];
    const many = allocatable({ platform: "aks", instanceType }).allocatable["memoryMiB"];
    assert.ok((few ?? 0) > (many ?? 0));
  });

  it("stays below the sample node of the GKE documentation, 13498416 KiB of 16 GiB", () => {
    const own = allocatable({ platform: "gke", instanceType: typeOf("gcp", "e2-standard-4") }).allocatable;
    assert.equal(own["cpuMilli"], 3920);
    assert.ok((own["memoryMiB"] ?? 0) <= 13_498_416 / 1024);
    assert.ok((own["ephemeralMiB"] ?? 0) <= 47_060_071_478 / 2 ** 20);
  });

  it("stays below the measured EKS node with 20 GiB, 18242267924 bytes of ephemeral storage", () => {
    const own = allocatable({ platform: "eks", instanceType: typeOf("aws", "m5.large") }).allocatable;
    const measured = 18_242_267_924 / 2 ** 20;
    assert.ok((own["ephemeralMiB"] ?? 0) <= measured);
    assert.ok((own["ephemeralMiB"] ?? 0) > measured * 0.99);
  });

  it("names memory overhead and root disk as assumptions with sources", () => {
    for (const [platform, provider, name] of [
      ["eks", "aws", "m5.large"],
      ["aks", "azure", "Standard_D4s_v5"],
      ["gke", "gcp", "e2-standard-4"],
      ["sim", "aws", "m5.large"],
    ] as const) {
      const { assumptions } = allocatable({ platform, instanceType: typeOf(provider, name) });
      const subjects = assumptions.map((assumption) => assumption.subject);
      assert.ok(subjects.includes(`${platform} memory overhead`), platform);
      assert.ok(subjects.includes(`${platform} root disk`), platform);
      for (const assumption of assumptions) {
        assert.notEqual(assumption.source, "");
        assert.match(assumption.asOf, /^\d{4}-\d\d-\d\d$/);
      }
    }
  });

  it("leaves nothing of a machine that is smaller than what is reserved", () => {
    const tiny = { ...typeOf("azure", "Standard_B2ts_v2"), memoryMiB: 100, cpuMilli: 50 };
    const { allocatable: rest } = allocatable({ platform: "aks", instanceType: tiny });
    assert.equal(rest["memoryMiB"], undefined);
    assert.ok((rest["cpuMilli"] ?? 0) >= 0);
  });
});

describe("allocatableOf", () => {
  const node = { cpuMilli: 6000, memoryMiB: 8192, ephemeralMiB: 32_768, pods: 110, "nvidia.com/gpu": 1 };

  it("takes from a K3s node only the 5 % of disk below which it evicts", () => {
    const { allocatable: rest } = allocatableOf({ platform: "k3s", capacity: node });
    assert.deepEqual(rest, { ...node, ephemeralMiB: 32_768 - 1639 });
  });

  it("treats the nodes of the simulated cloud as K3s nodes", () => {
    assert.deepEqual(
      allocatableOf({ platform: "sim", capacity: node }).allocatable,
      allocatableOf({ platform: "k3s", capacity: node }).allocatable,
    );
  });

  it("takes nothing from the nodes of an existing cluster", () => {
    assert.deepEqual(allocatableOf({ platform: "kubernetes", capacity: node }).allocatable, node);
  });

  it("takes the platform's reservation from machines of the user's own", () => {
    const { allocatable: rest } = allocatableOf({ platform: "eks", capacity: node });
    assert.equal(rest["cpuMilli"], 6000 - 85);
    assert.equal(rest["memoryMiB"], 8192 - 1465 - 100);
    assert.equal(rest["nvidia.com/gpu"], 1);
  });
});

describe("defaultRootDiskGiB", () => {
  it("is what each platform gives a node", () => {
    assert.deepEqual((["eks", "aks", "gke", "kubernetes"] as const).map(defaultRootDiskGiB), [
      20,
      128,
      100,
      undefined,
    ]);
  });
});
