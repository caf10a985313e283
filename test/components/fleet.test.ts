import * as assert from "node:assert/strict";
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Fleet } from "../../src/components/index.js";
import type { FleetArgs } from "../../src/components/index.js";
import { loadFleet, planFleetSync, writeLock } from "../../src/planner/index.js";
import type { FleetSpec, Plan } from "../../src/planner/index.js";
import { canonicalJson } from "../../src/units/canonical.js";
import { assertGraph } from "./platforms/golden-graph.js";
import { registeredBy, useMocks, valueOf } from "./platforms/recorded-program.js";
import type { Registered } from "./platforms/recorded-program.js";

const SHOP = path.join(__dirname, "..", "..", "examples", "shop", "fleet.yaml");

/** Parts of the plan by their text, so that a slice among inputs can be named in place of repeated. */
function slicesOf(plan: Plan): ReadonlyMap<string, string> {
  const slices = new Map<string, string>();
  const name = (pointer: string, part: unknown): void => {
    slices.set(canonicalJson(part), `the plan's ${pointer}`);
  };
  for (const [key, zone] of Object.entries(plan.complianceZones)) name(`/complianceZones/${key}`, zone);
  for (const [key, site] of Object.entries(plan.edgeSites)) name(`/edgeSites/${key}`, site);
  for (const [key, workload] of Object.entries(plan.workloads)) name(`/workloads/${key}`, workload);
  for (const [key, cluster] of Object.entries(plan.clusters)) {
    name(`/clusters/${key}`, cluster);
    for (const [pool, slice] of Object.entries(cluster.pools)) name(`/clusters/${key}/pools/${pool}`, slice);
    for (const [purchase, slice] of Object.entries(cluster.purchases))
      name(`/clusters/${key}/purchases/${purchase}`, slice);
  }
  return slices;
}

function abbreviated(value: unknown, slices: ReadonlyMap<string, string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const slice = slices.get(canonicalJson(value));
  if (slice !== undefined) return slice;
  if (Array.isArray(value)) return value.map((one) => abbreviated(one, slices));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, abbreviated(one, slices)]));
}

interface Built {
  readonly fleet: Fleet;
  readonly graph: readonly Registered[];
}

async function built(args: FleetArgs): Promise<Built> {
  let fleet: Fleet | undefined;
  const graph = await registeredBy(() => {
    fleet = new Fleet("shop", args);
  });
  assert.ok(fleet !== undefined);
  return { fleet, graph };
}

let shop: Promise<Built> | undefined;

/** The shop as it is planned for the simulated cloud, once: the search takes seconds. */
function shopOnSim(): Promise<Built> {
  return (shop ??= built({ spec: SHOP, target: "sim" }));
}

/** urn:pulumi:stack::project::PARENTS$TYPE::NAME -> what mocks show of the tree. */
async function placeOf(resource: pulumi.Resource): Promise<string> {
  return (await valueOf(resource.urn)).split("::").slice(2).join(" ");
}

