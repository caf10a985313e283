import assert from "node:assert/strict";
import type { FleetSpec } from "../../../src/model/fleet-spec.js";
import { readFleet } from "../../../src/planner/index.js";
import { faultsOfSpec } from "./faults-of-spec.js";

type ClusterSpec = NonNullable<FleetSpec["clusters"]>[number];
type NetworkSpec = NonNullable<ClusterSpec["network"]>;

const ZONES = ["eu-central-1a", "eu-central-1b"];

function cluster(network: NetworkSpec, more: Partial<ClusterSpec> = {}): ClusterSpec {
  return {
    name: "fra",
    platform: "eks",
    region: "eu-central-1",
    availabilityZones: ZONES,
    pools: [{ name: "general" }],
    network,
    ...more,
  };
}

function spec(...clusters: readonly ClusterSpec[]): FleetSpec {
  return {
    apiVersion: "stowage.dev/v1",
    name: "net",
    clusters,
    workloads: [{ name: "web", replicas: 1, requests: { cpu: "1", memory: "1Gi" }, cluster: "fra" }],
  };
}

describe("ranges of addresses in a spec", () => {
  it("have what the cloud keeps and others use taken off", () => {
    const { fleet } = readFleet(
      spec(
        cluster({ nodes: [{ cidr: "10.0.0.0/24", usedElsewhere: 20 }], services: { cidr: "172.20.0.0/24" } }),
      ),
    );
    const [range] = fleet.clusters[0]?.network?.ranges ?? [];
    assert.deepEqual(range, {
      key: "nodes 10.0.0.0/24",
      kind: "nodes",
      cidr: "10.0.0.0/24",
      usable: 256 - 25,
    });
    assert.ok(
      fleet.assumptions.some(({ subject, source }) => subject.includes("fra") && source.includes("vpc-cni")),
    );
  });

  it("are one for each node", () => {
    const [missing, ...others] = faultsOfSpec(
      spec(cluster({ nodes: [{ cidr: "10.0.0.0/24", availabilityZone: "eu-central-1a" }] })),
    );
    assert.deepEqual(others, []);
    assert.match(missing ?? "", /nodes of pool "general" in eu-central-1b have no range of nodes/);
    const [twice] = faultsOfSpec(
      spec(cluster({ nodes: [{ cidr: "10.0.0.0/24" }, { cidr: "10.0.1.0/24" }] })),
    );
    assert.match(twice ?? "", /have 2 ranges of nodes \(10\.0\.0\.0\/24, 10\.0\.1\.0\/24\)/);
  });

  it("are for pods only where pods have ranges of their own", () => {
    const network = { nodes: [{ cidr: "10.0.0.0/24" }], pods: [{ cidr: "10.1.0.0/16" }] };
    assert.match(faultsOfSpec(spec(cluster(network)))[0] ?? "", /with address mode secondary-ip pods take/);
    assert.deepEqual(faultsOfSpec(spec(cluster(network, { addressMode: "custom-networking" }))), []);
  });

  it("are IPv4, no larger than what is kept of them, and hold the services stated", () => {
    assert.match(faultsOfSpec(spec(cluster({ nodes: [{ cidr: "2001:db8::/64" }] })))[0] ?? "", /IPv6/);
    assert.match(
      faultsOfSpec(spec(cluster({ nodes: [{ cidr: "10.0.0.0/28", usedElsewhere: 12 }] })))[0] ?? "",
      /has 16 addresses, of which 5 are kept by the cloud and 12 are used elsewhere/,
    );
    assert.match(
      faultsOfSpec(spec(cluster({ services: { cidr: "172.20.0.0/28", count: 15 } })))[0] ?? "",
      /15 services are stated, and 172\.20\.0\.0\/28 has addresses for 14/,
    );
  });

  it("overlap in no cluster, and with no peer's, and both ranges are named", () => {
    const own = faultsOfSpec(
      spec(cluster({ nodes: [{ cidr: "10.0.0.0/16" }], services: { cidr: "10.0.128.0/20" } })),
    );
    assert.match(
      own[0] ?? "",
      /nodes 10\.0\.0\.0\/16 of cluster "fra" overlaps with services 10\.0\.128\.0\/20/,
    );
    const two = (peers: boolean): string[] =>
      faultsOfSpec(
        spec(
          cluster({ nodes: [{ cidr: "10.0.0.0/16" }], ...(peers ? { peers: ["dub"] } : {}) }),
          cluster({ nodes: [{ cidr: "10.0.64.0/18" }] }, { name: "dub" }),
        ),
      );
    assert.deepEqual(two(false), []);
    assert.equal(two(true).length, 1);
    assert.match(
      two(true)[0] ?? "",
      /range nodes 10\.0\.0\.0\/16 of cluster "fra" overlaps with nodes 10\.0\.64\.0\/18 of cluster "dub", which it is connected to/,
    );
  });

  it("may be the same in two connected clusters where nobody outside of them reaches them", () => {
    const azure = (name: string, nodes: string, mode: string): ClusterSpec =>
      cluster(
        {
          nodes: [{ cidr: nodes }],
          pods: [{ cidr: "10.244.0.0/16" }],
          peers: [name === "fra" ? "dub" : "fra"],
        },
        {
          name,
          platform: "aks",
          region: "westeurope",
          availabilityZones: ["1", "2"],
          addressMode: mode,
        },
      );
    const faults = (mode: string): string[] =>
      faultsOfSpec(spec(azure("fra", "10.0.0.0/24", mode), azure("dub", "10.0.1.0/24", mode)));
    assert.deepEqual(faults("overlay"), []);
    assert.match(faults("pod-subnet")[0] ?? "", /pods 10\.244\.0\.0\/16 of cluster "fra" overlaps/);
  });
});
