import assert from "node:assert/strict";
import { meetsTerms } from "../../../src/model/selectors.js";
import { deployment, importObjects, onlyWorkload, soleFault, soleMessage, workloadOf } from "./manifests.js";
import type { Json } from "./manifests.js";

function requiring(...nodeSelectorTerms: readonly Json[]): Json {
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
  };
}

const DISK = { key: "disk", operator: "In", values: ["ssd", "nvme"] };
const SPOT = { key: "spot", operator: "DoesNotExist" };
const POOL = { key: "pool", operator: "In", values: ["data"] };

describe("requiredNodeTerms", () => {
  it("restricts nothing where nothing is said", () => {
    assert.deepEqual(workloadOf(deployment()).requiredNodeTerms, []);
  });

  it("makes a term of a node selector", () => {
    assert.deepEqual(
      workloadOf(deployment({ nodeSelector: { pool: "data", disk: "ssd" } })).requiredNodeTerms,
      [
        {
          requirements: [
            { key: "disk", operator: "In", values: ["ssd"] },
            { key: "pool", operator: "In", values: ["data"] },
          ],
        },
      ],
    );
  });

  it("folds the node selector into each term", () => {
    const podSpec = {
      nodeSelector: { pool: "data" },
      ...requiring({ matchExpressions: [DISK] }, { matchExpressions: [SPOT] }),
    };
    assert.deepEqual(workloadOf(deployment(podSpec)).requiredNodeTerms, [
      { requirements: [POOL, DISK] },
      { requirements: [POOL, SPOT] },
    ]);
  });

  it("lets an empty term match nothing, with a node selector too", () => {
    const beside = workloadOf(deployment(requiring({}, { matchExpressions: [SPOT] })));
    assert.deepEqual(beside.requiredNodeTerms, [{ requirements: [SPOT] }]);
    const alone = workloadOf(deployment({ nodeSelector: { pool: "data" }, ...requiring({}) }));
    assert.equal(meetsTerms({ pool: "data" }, alone.requiredNodeTerms), false);
  });

  it("leaves out a term that names a node, and says so", () => {
    const named = { matchFields: [{ key: "metadata.name", operator: "In", values: ["node-1"] }] };
    const imported = importObjects([deployment(requiring(named, { matchExpressions: [SPOT] }))]);
    assert.deepEqual(onlyWorkload(imported).requiredNodeTerms, [{ requirements: [SPOT] }]);
    assert.equal(
      soleFault(deployment({ nodeSelector: { pool: "data" }, ...requiring(named) })),
      "warning not-supported /spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchFields/0",
    );
  });

  it("reads labels by their present names and tells of it", () => {
    const imported = importObjects([
      deployment({
        nodeSelector: { "beta.kubernetes.io/arch": "arm64" },
        ...requiring({
          matchExpressions: [
            { key: "failure-domain.beta.kubernetes.io/zone", operator: "In", values: ["eu-central-1a"] },
          ],
        }),
      }),
    ]);
    assert.deepEqual(onlyWorkload(imported).requiredNodeTerms, [
      {
        requirements: [
          { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] },
          { key: "topology.kubernetes.io/zone", operator: "In", values: ["eu-central-1a"] },
        ],
      },
    ]);
    assert.deepEqual(
      imported.diagnostics.map(({ code, severity }) => [code, severity]),
      [
        ["assumption", "info"],
        ["assumption", "info"],
      ],
    );
  });

  it("refuses operators and numbers of values that Kubernetes refuses", () => {
    const faulty: readonly Json[] = [
      { key: "a", operator: "Matches", values: ["x"] },
      { key: "a", operator: "In" },
      { key: "a", operator: "Exists", values: ["x"] },
      { key: "a", operator: "Gt", values: ["many"] },
      { key: "a", operator: "Lt", values: ["1", "2"] },
      { operator: "Exists" },
    ];
    for (const expression of faulty) {
      const podSpec = requiring({ matchExpressions: [expression, SPOT] });
      assert.match(soleFault(deployment(podSpec)), /^error invalid-manifest .*matchExpressions\/0/);
    }
  });

  it("refuses node affinity without terms, and selectors that are no texts", () => {
    assert.match(soleMessage(deployment(requiring())), /no nodeSelectorTerms/);
    assert.equal(
      soleFault(deployment({ nodeSelector: { gpu: true } })),
      "error invalid-manifest /spec/template/spec/nodeSelector/gpu",
    );
  });

  it("reports a pod that is bound to a node by name", () => {
    assert.equal(
      soleFault(deployment({ nodeName: "node-1" })),
      "warning not-supported /spec/template/spec/nodeName",
    );
  });
});

describe("preferredNodeTerms", () => {
  const preferring = (...terms: readonly Json[]): Json => ({
    affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: terms } },
  });

  it("reads weights and requirements, and leaves out what prefers nothing", () => {
    const podSpec = preferring(
      { weight: 40, preference: { matchExpressions: [DISK] } },
      { weight: 1, preference: {} },
    );
    assert.deepEqual(workloadOf(deployment(podSpec)).preferredNodeTerms, [
      { weight: 40, requirements: [DISK] },
    ]);
  });

  it("refuses a weight outside 1 to 100", () => {
    const podSpec = preferring({ weight: 101, preference: { matchExpressions: [DISK] } });
    assert.match(soleMessage(deployment(podSpec)), /is 101; a whole number from 1 to 100/);
  });
});
