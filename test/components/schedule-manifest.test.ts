import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { scheduleManifest } from "../../src/components/schedule-manifest.js";
import type { ClusterPlan, WorkloadPlan } from "../../src/model/plan.js";
import { WEB, WEB_MANIFEST, clusterPlan, eksPlan, gkePlan, webPlan } from "./platforms/cluster-plans.js";

const SEED = 20261128;

type Fields = Readonly<Record<string, unknown>>;

const ON_POOLS = { key: "stowage.dev/pool", operator: "In", values: ["arm", "general"] };
const ON_ARCHITECTURES = { key: "kubernetes.io/arch", operator: "In", values: ["amd64", "arm64"] };
const SELECTOR = { matchLabels: { app: "frontend" } };

function schedule(
  manifest: Fields,
  more: Partial<WorkloadPlan> = {},
  cluster: ClusterPlan = eksPlan(),
): Fields {
  return scheduleManifest(manifest, { id: WEB, plan: webPlan({ general: 2, arm: 1 }, more), cluster });
}

/** The web Deployment with these fields in its pod spec. */
function manifest(podSpec: Fields = {}, spec: Fields = {}) {
  const { template } = WEB_MANIFEST.spec;
  return {
    ...WEB_MANIFEST,
    spec: {
      ...WEB_MANIFEST.spec,
      ...spec,
      template: { ...template, spec: { ...template.spec, ...podSpec } },
    },
  };
}

function podSpec(scheduled: Fields): Fields {
  return (scheduled as { spec: { template: { spec: Fields } } }).spec.template.spec;
}

function terms(scheduled: Fields): unknown {
  const { affinity } = podSpec(scheduled) as {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: Fields } };
  };
  return affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution["nodeSelectorTerms"];
}

function withTerms(nodeSelectorTerms: unknown): Fields {
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  };
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

