/** What each engine is told of `examples/shop`: held against its published schema, and against golden files. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { EXPORT_FORMATS, exportPlan } from "../../src/export/index.js";
import type { ExportedObject } from "../../src/export/index.js";
import type { Plan } from "../../src/model/plan.js";
import { exportTexts, loadFleet, planFleetSync } from "../../src/planner/index.js";
import { canonicalText } from "../../src/units/canonical.js";
import { cluster, planOf, pool, workload } from "../plan/fleets.js";
import { refusalsOf } from "./published-schemas.js";

const ROOT = path.join(__dirname, "..", "..");
const GOLDEN = path.join(ROOT, "test", "golden", "export");
const SETTINGS = { repository: "https://git.example/platform.git" };

const UPDATE = process.env["UPDATE_GOLDEN"] === "1";

/** The plan of the golden files: what a better search finds for the shop today is no matter of theirs. */
function shopWritten(shop: Plan): Plan {
  const file = path.join(GOLDEN, "shop.plan.json");
  if (UPDATE) writeFileSync(file, canonicalText(shop));
  return JSON.parse(readFileSync(file, "utf8")) as Plan;
}

type Fields = Readonly<Record<string, unknown>>;

function objectsOf(plan: Plan, format: (typeof EXPORT_FORMATS)[number]): readonly ExportedObject[] {
  return exportPlan(plan, format, SETTINGS).files.flatMap(({ objects }) => objects);
}

function warningsOf(plan: Plan, format: (typeof EXPORT_FORMATS)[number]): string {
  const { warnings } = exportPlan(plan, format, SETTINGS);
  return warnings.map(({ subject, message }) => `${subject}: ${message}`).join("\n");
}

/** On AWS, with all that pools can say. */
function awsPlan(): Plan {
  return planOf({
    clusters: [
      cluster({
        platform: "eks",
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
        podsPerNode: 30,
        addressMode: "prefix-delegation",
        pools: [
          pool({
            minNodes: 1,
            taints: [{ key: "team", value: "a", effect: "NoSchedule" }],
            labels: { tier: "web" },
            purchaseOptions: ["on-demand", "spot"],
            spotMaxPercent: 60,
            headroom: { percent: 10 },
            maxInstanceTypes: 2,
          }),
        ],
      }),
    ],
    workloads: [
      workload({
        replicas: 4,
        tolerations: [{ key: "team", operator: "Exists" }],
        zoneSpread: { maxSkew: 1 },
      }),
      workload({
        name: "batch",
        kind: "Job",
        replicas: 2,
        tolerations: [{ key: "team", operator: "Exists" }],
      }),
    ],
  });
}

