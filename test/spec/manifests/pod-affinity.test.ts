import assert from "node:assert/strict";
import type { ManifestWorkload } from "../../../src/spec/manifests/imported.js";
import {
  deployment,
  importObjects,
  object,
  onlyWorkload,
  soleFault,
  template,
  workloadOf,
} from "./manifests.js";
import type { Json } from "./manifests.js";

const HOST = "kubernetes.io/hostname";
const ZONE = "topology.kubernetes.io/zone";
const SELF = { matchLabels: { app: "web" } };

function apart(...terms: readonly Json[]): Json {
  return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: terms } } };
}

function ratherApart(...terms: readonly Json[]): Json {
  const preferred = terms.map((podAffinityTerm) => ({ weight: 50, podAffinityTerm }));
  return { affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } } };
}

function limitsOf({ maxPerNode, maxPerAvailabilityZone }: ManifestWorkload): unknown {
  return [maxPerNode, maxPerAvailabilityZone];
}

const OTHER = deployment(
  {},
  {
    name: "db",
    spec: { selector: { matchLabels: { app: "db" } }, template: template({}, { app: "db" }) },
  },
);

describe("podAffinityRules", () => {
  it("caps a workload that keeps away from itself at one replica a node", () => {
    const workload = workloadOf(deployment(apart({ topologyKey: HOST, labelSelector: SELF })));
    assert.deepEqual(limitsOf(workload), [1, undefined]);
  });

  it("caps it at one replica an availability zone", () => {
    const workload = workloadOf(deployment(apart({ topologyKey: ZONE, labelSelector: SELF })));
    assert.deepEqual(limitsOf(workload), [undefined, 1]);
  });

  it("knows every way in which a selector can match the pod itself", () => {
    const selectors: readonly Json[] = [
      {},
      { matchExpressions: [{ key: "app", operator: "In", values: ["api", "web"] }] },
      { matchExpressions: [{ key: "app", operator: "Exists" }] },
      { matchExpressions: [{ key: "tier", operator: "NotIn", values: ["db"] }] },
      { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] },
    ];
    for (const labelSelector of selectors) {
      const workload = workloadOf(deployment(apart({ topologyKey: HOST, labelSelector })));
      assert.deepEqual(limitsOf(workload), [1, undefined], JSON.stringify(labelSelector));
    }
  });

  it("matches nothing by a selector with a fault in it", () => {
    const labelSelector = { matchLabels: { app: "web" }, matchExpressions: [{ key: "app", operator: "Gt" }] };
    const imported = importObjects([deployment(apart({ topologyKey: HOST, labelSelector }))]);
    assert.deepEqual(limitsOf(onlyWorkload(imported)), [undefined, undefined]);
    assert.equal(imported.diagnostics.filter(({ code }) => code === "invalid-manifest").length, 1);
  });

  it("knows the labels that the Job controller adds", () => {
    const labelSelector = { matchLabels: { "batch.kubernetes.io/job-name": "reindex" } };
    const spec = { template: template(apart({ topologyKey: HOST, labelSelector })) };
    const workload = workloadOf(object("batch/v1", "Job", { name: "reindex", spec }));
    assert.deepEqual(limitsOf(workload), [1, undefined]);
  });

  it("looks at the namespaces of a term", () => {
    const term = { topologyKey: HOST, labelSelector: SELF };
    const inNamespaces = (more: Json): unknown =>
      limitsOf(onlyWorkload(importObjects([deployment(apart({ ...term, ...more }), { namespace: "shop" })])));
    assert.deepEqual(inNamespaces({ namespaces: ["shop"] }), [1, undefined]);
    assert.deepEqual(inNamespaces({ namespaces: ["bank"] }), [undefined, undefined]);
    assert.deepEqual(inNamespaces({ namespaceSelector: {} }), [1, undefined]);
    const byName = { matchLabels: { "kubernetes.io/metadata.name": "shop" } };
    assert.deepEqual(inNamespaces({ namespaceSelector: byName }), [1, undefined]);
  });

  it("is not kept away from itself by labels in which its own revision differs", () => {
    const term = { topologyKey: HOST, labelSelector: SELF };
    const same = apart({ ...term, matchLabelKeys: ["pod-template-hash"] });
    assert.deepEqual(limitsOf(workloadOf(deployment(same))), [1, undefined]);
    const other = importObjects([deployment(apart({ ...term, mismatchLabelKeys: ["pod-template-hash"] }))]);
    assert.deepEqual(limitsOf(onlyWorkload(other)), [undefined, undefined]);
    assert.equal(other.diagnostics[0]?.code, "not-supported");
  });

  it("shares no node with other workloads of the files that it keeps away from", () => {
    const term = { topologyKey: HOST, labelSelector: { matchLabels: { app: "db" } } };
    const { diagnostics, workloads } = importObjects([deployment(apart(term)), OTHER]);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      workloads.map(({ workload }) => workload.apartFrom),
      [undefined, ["default/db"]],
    );
  });

  it("reports anti-affinity to other workloads over availability zones by name", () => {
    const term = { topologyKey: ZONE, labelSelector: { matchLabels: { app: "db" } } };
    const { diagnostics, workloads } = importObjects([deployment(apart(term)), OTHER]);
    assert.deepEqual(
      diagnostics.map(({ code, severity, message }) => [code, severity, message]),
      [
        [
          "not-supported",
          "warning",
          "anti-affinity to Deployment default/db is not planned; the scheduler will still enforce it",
        ],
      ],
    );
    assert.deepEqual(
      workloads.map(({ workload }) => limitsOf(workload)),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
  });

  it("keeps the cap, and from the others, where a selector matches both", () => {
    const { diagnostics, workloads } = importObjects([
      deployment(apart({ topologyKey: HOST, labelSelector: {} })),
      OTHER,
    ]);
    assert.equal(diagnostics.length, 0);
    const web = workloads.find(({ workload }) => workload.name === "web")!;
    assert.deepEqual(limitsOf(web.workload), [1, undefined]);
    assert.deepEqual(web.workload.apartFrom, ["default/db"]);
  });

  it("reports a topology that the plan does not know, a selector that matches nothing, a term without a key", () => {
    const path =
      "/spec/template/spec/affinity/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0";
    const rack = apart({ topologyKey: "example.com/rack", labelSelector: SELF });
    assert.equal(soleFault(deployment(rack)), `warning not-supported ${path}`);
    assert.equal(soleFault(deployment(apart({ topologyKey: HOST }))), `warning not-supported ${path}`);
    assert.equal(soleFault(deployment(apart({ labelSelector: SELF }))), `error invalid-manifest ${path}`);
  });

  it("reads a preference against itself as a soft spread", () => {
    const workload = workloadOf(
      deployment(
        ratherApart({ topologyKey: HOST, labelSelector: SELF }, { topologyKey: ZONE, labelSelector: SELF }),
      ),
    );
    assert.deepEqual(workload.softSpread, [
      { over: "availabilityZone", maxSkew: 1 },
      { over: "node", maxSkew: 1 },
    ]);
    assert.deepEqual(limitsOf(workload), [undefined, undefined]);
  });

  it("only tells of other preferences", () => {
    const term = { topologyKey: HOST, labelSelector: { matchLabels: { app: "db" } } };
    assert.match(soleFault(deployment(ratherApart(term))), /^info not-supported/);
  });

  it("reads pods that must stand beside those of one other workload of the files", () => {
    const beside = (...terms: readonly Json[]): Json => ({
      affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [...terms] } },
    });
    const db = (topologyKey: string): Json => ({
      topologyKey,
      labelSelector: { matchLabels: { app: "db" } },
    });
    for (const [key, over] of [
      [HOST, "node"],
      [ZONE, "availabilityZone"],
    ] as const) {
      const { diagnostics, workloads } = importObjects([deployment(beside(db(key))), OTHER]);
      assert.equal(diagnostics.length, 0);
      const web = workloads.find(({ workload }) => workload.name === "web")!;
      assert.deepEqual(web.workload.beside, { workload: "default/db", over });
    }
    const itself = { topologyKey: HOST, labelSelector: {} };
    for (const terms of [[itself], [db(HOST), db(ZONE)]]) {
      const { diagnostics, workloads } = importObjects([deployment(beside(...terms)), OTHER]);
      assert.deepEqual(
        diagnostics.map(({ severity, code }) => `${severity} ${code}`),
        terms.map(() => "warning not-supported"),
      );
      assert.ok(workloads.every(({ workload }) => workload.beside === undefined));
    }
  });

  it("reports pods that must stand beside others that are not there", () => {
    const term = { topologyKey: ZONE, labelSelector: { matchLabels: { app: "db" } } };
    const together = (key: string, item: Json): Json => ({ affinity: { podAffinity: { [key]: [item] } } });
    const required = together("requiredDuringSchedulingIgnoredDuringExecution", term);
    assert.match(soleFault(deployment(required)), /^warning not-supported/);
    const preferred = together("preferredDuringSchedulingIgnoredDuringExecution", {
      weight: 1,
      podAffinityTerm: term,
    });
    assert.match(soleFault(deployment(preferred)), /^info not-supported/);
  });
});
