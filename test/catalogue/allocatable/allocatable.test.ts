import assert from "node:assert/strict";
import {
  ADDRESS_MODES,
  allocatable,
  allocatableOf,
  defaultRootDiskGiB,
  isAddressModeOf,
} from "../../../src/catalogue/index.js";
import type { AllocatablePlatform } from "../../../src/catalogue/index.js";
import { isBeforeMinor } from "../../../src/catalogue/allocatable/kubernetes-version.js";
import { InvariantError } from "../../../src/units/invariant.js";
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

describe("allocatable by address mode", () => {
  const m7g = typeOf("aws", "m7g.xlarge");

  it("gives an m7g.xlarge 58 pods with secondary addresses and 110 with prefix delegation", () => {
    const secondary = allocatable({ platform: "eks", instanceType: m7g });
    const prefix = allocatable({ platform: "eks", instanceType: m7g, addressMode: "prefix-delegation" });
    assert.equal(secondary.allocatable["pods"], 58);
    assert.equal(prefix.allocatable["pods"], 110);
    // The reservation stays that of 58 pods.
    assert.equal(prefix.allocatable["memoryMiB"], secondary.allocatable["memoryMiB"]);
  });

  it("takes the first interface from the pods in custom networking", () => {
    const own = allocatable({ platform: "eks", instanceType: m7g, addressMode: "custom-networking" });
    assert.equal(own.allocatable["pods"], (4 - 1) * (15 - 1) + 2);
  });

  it("caps Auto Mode at 110 pods on every machine, and self-managed nodes only by addresses", () => {
    const instanceType = typeOf("aws", "m5.24xlarge");
    const pods = (provisioning: "auto-mode" | "self-managed"): number | undefined =>
      allocatable({ platform: "eks", instanceType, provisioning }).allocatable["pods"];
    assert.equal(pods("auto-mode"), 110);
    assert.equal(pods("self-managed"), 737);
  });

  it("says that Auto Mode's reservation is an assumption", () => {
    const { assumptions } = allocatable({ platform: "eks", instanceType: m7g, provisioning: "auto-mode" });
    assert.equal(assumptions.find(({ subject }) => subject === "eks auto mode")?.confidence, "assumption");
  });

  it("gives AKS nodes the pods of their network: 250, 110, 30, 110", () => {
    const instanceType = typeOf("azure", "Standard_D4s_v5");
    const pods = ADDRESS_MODES.aks.map(
      (addressMode) => allocatable({ platform: "aks", instanceType, addressMode }).allocatable["pods"],
    );
    assert.deepEqual(pods, [250, 110, 30, 110]);
  });

  it("keeps three addresses of a GlobalRouter node, and gives VPC-CNI nodes at least 61 pods", () => {
    const pods = (request: Partial<Parameters<typeof allocatable>[0]>): number | undefined =>
      allocatable({ platform: "tke", instanceType: m7g, ...request }).allocatable["pods"];
    assert.equal(pods({ addressMode: "global-router", podsPerNode: 64 }), 61);
    assert.equal(pods({ addressLimit: 27 }), 61);
    assert.equal(pods({ addressLimit: 90 }), 90);
    assert.equal(pods({}), 110);
  });

  it("limits CCE's Cloud Native 2.0 nodes by their sub-interfaces", () => {
    const pods = (request: Partial<Parameters<typeof allocatable>[0]>): number | undefined =>
      allocatable({ platform: "cce", instanceType: m7g, ...request }).allocatable["pods"];
    assert.equal(pods({}), 60);
    assert.equal(pods({ addressMode: "cloud-native", addressLimit: 33 }), 33);
    assert.equal(pods({ podsPerNode: 5 }), 16);
    assert.equal(pods({ podsPerNode: 999 }), 256);
  });

  it("counts Terway's pods by interfaces, and Flannel's by the cluster's setting", () => {
    const instanceType = { ...m7g, interfaces: { count: 4, addressesEach: 15 } };
    const pods = (request: Partial<Parameters<typeof allocatable>[0]>): number | undefined =>
      allocatable({ platform: "ack", instanceType, ...request }).allocatable["pods"];
    assert.equal(pods({}), 48);
    assert.equal(pods({ addressMode: "terway-exclusive-eni" }), 6);
    assert.equal(pods({ addressMode: "flannel", podsPerNode: 64 }), 64);
    assert.equal(pods({ addressMode: "flannel" }), 110);
  });

  it("calls a mode of another platform's network a bug, since the spec's checks refuse it", () => {
    assert.equal(isAddressModeOf("aks", "prefix-delegation"), false);
    assert.throws(
      () => allocatable({ platform: "aks", instanceType: m7g, addressMode: "prefix-delegation" }),
      InvariantError,
    );
  });
});