describe("Fleet on the simulated cloud", () => {
  before(useMocks);

  it("registers exactly the graph of the shop's plan", async () => {
    const { fleet, graph } = await shopOnSim();
    const slices = slicesOf(fleet.plan);
    assertGraph(
      "shop",
      graph.map((one) => ({ ...one, inputs: abbreviated(one.inputs, slices) })),
    );
  });

  it("parents every resource where it belongs", async () => {
    const { fleet } = await shopOnSim();
    const cluster = fleet.clusters["shop-ai"];
    const pool = cluster?.pools["inference"];
    const [nodes] = Object.values(pool?.nodes ?? {});
    const workload = cluster?.workloads["shop-ai/inference/ranking"];
    const resources = [cluster, cluster?.resources["cluster"], pool, nodes, workload, workload?.resource];
    const places = await Promise.all(resources.map((one) => placeOf(one!)));
    // Mocks show a resource's parent, not its parent's parents.
    assert.deepEqual(
      places.map((place) => place.split(" ")[0]),
      [
        "stowage:index:Fleet$stowage:index:Cluster",
        "stowage:index:Cluster$stowage:sim:Cluster",
        "stowage:index:Cluster$stowage:index:NodePool",
        "stowage:index:NodePool$stowage:sim:NodePool",
        "stowage:index:Cluster$stowage:index:Workload",
        "stowage:index:Workload$stowage:sim:Workload",
      ],
    );
    const site = fleet.edgeSites["hamburg-store"];
    const till = site?.workloads["hamburg-store/store/till-ui"];
    assert.match(await placeOf(till!), /^stowage:index:EdgeSite\$stowage:index:Workload /);
    assert.match(
      await placeOf(fleet.complianceZones["eu-personal"]!),
      /^stowage:index:Fleet\$stowage:index:ComplianceZone /,
    );
  });

  it("has every node and replica of the plan once", async () => {
    const { fleet, graph } = await shopOnSim();
    const bought = Object.values(fleet.plan.clusters).flatMap(({ purchases }) => Object.values(purchases));
    const pools = graph.filter(({ type }) => type === "stowage:sim:NodePool");
    const counts = pools.map(({ inputs }) => (inputs as { count: number }).count);
    assert.deepEqual(counts.sort(), bought.map(({ count }) => count).sort());
    const replicas = graph
      .filter(({ type }) => type === "stowage:sim:Workload")
      .reduce((sum, { inputs }) => sum + (inputs as { replicas: number }).replicas, 0);
    assert.equal(
      replicas,
      Object.values(fleet.plan.workloads).reduce((sum, one) => sum + one.replicas, 0),
    );
    assert.equal(await valueOf(fleet.monthlyCost), Math.round(fleet.plan.cost.microPerMonth / 1e4) / 100);
  });

  it("keeps environment values and other parts of manifests out of every input", async () => {
    const { graph } = await shopOnSim();
    const text = JSON.stringify(graph);
    assert.doesNotMatch(text, /containerPort|"image"|"env"|DATABASE|configMap/i);
  });

  it("ends before the first resource where there is no plan, with the conflict and the ways out", async () => {
    const spec: FleetSpec = {
      apiVersion: "stowage.dev/v1",
      name: "small",
      clusters: [
        { name: "main", platform: "eks", region: "eu-central-1", pools: [{ name: "general", maxNodes: 1 }] },
      ],
      workloads: [{ name: "web", replicas: 500, requests: { cpu: 2, memory: "4Gi" } }],
    };
    const graph = await registeredBy(() => {
      assert.throws(
        () => new Fleet("small", { spec, target: "sim" }),
        (error) =>
          pulumi.RunError.isInstance(error) &&
          /pool-limit/.test(error.message) &&
          /ways out/.test(error.message),
      );
    });
    assert.deepEqual(graph, []);
  });

  it("refuses a spec with an output in it, and says where", () => {
    const spec = { apiVersion: "stowage.dev/v1", name: pulumi.output("small") } as unknown as FleetSpec;
    assert.throws(
      () => new Fleet("shop", { spec, target: "sim" }),
      /Fleet needs `spec` as plain data: `spec\.name` is an output, which a preview does not know/,
    );
    const lock = pulumi.output("fleet.plan.json") as unknown as string;
    assert.throws(() => new Fleet("shop", { spec: SHOP, lock }), /Fleet needs `lock` as plain data/);
  });
});

describe("Fleet with a lock", () => {
  let folder: string;
  let lock: string;
  before(async () => {
    await useMocks();
    folder = mkdtempSync(path.join(tmpdir(), "stowage-lock-"));
    lock = path.join(folder, "fleet.plan.json");
    writeLock(lock, planFleetSync(loadFleet(SHOP)));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  it("builds the lock", async () => {
    const locked = await built({ spec: SHOP, target: "sim", lock });
    assert.deepEqual(locked.graph, (await shopOnSim()).graph);
  });

  it("refuses wiring of clusters that the fleet does not have", () => {
    assert.throws(
      () => new Fleet("shop", { spec: SHOP, target: "sim", lock, clusters: { "shop-wob": {} } }),
      /`clusters` names shop-wob, and the fleet has shop-ai, shop-web/,
    );
  });

  it("asks for the wiring of a real platform", () => {
    assert.throws(
      () => new Fleet("shop", { spec: SHOP, lock }),
      /Cluster "shop-ai" is planned on gke, and its args have no `gke`/,
    );
  });

  it("refuses a lock that somebody edited, before any resource", async () => {
    const edited = path.join(folder, "edited.plan.json");
    writeFileSync(edited, readFileSync(lock, "utf8").replace(/"count": 1,/, '"count": 2,'));
    const graph = await registeredBy(() => {
      assert.throws(
        () => new Fleet("shop", { spec: SHOP, target: "sim", lock: edited }),
        /the verifier refuses this plan/,
      );
    });
    assert.deepEqual(graph, []);
  });

  it("refuses a lock of another spec as stale", () => {
    const spec: FleetSpec = {
      apiVersion: "stowage.dev/v1",
      name: "shop",
      clusters: [{ name: "main", platform: "sim", region: "eu-central-1", pools: [{ name: "general" }] }],
    };
    assert.throws(() => new Fleet("shop", { spec, target: "sim", lock }), /the lock is stale/);
  });
});