describe("scheduleManifest", () => {
  it("prefers the instance types of the plan, beside what the owner prefers, and once", () => {
    const own = { weight: 1, preference: { matchExpressions: [{ key: "ssd", operator: "Exists" }] } };
    const planned = {
      weight: 100,
      preference: {
        matchExpressions: [
          { key: "node.kubernetes.io/instance-type", operator: "In", values: ["c7g.large", "m7g.large"] },
        ],
      },
    };
    const preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    const more = { preferredInstanceTypes: ["c7g.large", "m7g.large"] };
    const owner = manifest({ affinity: { nodeAffinity: { [preferred]: [own] } } });
    const once = schedule(owner, more);
    const { affinity } = podSpec(once) as { affinity: { nodeAffinity: Fields } };
    assert.deepEqual(affinity.nodeAffinity[preferred], [own, planned]);
    assert.deepEqual(schedule(once, more), once);
  });

  it("returns all else as it was, and does not touch its input", () => {
    const input = frozen(manifest({ priorityClassName: "high", nodeSelector: { a: "b" } }));
    const scheduled = schedule(input, { zoneSpread: { maxSkew: 1 }, maxPerNode: 1 });
    const { affinity, topologySpreadConstraints, ...rest } = podSpec(scheduled);
    assert.ok(affinity !== undefined && topologySpreadConstraints !== undefined);
    const { replicas, ...spec } = scheduled["spec"] as { replicas: number; template: Fields };
    assert.equal(replicas, 3);
    assert.deepEqual({ ...scheduled, spec: { ...spec, template: { ...spec.template, spec: rest } } }, input);
  });

  it("keeps whatever it does not know, in any manifest", () => {
    const reserved = new Set(["affinity", "tolerations", "topologySpreadConstraints", "__proto__"]);
    const unknown = fc.dictionary(
      fc.string({ minLength: 1 }).filter((key) => !reserved.has(key)),
      fc.jsonValue(),
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(unknown, (extra) => {
        const { affinity, ...rest } = podSpec(schedule(frozen(manifest(extra))));
        assert.ok(affinity !== undefined);
        assert.deepEqual(rest, podSpec(manifest(extra)));
      }),
      { seed: SEED },
    );
  });

  it("changes nothing the second time", () => {
    const rules = { zoneSpread: { maxSkew: 1, minDomains: 2 }, maxPerNode: 1 };
    const once = schedule(manifest(), rules, gkePlan());
    assert.deepEqual(schedule(once, rules, gkePlan()), once);
  });

  describe("node affinity", () => {
    it("binds the pods to the set of their pools and the architectures that hold them", () => {
      assert.deepEqual(terms(schedule(manifest())), [{ matchExpressions: [ON_POOLS, ON_ARCHITECTURES] }]);
    });

    it("leaves out pools without replicas and architectures that hold none", () => {
      const plan = webPlan({ general: 3, gpu: 0 });
      const cluster = clusterPlan({
        platform: "eks",
        region: "r",
        purchases: [
          { pool: "general", instanceType: "m", zone: "a", holds: { [WEB]: 3 } },
          { pool: "general", instanceType: "g", zone: "a", architecture: "arm64" },
        ],
      });
      assert.deepEqual(terms(scheduleManifest(manifest(), { id: WEB, plan, cluster })), [
        {
          matchExpressions: [
            { ...ON_POOLS, values: ["general"] },
            { ...ON_ARCHITECTURES, values: ["amd64"] },
          ],
        },
      ]);
    });

    it("binds them to the pools that have them in some hour", () => {
      const cluster = eksPlan();
      const [first, ...others] = Object.values(cluster.purchases);
      const gpu = others.find(({ pool }) => pool === "gpu")!;
      const idle = { count: 0, layouts: [] };
      const held = { count: 1, layouts: [{ nodes: 1, pods: { [WEB]: 2 } }] };
      const full = { ...gpu, count: 0, layouts: [], hours: [idle, held] };
      const purchases = Object.fromEntries([first!, full].map((one) => [one.key, one]));
      const plan = webPlan({ general: 3 }, { peak: 5 });
      const placed = scheduleManifest(manifest(), { id: WEB, plan, cluster: { ...cluster, purchases } });
      const [term] = terms(placed) as readonly { readonly matchExpressions: readonly object[] }[];
      assert.deepEqual(term?.matchExpressions[0], { ...ON_POOLS, values: ["general", "gpu"] });
    });

    it("binds them to the pools of their peak too", () => {
      const cluster = eksPlan();
      const [first, ...others] = Object.values(cluster.purchases);
      const gpu = others.find(({ pool }) => pool === "gpu")!;
      const full = { ...gpu, peak: { count: 2, layouts: [{ nodes: 2, pods: { [WEB]: 1 } }] } };
      const purchases = Object.fromEntries([first!, full].map((one) => [one.key, one]));
      const plan = webPlan({ general: 3 }, { peak: 5 });
      const placed = scheduleManifest(manifest(), { id: WEB, plan, cluster: { ...cluster, purchases } });
      assert.deepEqual(terms(placed), [
        {
          matchExpressions: [
            { ...ON_POOLS, values: ["general", "gpu"] },
            { ...ON_ARCHITECTURES, values: ["amd64"] },
          ],
        },
      ]);
    });

    it("is added to every term that is there, because terms are alternatives", () => {
      const ssd = { key: "disk", operator: "In", values: ["ssd"] };
      const named = [{ key: "metadata.name", operator: "In", values: ["node-1"] }];
      assert.deepEqual(
        terms(schedule(manifest(withTerms([{ matchExpressions: [ssd] }, { matchFields: named }])))),
        [
          { matchExpressions: [ssd, ON_POOLS, ON_ARCHITECTURES] },
          { matchFields: named, matchExpressions: [ON_POOLS, ON_ARCHITECTURES] },
        ],
      );
    });

    it("leaves a term without requirements as it is: it never holds", () => {
      const ssd = { key: "disk", operator: "Exists" };
      assert.deepEqual(terms(schedule(manifest(withTerms([{}, { matchExpressions: [ssd] }])))), [
        {},
        { matchExpressions: [ssd, ON_POOLS, ON_ARCHITECTURES] },
      ]);
    });

    it("keeps other affinity", () => {
      const preferred = [{ weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } }];
      const nodeAffinity = { preferredDuringSchedulingIgnoredDuringExecution: preferred };
      const podAffinity = { requiredDuringSchedulingIgnoredDuringExecution: [] };
      const { affinity } = podSpec(schedule(manifest({ affinity: { nodeAffinity, podAffinity } }))) as {
        affinity: { nodeAffinity: Fields; podAffinity: Fields };
      };
      assert.deepEqual(affinity.podAffinity, podAffinity);
      assert.deepEqual(affinity.nodeAffinity["preferredDuringSchedulingIgnoredDuringExecution"], preferred);
    });

    it("is not written where the plan places no replica", () => {
      const plan = { ...webPlan({}), replicas: 0 };
      const cluster = clusterPlan({ platform: "eks", region: "r", purchases: [] });
      const scheduled = scheduleManifest(manifest(), { id: WEB, plan, cluster });
      assert.deepEqual(scheduled, manifest({}, { replicas: 0 }));
    });
  });

  describe("replicas", () => {
    it("are the plan's", () => {
      assert.equal((schedule(manifest({}, { replicas: 9 }))["spec"] as Fields)["replicas"], 3);
    });

    it("are left to an autoscaler that owns the count", () => {
      const scaling = { minReplicas: 1, maxReplicas: 3 };
      const counted = schedule(manifest({}, { replicas: 2 }), { scaling })["spec"] as Fields;
      const uncounted = schedule(manifest(), { scaling })["spec"] as Fields;
      assert.equal(counted["replicas"], 2);
      assert.ok(!("replicas" in uncounted));
      const rising = schedule(manifest({}, { replicas: 2 }), { peak: 9 })["spec"] as Fields;
      assert.equal(rising["replicas"], 2);
    });

    for (const kind of ["Job", "CronJob", "Pod"] as const) {
      it(`are never written into a ${kind}`, () => {
        const scheduled = schedule({ kind, spec: {} }, { kind });
        assert.ok(!("replicas" in (scheduled["spec"] as Fields)));
      });
    }
  });

  describe("the pod template", () => {
    const affinity = podSpec(schedule(manifest()))["affinity"];

    it("of a Job stands in its spec", () => {
      const job = { kind: "Job", spec: { parallelism: 3, template: { spec: { restartPolicy: "Never" } } } };
      assert.deepEqual(schedule(job, { kind: "Job" })["spec"], {
        parallelism: 3,
        template: { spec: { restartPolicy: "Never", affinity } },
      });
    });

    it("of a CronJob stands in its job's", () => {
      const cron = {
        kind: "CronJob",
        spec: {
          schedule: "0 * * * *",
          jobTemplate: { spec: { template: { spec: { restartPolicy: "Never" } } } },
        },
      };
      assert.deepEqual(schedule(cron, { kind: "CronJob" })["spec"], {
        schedule: "0 * * * *",
        jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", affinity } } } },
      });
    });

    it("of a Pod is the Pod", () => {
      const pod = { kind: "Pod", metadata: { name: "one" }, spec: { containers: [] } };
      assert.deepEqual(schedule(pod, { kind: "Pod" }), { ...pod, spec: { containers: [], affinity } });
    });
  });

  describe("spread over availability zones", () => {
    const zone = "topology.kubernetes.io/zone";
    const rule = { maxSkew: 1, minDomains: 3, topologyKey: zone, whenUnsatisfiable: "DoNotSchedule" };
    const zoneSpread = { maxSkew: 1, minDomains: 3 };

    function constraints(input: Fields): unknown {
      return podSpec(schedule(input, { zoneSpread }))["topologySpreadConstraints"];
    }

    it("counts what the controller selects", () => {
      assert.deepEqual(constraints(manifest()), [{ ...rule, labelSelector: SELECTOR }]);
    });

    it("keeps soft rules and the rules of other topologies", () => {
      const soft = { maxSkew: 1, topologyKey: zone, whenUnsatisfiable: "ScheduleAnyway" };
      const rack = { maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "DoNotSchedule" };
      assert.deepEqual(constraints(manifest({ topologySpreadConstraints: [soft, rack] })), [
        soft,
        rack,
        { ...rule, labelSelector: SELECTOR },
      ]);
    });

    it("sets a hard rule that is there to the plan's figures: Kubernetes allows no second one", () => {
      const own = { ...rule, maxSkew: 5, labelSelector: { matchLabels: { tier: "web" } } };
      assert.deepEqual(constraints(manifest({ topologySpreadConstraints: [own] })), [{ ...own, maxSkew: 1 }]);
    });

    it("counts a Job's pods by their labels, and says so when they have none", () => {
      const template = { metadata: { labels: { job: "count" } }, spec: {} };
      const scheduled = schedule({ kind: "Job", spec: { template } }, { kind: "Job", zoneSpread });
      assert.deepEqual(podSpec(scheduled)["topologySpreadConstraints"], [
        { ...rule, labelSelector: { matchLabels: { job: "count" } } },
      ]);
      assert.throws(() => schedule({ kind: "Job", spec: {} }, { kind: "Job", zoneSpread }), {
        message: `Workload "${WEB}" must be spread, and its pods have no labels to count them by: add labels to its pod template`,
      });
    });
  });

  describe("replicas that must survive the loss of a zone", () => {
    const zone = "topology.kubernetes.io/zone";
    const survive = "availabilityZone";
    const labelSelector = SELECTOR;
    const hard = { topologyKey: zone, whenUnsatisfiable: "DoNotSchedule", labelSelector };

    function constraints(input: Fields, more: Partial<WorkloadPlan>): unknown {
      return podSpec(schedule(input, { survive, replicas: 3, ...more }))["topologySpreadConstraints"];
    }

    it("are never all in one, and else are spread as the scheduler does by default", () => {
      const soft = { whenUnsatisfiable: "ScheduleAnyway", labelSelector };
      assert.deepEqual(constraints(manifest(), {}), [
        { ...soft, maxSkew: 3, topologyKey: "kubernetes.io/hostname" },
        { ...soft, maxSkew: 5, topologyKey: zone },
        { ...hard, maxSkew: 2, minDomains: 2 },
      ]);
    });

    it("keep the soft rules of the manifest in place of the defaults", () => {
      const own = { maxSkew: 1, topologyKey: "rack", whenUnsatisfiable: "ScheduleAnyway" };
      assert.deepEqual(constraints(manifest({ topologySpreadConstraints: [own] }), {}), [
        own,
        { ...hard, maxSkew: 2, minDomains: 2 },
      ]);
    });

    it("are spread as evenly as the plan says, and never all in one zone", () => {
      const spread = (maxSkew: number): unknown => constraints(manifest(), { zoneSpread: { maxSkew } });
      assert.deepEqual(spread(1), [{ ...hard, maxSkew: 1 }]);
      assert.deepEqual(spread(5), [{ ...hard, maxSkew: 2 }]);
    });

    it("leave no room for all in the zones of one risk group, over all zones or those to which they are bound", () => {
      const riskZones = { feed: ["eu-central-1a", "eu-central-1b"] };
      const rules = { survive: "riskGroup", riskZones } as const;
      const hardOf = (more: Partial<WorkloadPlan>): unknown =>
        (constraints(manifest(), { ...rules, ...more }) as Fields[]).at(-1);
      assert.deepEqual(hardOf({ replicas: 7 }), { ...hard, maxSkew: 3, minDomains: 3 });
      assert.deepEqual(hardOf({ zoneSpread: { maxSkew: 1 } }), { ...hard, maxSkew: 1, minDomains: 3 });
      const zones = Object.values(eksPlan().purchases).map(({ availabilityZone }) => availabilityZone);
      const boundZones = [...new Set(zones)].sort();
      const bound = {
        ...rules,
        replicas: 4,
        riskZones: { feed: [boundZones[0] ?? "", "other"] },
        boundZones,
      };
      assert.deepEqual(hardOf(bound), { ...hard, maxSkew: 3, minDomains: 2 });
      assert.deepEqual(terms(schedule(manifest(), bound)), [
        {
          matchExpressions: [ON_POOLS, ON_ARCHITECTURES, { key: zone, operator: "In", values: boundZones }],
        },
      ]);
    });

    it("have no such rule where there is one alone, or nodes are what may be lost", () => {
      assert.equal(constraints(manifest(), { replicas: 1 }), undefined);
      assert.equal(constraints(manifest(), { survive: "node" }), undefined);
    });
  });

  describe("replicas on one node", () => {
    const hostname = "kubernetes.io/hostname";

    function antiAffinity(input: Fields, maxPerNode: number): unknown {
      const { affinity } = podSpec(schedule(input, { maxPerNode })) as { affinity: Record<string, Fields> };
      return affinity["podAntiAffinity"]?.["requiredDuringSchedulingIgnoredDuringExecution"];
    }

    it("are kept apart by anti-affinity where one is the most", () => {
      const expected = [{ labelSelector: SELECTOR, topologyKey: hostname }];
      assert.deepEqual(antiAffinity(manifest(), 1), expected);
    });

    it("are kept apart from others too, where the manifest says so", () => {
      const other = { labelSelector: { matchLabels: { app: "other" } }, topologyKey: hostname };
      const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [other] } };
      assert.deepEqual(antiAffinity(manifest({ affinity }), 1), [
        other,
        { labelSelector: SELECTOR, topologyKey: hostname },
      ]);
    });

    it("are limited by a spread rule where more than one are allowed", () => {
      assert.equal(antiAffinity(manifest(), 2), undefined);
      assert.deepEqual(podSpec(schedule(manifest(), { maxPerNode: 2 }))["topologySpreadConstraints"], [
        {
          maxSkew: 2,
          // More nodes than there are: only then does Kubernetes count the fewest on a node as none.
          minDomains: 2_147_483_647,
          topologyKey: hostname,
          whenUnsatisfiable: "DoNotSchedule",
          labelSelector: SELECTOR,
        },
      ]);
    });

    it("are bound to the plan's types with an exact cap, whatever rule the manifest has", () => {
      const own = { maxSkew: 5, topologyKey: hostname, whenUnsatisfiable: "DoNotSchedule" };
      const input = manifest({ topologySpreadConstraints: [{ ...own, labelSelector: SELECTOR }] });
      const bound = { requiredInstanceTypes: ["m7g.large"], maxPerNode: 1 };
      const cap = { maxSkew: 1, minDomains: 2_147_483_647, matchLabelKeys: ["pod-template-hash"] };
      const expected = [{ ...own, ...cap, labelSelector: SELECTOR }];
      for (const one of [manifest(), input]) {
        const scheduled = schedule(one, bound);
        assert.deepEqual(podSpec(scheduled)["topologySpreadConstraints"], expected);
        assert.deepEqual(terms(scheduled), [
          {
            matchExpressions: [
              ON_POOLS,
              ON_ARCHITECTURES,
              { key: "node.kubernetes.io/instance-type", operator: "In", values: ["m7g.large"] },
            ],
          },
        ]);
      }
    });

    it("are counted over revisions only where a Deployment makes them", () => {
      const bound = { requiredInstanceTypes: ["m7g.large"], maxPerNode: 2, kind: "StatefulSet" } as const;
      const scheduled = podSpec(schedule({ ...manifest(), kind: "StatefulSet" }, bound));
      const [rule] = scheduled["topologySpreadConstraints"] as readonly Fields[];
      assert.equal(rule?.["matchLabelKeys"], undefined);
    });

    it("stay limited by the hard rule that the manifest has", () => {
      const own = { maxSkew: 1, topologyKey: hostname, whenUnsatisfiable: "DoNotSchedule" };
      const input = manifest({ topologySpreadConstraints: [own] });
      assert.equal(antiAffinity(input, 1), undefined);
      assert.deepEqual(podSpec(schedule(input, { maxPerNode: 1 }))["topologySpreadConstraints"], [own]);
    });
  });

  describe("gangs", () => {
    it("stay in the availability zone of the plan, or ask for the node of their own pods", () => {
      const zoned = podSpec(
        schedule(manifest(), { gang: { within: "availabilityZone", name: "web/frontend" } }),
      );
      const node = (zoned["affinity"] as { nodeAffinity: Fields }).nodeAffinity;
      const text = JSON.stringify(node);
      assert.match(text, /"key":"topology.kubernetes.io\/zone","operator":"In","values":\["/);
      const manifested = schedule(manifest(), { gang: { within: "node", name: "web/frontend" } });
      assert.deepEqual((podSpec(manifested)["affinity"] as Fields)["podAffinity"], {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: { matchLabels: { "stowage.dev/gang": "frontend" } },
            namespaces: ["web"],
            topologyKey: "kubernetes.io/hostname",
          },
        ],
      });
      const { spec } = manifested as { spec: { template: { metadata: { labels: Fields } } } };
      assert.equal(spec.template.metadata.labels["stowage.dev/gang"], "frontend");
    });
  });

  describe("workloads beside others", () => {
    it("ask for pods with the label of the other, which its own pods carry", () => {
      const beside = { workload: "shop/data/cache", over: "availabilityZone" } as const;
      const guest = podSpec(schedule(manifest(), { beside }));
      assert.deepEqual((guest["affinity"] as Fields)["podAffinity"], {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: { matchLabels: { "stowage.dev/workload": "cache" } },
            namespaces: ["data"],
            topologyKey: "topology.kubernetes.io/zone",
          },
        ],
      });
      const base = schedule(manifest(), { isSelected: true }) as {
        spec: { template: { metadata: { labels: Fields } } };
      };
      assert.equal(base.spec.template.metadata.labels["stowage.dev/workload"], "frontend");
    });
  });

  describe("workloads apart from others", () => {
    it("keep away from pods with the label of the other, and say so once", () => {
      const apartFrom = ["shop/data/cache"];
      const scheduled = schedule(manifest(), { apartFrom });
      assert.deepEqual((podSpec(scheduled)["affinity"] as Fields)["podAntiAffinity"], {
        requiredDuringSchedulingIgnoredDuringExecution: [
          {
            labelSelector: { matchLabels: { "stowage.dev/workload": "cache" } },
            namespaces: ["data"],
            topologyKey: "kubernetes.io/hostname",
          },
        ],
      });
      assert.deepEqual(schedule(scheduled, { apartFrom }), scheduled);
    });
  });

  describe("licences", () => {
    it("keep the pods on nodes with their labels", () => {
      const scheduled = schedule(manifest(), { licences: ["database"] });
      const affinity = JSON.stringify(podSpec(scheduled)["affinity"]);
      assert.ok(
        affinity.includes('{"key":"licence.stowage.dev/database","operator":"In","values":["true"]}'),
        affinity,
      );
    });
  });

  describe("groups with nodes to themselves", () => {
    const GROUP = "stowage.dev/dedicated-nodes";
    const divided = { ...eksPlan(), dedicatedNodes: ["bank"] };
    const labels = (scheduled: Fields): unknown =>
      (scheduled as { spec: { template: { metadata: Fields } } }).spec.template.metadata["labels"];
    const apart = {
      labelSelector: {
        matchExpressions: [
          { key: GROUP, operator: "Exists" },
          { key: GROUP, operator: "NotIn", values: ["bank"] },
        ],
      },
      namespaceSelector: {},
      topologyKey: "kubernetes.io/hostname",
    };
    const antiAffinity = (scheduled: Fields): unknown =>
      (podSpec(scheduled)["affinity"] as Fields)["podAntiAffinity"];

    it("keep away from all planned pods that carry another group's name or an empty one", () => {
      const scheduled = schedule(manifest(), { dedicatedNodes: "bank" }, divided);
      assert.deepEqual(labels(scheduled), { app: "frontend", tier: "web", [GROUP]: "bank" });
      assert.deepEqual(antiAffinity(scheduled), {
        requiredDuringSchedulingIgnoredDuringExecution: [apart],
      });
      assert.deepEqual(schedule(scheduled, { dedicatedNodes: "bank" }, divided), scheduled);
    });

    it("are known by an empty label of the pods beside them, of every kind", () => {
      const scheduled = schedule(manifest(), {}, divided);
      assert.deepEqual(labels(scheduled), { app: "frontend", tier: "web", [GROUP]: "" });
      assert.equal(antiAffinity(scheduled), undefined);
      const pod = schedule({ kind: "Pod", spec: {} }, { kind: "Pod" }, divided);
      assert.deepEqual((pod["metadata"] as Fields)["labels"], { [GROUP]: "" });
    });

    it("leave clusters without them as they are", () => {
      assert.deepEqual(labels(schedule(manifest())), { app: "frontend", tier: "web" });
    });
  });

  describe("tolerations", () => {
    const arm = { key: "kubernetes.io/arch", operator: "Equal", value: "arm64", effect: "NoSchedule" };

    it("are added for taints that the platform adds by itself", () => {
      const own = { key: "own", operator: "Exists" };
      const scheduled = schedule(manifest({ tolerations: [own] }), {}, gkePlan());
      assert.deepEqual(podSpec(scheduled)["tolerations"], [own, arm]);
    });

    it("are not added twice, nor where no planned node has such a taint", () => {
      const all = [{ operator: "Exists" }];
      const scheduled = schedule(manifest({ tolerations: all }), {}, gkePlan());
      assert.deepEqual(podSpec(scheduled)["tolerations"], all);
      assert.equal(podSpec(schedule(manifest()))["tolerations"], undefined);
    });

    it("of the pools' own taints are the user's", () => {
      const purchases = [
        {
          pool: "general",
          instanceType: "m",
          zone: "a",
          taints: [{ key: "a", effect: "NoSchedule" as const }],
          holds: { [WEB]: 3 },
        },
      ];
      const cluster = clusterPlan({ platform: "gke", region: "r", purchases });
      assert.equal(podSpec(schedule(manifest(), {}, cluster))["tolerations"], undefined);
    });
  });

  it("refuses a manifest of another kind", () => {
    assert.throws(() => schedule({ ...WEB_MANIFEST, kind: "DaemonSet" }), {
      message: `Workload "${WEB}" is a Deployment in the plan and a DaemonSet in its manifest: give the manifest that was planned`,
    });
  });

  it("refuses outputs where scheduling fields stand, and leaves others alone", () => {
    const secret = pulumi.secret("text");
    const containers = [{ name: "web", env: [{ name: "TOKEN", value: secret }] }];
    assert.equal(podSpec(schedule(manifest({ containers })))["containers"], containers);
    assert.throws(() => schedule({ ...WEB_MANIFEST, spec: pulumi.output(WEB_MANIFEST.spec) }), {
      message:
        "spec of a manifest must be plain data, not an output: the plan is made before outputs are known",
    });
  });
});