describe("allocatable by version", () => {
  const instanceType = typeOf("azure", "Standard_D4s_v5");
  const memory = (platform: AllocatablePlatform, version: string): number =>
    allocatable({ platform, version, instanceType, memoryOverheadBasisPoints: 0 }).allocatable["memoryMiB"] ??
    NaN;

  it("changes on AKS at 1.29, on CCE at 1.29 and on TKE after 1.29", () => {
    assert.deepEqual(
      [memory("aks", "1.28"), memory("aks", "1.29")],
      [16384 - 2662 - 750, 16384 - 4096 - 100],
    );
    assert.deepEqual(
      [memory("cce", "1.28"), memory("cce", "1.29")],
      [16384 - 819 - (1024 + 175) - 100, 16384 - 800 - 800 - 100],
    );
    assert.deepEqual(
      [memory("tke", "1.29"), memory("tke", "1.30")],
      [16384 - 256 - 2662 - 100, 16384 - 256 - 2456 - 100],
    );
  });

  it("says that ACK's rule of 1.28 and later is not known, and not so of the older one", () => {
    const rule = (version: string): string | undefined =>
      allocatable({ platform: "ack", version, instanceType }).assumptions.find(
        ({ subject }) => subject === "ack allocatable",
      )?.confidence;
    assert.equal(rule("1.27"), "vendor-doc");
    assert.equal(rule("1.28"), "assumption");
    assert.equal(rule("1.33"), "assumption");
  });

  it("says what of GKE is not counted: image streaming, and the lower reservation from 1.37 on", () => {
    const subjects = (request: object): string[] =>
      allocatable({ platform: "gke", instanceType, ...request }).assumptions.map(({ subject }) => subject);
    assert.ok(subjects({ imageStreaming: true }).includes("gke image streaming"));
    assert.ok(subjects({ version: "1.37" }).includes("gke memory reservation from 1.37 on"));
    assert.deepEqual(subjects({ version: "1.36" }), [
      "gke allocatable",
      "gke memory overhead",
      "gke root disk",
    ]);
  });

  it("reads versions with a v and a suffix, and takes what is none for current", () => {
    assert.equal(isBeforeMinor("v1.28.5-eks-123", 29), true);
    assert.equal(isBeforeMinor("1.29+", 29), false);
    assert.equal(isBeforeMinor(undefined, 29), false);
    assert.equal(isBeforeMinor("latest", 29), false);
  });
});

describe("allocatable of other platforms", () => {
  const instanceType = typeOf("aws", "m5.4xlarge");

  it("holds ephemeral storage on GKE's local SSDs where they are given", () => {
    const { allocatable: rest, assumptions } = allocatable({
      platform: "gke",
      instanceType,
      localDisks: { count: 1, gibibytes: 375 },
    });
    const capacity = 375 * 1024 - Math.ceil(375 * 1024 * 0.033);
    assert.equal(rest["ephemeralMiB"], capacity - Math.ceil(capacity / 10) - 50 * 1024);
    assert.ok(assumptions.every(({ subject }) => subject !== "gke root disk"));
  });

  it("reserves a fixed 500 m and 1 GiB on OpenShift without auto sizing", () => {
    const fixed = allocatable({ platform: "openshift", instanceType, nodeSizing: "fixed" });
    const auto = allocatable({ platform: "openshift", instanceType });
    const memory = fixed.capacity["memoryMiB"] ?? NaN;
    assert.equal(fixed.allocatable["memoryMiB"], memory - 1024 - 100);
    assert.equal(fixed.allocatable["cpuMilli"], 15_500);
    // 60620 MiB are 59 whole GiB, of which 1 + 6 % of 51 are 4.06.
    assert.equal(auto.allocatable["memoryMiB"], memory - 4096 - 100);
    assert.equal(auto.allocatable["pods"], 250);
  });

  it("takes only eviction from edge nodes: nothing of memory on K3s and RKE2, 100 MiB on the others", () => {
    const capacity = { cpuMilli: 4000, memoryMiB: 4096, ephemeralMiB: 20_480, pods: 110 };
    const rest = (platform: AllocatablePlatform): readonly (number | undefined)[] => {
      const { allocatable: left } = allocatableOf({ platform, capacity });
      return [left["cpuMilli"], left["memoryMiB"], left["ephemeralMiB"]];
    };
    assert.deepEqual(rest("k3s"), [4000, 4096, 20_480 - 1024]);
    assert.deepEqual(rest("rke2"), rest("k3s"));
    assert.deepEqual(rest("microk8s"), [4000, 3996, 20_480 - 1024]);
    assert.deepEqual(rest("kubeedge"), [4000, 3996, 20_480 - 2048]);
  });

  it("gives every platform a rule with a source and a date, and its memory overhead by name", () => {
    for (const platform of Object.keys(ADDRESS_MODES) as AllocatablePlatform[]) {
      const { assumptions } = allocatable({ platform, instanceType, memoryOverheadBasisPoints: 300 });
      if (platform === "kubernetes") assert.deepEqual(assumptions, []);
      else {
        const overhead = assumptions.find(({ subject }) => subject === `${platform} memory overhead`);
        assert.match(overhead?.statement ?? "", /^3 % of/);
        assert.ok(assumptions.every(({ source, asOf }) => source !== "" && /^\d{4}-\d\d-\d\d$/.test(asOf)));
      }
    }
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
