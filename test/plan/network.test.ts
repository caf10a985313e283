import assert from "node:assert/strict";
import fc from "fast-check";
import { addressRule, gkePodBlock } from "../../src/catalogue/index.js";
import { explainNoPlan } from "../../src/explain/index.js";
import type { Cluster, Pool } from "../../src/model/fleet.js";
import type { NetworkRange } from "../../src/model/network.js";
import { renderPlan } from "../../src/report/index.js";
import { bruteForce } from "./brute-force.js";
import { cluster, conflictsOf, fleet, outcomeOf, planOf, pool, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";
import { tinyFleet } from "./tiny-fleet.js";

const PODS = "pods 10.64.0.0/20";

/** Node blocks of 256 addresses each: so many nodes fit. */
function podRange(nodes: number, more: Partial<NetworkRange> = {}): NetworkRange {
  return { key: PODS, kind: "pods", cidr: "10.64.0.0/20", usable: 256 * nodes, ...more };
}

function networked(
  ranges: readonly NetworkRange[],
  more: Partial<Pool> = {},
  own: Partial<Cluster> = {},
): Cluster {
  return cluster({ pools: [pool(more)], network: { ranges }, ...own });
}

/** Needs six of the small machines, or two of the large ones. */
const HEAVY = workload({ cpu: 2, gib: 4, replicas: 6 });

describe("a range of addresses", () => {
  it("limits the nodes that it gives addresses to, by what each takes", () => {
    const free = planOf({ clusters: [networked([podRange(16)])], workloads: [HEAVY] });
    const few = planOf({ clusters: [networked([podRange(2)])], workloads: [HEAVY] });
    const range = few.clusters["main"]?.network?.ranges[PODS];
    assert.equal(range?.planned, 512);
    assert.ok(few.cost.microPerHour > free.cost.microPerHour);
    assert.equal(few.search.stop, "proved");
    assert.match(renderPlan(few), /Addresses\n {2}main, pods 10\.64\.0\.0\/20: 512 of 512 addresses/);
  });

  it("conflicts with a fleet that needs more, with both numbers and a range that would do", () => {
    const [conflict, ...more] = conflictsOf({ clusters: [networked([podRange(1)])], workloads: [HEAVY] });
    assert.deepEqual(more, []);
    assert.equal(conflict?.label, "addresses");
    assert.match(
      conflict.message,
      /range pods 10\.64\.0\.0\/20 of cluster "main" has 256 address\(es\) to give/,
    );
    assert.match(conflict.waysOut[0] ?? "", /512 usable addresses in place of 256, such as a \/22/);
  });

  it("keeps addresses of nodes that exist while a pool is upgraded", () => {
    const upgraded = { headroom: { surgeNodes: 1 } };
    const plan = planOf({ clusters: [networked([podRange(3)], upgraded)], workloads: [HEAVY] });
    const range = plan.clusters["main"]?.network?.ranges[PODS];
    assert.deepEqual([range?.planned, range?.surge], [512, 256]);
    const [conflict] = conflictsOf({ clusters: [networked([podRange(2)], upgraded)], workloads: [HEAVY] });
    assert.match(conflict?.message ?? "", /512 address\(es\) to give, 256 of them for upgrades/);
  });

  it("may be too small for an upgrade where no node of it stands", () => {
    const ranges = ["eu-central-1a", "eu-central-1b", "eu-central-1c"].map((zone, index) =>
      podRange(index === 0 ? 0 : 4, {
        key: `pods 10.${index}.0.0/20`,
        cidr: `10.${index}.0.0/20`,
        availabilityZone: zone,
      }),
    );
    const upgraded = networked(ranges, { headroom: { surgeNodes: 1 } });
    const { network } = planOf({ clusters: [upgraded], workloads: [HEAVY] }).clusters["main"] ?? {};
    const first = network?.ranges["pods 10.0.0.0/20"];
    assert.deepEqual([first?.usable, first?.planned, first?.surge], [0, 0, 0]);
    assert.equal(network?.ranges["pods 10.1.0.0/20"]?.surge, 256);
  });

  it("counts the nodes of its zone and pools alone", () => {
    const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
    const ranges = zones.map((zone, index) =>
      podRange(index === 0 ? 0 : 4, {
        key: `pods 10.${index}.0.0/20`,
        cidr: `10.${index}.0.0/20`,
        availabilityZone: zone,
      }),
    );
    const plan = planOf({ clusters: [networked(ranges)], workloads: [HEAVY] });
    const used = Object.values(plan.clusters["main"]?.purchases ?? {}).map((one) => one.availabilityZone);
    assert.ok(!used.includes("eu-central-1a") && used.length > 0);
  });

  it("holds the peak", () => {
    const rising = workload({ cpu: 2, gib: 4, replicas: 1, peak: 3 });
    const plan = planOf({ clusters: [networked([podRange(3)])], workloads: [rising] });
    assert.equal(plan.clusters["main"]?.network?.ranges[PODS]?.atPeak, 768);
    const outcome = outcomeOf({ clusters: [networked([podRange(2)])], workloads: [rising] });
    assert.equal(outcome.status, "noneFound");
  });

  it("is one of the smallest set that cannot hold together, and the way out is planned again", () => {
    const asked = fleet({ clusters: [networked([podRange(1)])], workloads: [HEAVY] });
    const [reason] = explainNoPlan({ fleet: asked, catalogue: tinyCatalogue, version: "0.0.0" });
    assert.ok(reason?.members.some(({ label }) => label === "addresses") === true);
    const change = reason.relaxations.flatMap(({ changes }) => changes);
    assert.ok(
      change.includes(`have 768 usable addresses in place of the 256 of range ${PODS}`),
      change.join(),
    );
  });
});

describe("a range of addresses in tiny fleets", () => {
  it("costs what trying every plan with as many nodes costs", () => {
    const load = fc.record({
      cpu: fc.constantFrom(0.5, 1, 2, 3),
      gib: fc.constantFrom(0.5, 2, 4, 9),
      replicas: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(
        fc.array(load, { minLength: 1, maxLength: 2 }),
        fc.integer({ min: 1, max: 4 }),
        (loads, nodes) => {
          const workloads = loads.map((one, index) =>
            workload({ ...one, name: `w${index}`, id: `main/default/w${index}` }),
          );
          // Where every node takes a block, addresses are a quota of nodes.
          const best = bruteForce({ cluster: cluster({ quotas: { nodes } }), workloads, quotas: [] });
          const outcome = outcomeOf({ clusters: [networked([podRange(nodes)])], workloads });
          assert.equal(outcome.status === "planned", best !== undefined);
          if (outcome.status === "planned") {
            assert.equal(outcome.plan.cost.microPerHour, best);
            assert.ok(outcome.plan.search.boundMicroPerHour <= (best ?? 0));
          }
        },
      ),
      { seed: 7501, numRuns: 60 },
    );
  });
});

describe("what a node takes", () => {
  const interfaces = { count: 3, addressesEach: 10 };
  const of = (platform: "eks" | "aks" | "gke" | "sim", mode: string | undefined, pods: number) =>
    addressRule(platform, mode)?.addressesOf({ pods, interfaces });

  it("is whole interfaces on EKS, one of them in reserve, and never more than the machine has", () => {
    // An m5.large with 29 pods has all of its three interfaces.
    assert.deepEqual(of("eks", undefined, 29), { nodes: 30, pods: 0 });
    assert.deepEqual(of("eks", undefined, 10), { nodes: 20, pods: 0 });
    assert.deepEqual(of("eks", "custom-networking", 20), { nodes: 1, pods: 20 });
  });

  it("is prefixes of 16 on EKS with prefix delegation", () => {
    // 108 pods: seven prefixes and one in reserve, all on one interface with nine places.
    assert.deepEqual(of("eks", "prefix-delegation", 110), { nodes: 1 + 8 * 16, pods: 0 });
    assert.deepEqual(of("eks", "custom-networking-prefix", 110), { nodes: 1, pods: 1 + 8 * 16 });
  });

  it("is one for the node and a /24 for its pods on AKS overlay, and all of them from the subnet where it is flat", () => {
    assert.deepEqual(of("aks", undefined, 250), { nodes: 1, pods: 256 });
    assert.deepEqual(of("aks", "node-subnet", 30), { nodes: 31, pods: 0 });
    assert.deepEqual(of("aks", "pod-subnet", 110), { nodes: 1, pods: 128 });
  });

  it("is at least twice the pods on GKE", () => {
    assert.deepEqual(
      [8, 9, 16, 32, 64, 110, 128, 129, 256].map(gkePodBlock),
      [16, 32, 32, 64, 128, 256, 256, 512, 512],
    );
  });
});

describe("ranges of random fleets, zone by zone or not", () => {
  it("are kept by the search and by what the scheduler model needs beside it", () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 });
    const fidelities = fc.constantFrom("packing" as const, "scheduler" as const);
    fc.assert(
      fc.property(tinyFleet, sizes, fc.boolean(), fidelities, (tiny, nodes, zonal, fidelity) => {
        const { cluster: one, ...rest } = tiny;
        const ranges = (zonal ? one.availabilityZones : [undefined]).map((zone, index) =>
          podRange(nodes[index] ?? 0, {
            key: `pods 10.${index}.0.0/20`,
            cidr: `10.${index}.0.0/20`,
            ...(zone === undefined ? {} : { availabilityZone: zone }),
          }),
        );
        // The planner asks the verifier itself, and a refusal throws.
        const outcome = outcomeOf({ ...rest, clusters: [{ ...one, network: { ranges } }], fidelity });
        const held = outcome.status === "planned" ? outcome.plan.clusters["main"]?.network : undefined;
        for (const { planned, atPeak = 0, surge, usable } of Object.values(held?.ranges ?? {}))
          assert.ok(Math.max(planned, atPeak) + surge <= usable);
      }),
      { seed: 7504, numRuns: 25 },
    );
  });
});
