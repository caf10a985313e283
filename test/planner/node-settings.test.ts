/** How a spec says that nodes are made: the network of a cluster, the distribution of an edge site. */
import assert from "node:assert/strict";
import { FleetError, planFleetSync, readFleet, rehearse } from "../../src/planner/index.js";
import type { ClusterSpec, EdgeSiteSpec, FleetSpec, Plan } from "../../src/planner/index.js";
import { catalogueRowsOf } from "../../src/plan/index.js";
import { amountOf } from "../../src/units/resources.js";
import { verifyPlan } from "../../src/verify/index.js";

const CLUSTER: ClusterSpec = {
  name: "main",
  platform: "eks",
  region: "eu-central-1",
  availabilityZones: ["eu-central-1a"],
  pools: [{ name: "general", instanceTypes: ["m7i.large"] }],
};

function fleet(cluster: ClusterSpec): FleetSpec {
  const small = { name: "small", replicas: 100, requests: { cpu: "5m", memory: "16Mi" } };
  return { apiVersion: "stowage.dev/v1", name: "x", clusters: [cluster], workloads: [small] };
}

function nodesOf(plan: Plan): number {
  return Object.values(plan.clusters["main"]!.purchases).reduce((sum, { count }) => sum + count, 0);
}

describe("a cluster's addressMode", () => {
  it("bounds the pods of a node, and is in the plan", () => {
    const plain = planFleetSync(readFleet(fleet(CLUSTER)));
    const loaded = readFleet(fleet({ ...CLUSTER, addressMode: "prefix-delegation" }));
    const prefixed = planFleetSync(loaded);
    // 29 addresses less 3 agents hold 26 pods a node; 110 pods less 3 agents hold all hundred.
    assert.deepEqual([nodesOf(plain), nodesOf(prefixed)], [4, 1]);
    assert.equal(prefixed.clusters["main"]?.addressMode, "prefix-delegation");
    const offers = catalogueRowsOf(prefixed, loaded.catalogue);
    assert.deepEqual(verifyPlan({ plan: prefixed, fleet: loaded.fleet, offers }), []);
  });

  it("makes a plan refused that was made for another one, whatever the lock says", () => {
    const loaded = readFleet(fleet(CLUSTER));
    const prefixed = planFleetSync(readFleet(fleet({ ...CLUSTER, addressMode: "prefix-delegation" })));
    for (const addressMode of ["prefix-delegation", "carrier-pigeon"]) {
      const plan: Plan = { ...prefixed, clusters: { main: { ...prefixed.clusters["main"]!, addressMode } } };
      const offers = catalogueRowsOf(plan, loaded.catalogue);
      const told = verifyPlan({ plan, fleet: loaded.fleet, offers }).map(({ path }) => path);
      assert.ok(told.includes("/clusters/main/addressMode"), told.join(", "));
    }
  });

  it("is one of the platform's: the message names them", () => {
    for (const [platform, told] of [
      ["eks", /known: custom-networking, custom-networking-prefix, prefix-delegation, secondary-ip/],
      ["kubernetes", /there is no address mode of kubernetes/],
    ] as const)
      assert.throws(
        () => readFleet(fleet({ ...CLUSTER, platform, addressMode: "calico" })),
        (error) => {
          assert.ok(error instanceof FleetError && error.failure.kind === "invalidSpec");
          const [first] = error.failure.diagnostics;
          assert.deepEqual([first?.code, first?.path], ["unknown-name", "/clusters/0/addressMode"]);
          assert.match(first?.hint ?? "", told);
          return true;
        },
      );
  });
});

describe("an edge site's distribution", () => {
  const site = (distribution: EdgeSiteSpec["distribution"]): FleetSpec => ({
    apiVersion: "stowage.dev/v1",
    name: "x",
    edgeSites: [
      {
        name: "store",
        distribution,
        location: { lat: 53.55, lon: 9.99, country: "DE" },
        nodes: [{ type: "box", count: 2, architecture: "arm64", cpu: 4, memory: "8Gi" }],
      },
    ],
    workloads: [
      {
        name: "till",
        replicas: 4,
        requests: { cpu: "500m", memory: "512Mi" },
        imagePlatforms: ["linux/arm64"],
      },
    ],
  });

  it("reserves by its own rule, and its plan holds in the scheduler model", () => {
    const memory = (["k3s", "rke2", "microk8s", "kubeedge"] as const).map((distribution) => {
      const loaded = readFleet(site(distribution));
      const plan = planFleetSync(loaded);
      assert.equal(plan.edgeSites["store"]?.distribution, distribution);
      assert.deepEqual(
        rehearse(plan, loaded).map((one) => ("pending" in one ? one.pending : one)),
        [[]],
      );
      const [purchase] = Object.values(plan.edgeSites["store"].purchases);
      return amountOf(purchase!.allocatable, "memoryMiB");
    });
    // KubeEdge and MicroK8s keep 100 MiB by eviction, K3s and RKE2 nothing.
    assert.deepEqual(memory, [8192, 8192, 8092, 8092]);
  });
});