describe("exportPlan", () => {
  let shop: Plan;

  before(() => {
    shop = planFleetSync(loadFleet("fleet.yaml", { baseDirectory: path.join(ROOT, "examples", "shop") }));
  });

  for (const format of EXPORT_FORMATS) {
    it(`gives ${format} objects that its published schema takes, and no field that it does not know`, () => {
      for (const plan of [shop, awsPlan()]) {
        const objects = objectsOf(plan, format);
        assert.ok(objects.length > 0);
        for (const object of objects)
          assert.deepEqual(refusalsOf(object), [], `${object.kind} ${object.metadata.name}`);
      }
    });

    it(`writes what it always wrote of examples/shop for ${format}`, () => {
      const { files, warnings } = exportTexts(shopWritten(shop), format, SETTINGS);
      const said = warnings.map(({ subject, message }) => `# warning: ${subject}: ${message}\n`);
      const text = [...files.map((file) => `# ${file.path}\n${file.text}`), ...said].join("");
      const file = path.join(GOLDEN, `${format}.yaml`);
      if (UPDATE) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, "utf8"));
    });
  }

  it("is refused by the schemas where a field is wrong or unknown", () => {
    const [object] = objectsOf(shop, "karpenter").filter(({ kind }) => kind === "NodePool");
    assert.ok(object !== undefined);
    assert.notDeepEqual(refusalsOf({ ...object, spec: { ...(object["spec"] as object), nodes: 3 } }), []);
    assert.notDeepEqual(refusalsOf({ ...object, spec: {} }), []);
  });

  it("limits Karpenter to the virtual CPUs of the plan, and says what a NodePool cannot", () => {
    const plan = awsPlan();
    const purchases = Object.values(plan.clusters["main"]?.purchases ?? {});
    const vcpu = purchases.reduce((sum, one) => sum + one.count * one.vcpu, 0);
    const [nodePool] = objectsOf(plan, "karpenter").filter(({ kind }) => kind === "NodePool");
    assert.deepEqual((nodePool?.["spec"] as { readonly limits: Fields }).limits, { cpu: String(vcpu) });
    const said = warningsOf(plan, "karpenter");
    for (const limit of [
      /no count for each type/,
      /minNodes 1/,
      /60 % spot/,
      /headroom/,
      /prefix-delegation/,
    ])
      assert.match(said, limit);
  });

  it("orders node groups of the cluster autoscaler by the price of a virtual CPU", () => {
    const plan = awsPlan();
    const [map] = objectsOf(plan, "cluster-autoscaler");
    const { priorities } = map?.["data"] as { readonly priorities: string };
    const groups = parse(priorities) as Readonly<Record<string, readonly string[]>>;
    const price = (pattern: string): number => {
      const found = Object.values(plan.clusters["main"]?.purchases ?? {}).find(({ key }) =>
        new RegExp(pattern).test(`eks-${key.slice(0, 36)}-2ac4`),
      );
      assert.ok(found !== undefined, pattern);
      return Math.round(found.microPerHour / found.vcpu);
    };
    const ordered = Object.entries(groups)
      .sort(([left], [right]) => Number(left) - Number(right))
      .map(([, patterns]) => patterns.map(price));
    const falling = ordered.flatMap((prices) => [...new Set(prices)]);
    assert.deepEqual(
      falling,
      [...falling].sort((left, right) => right - left),
    );
    assert.ok(ordered.every((prices) => new Set(prices).size === 1));
  });

  it("gives Kueue what the nodes have left beside services, and nothing of what jobs use", () => {
    const plan = awsPlan();
    const [queue] = objectsOf(plan, "kueue").filter(({ kind }) => kind === "ClusterQueue");
    const groups = (
      queue?.["spec"] as {
        readonly resourceGroups: readonly {
          readonly flavors: readonly {
            readonly resources: readonly { readonly name: string; readonly nominalQuota: string }[];
          }[];
        }[];
      }
    ).resourceGroups;
    const cpu = groups
      .flatMap(({ flavors }) => flavors)
      .flatMap(({ resources }) => resources)
      .filter(({ name }) => name === "cpu")
      .map(({ nominalQuota }) =>
        nominalQuota.endsWith("m") ? Number(nominalQuota.slice(0, -1)) : 1000 * Number(nominalQuota),
      )
      .reduce((sum, one) => sum + one, 0);
    const { allocatable, systemLoad } = plan.clusters["main"]!.utilisation;
    // Four replicas of a service take a core each.
    assert.equal(cpu, (allocatable["cpuMilli"] ?? 0) - (systemLoad["cpuMilli"] ?? 0) - 4000);
  });

  it("gives Karmada one policy for a workload in two clusters, with the replicas of each", () => {
    const two = planOf({
      clusters: [cluster({ platform: "sim" }), cluster({ platform: "sim", name: "other" })],
      workloads: [
        workload({ replicas: 2 }),
        workload({ replicas: 5, target: { kind: "cluster", name: "other" } }),
      ],
    });
    const [policy, override, ...rest] = objectsOf(two, "karmada");
    assert.deepEqual(rest, []);
    assert.deepEqual((policy?.["spec"] as { readonly placement: Fields }).placement["clusterAffinity"], {
      clusterNames: ["main", "other"],
    });
    assert.deepEqual((override?.["spec"] as Fields)["overrideRules"], [
      {
        targetCluster: { clusterNames: ["main"] },
        overriders: { plaintext: [{ path: "/spec/replicas", operator: "add", value: 2 }] },
      },
      {
        targetCluster: { clusterNames: ["other"] },
        overriders: { plaintext: [{ path: "/spec/replicas", operator: "add", value: 5 }] },
      },
    ]);
  });
});
