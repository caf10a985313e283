import assert from "node:assert/strict";
import { stringify } from "yaml";
import { fleetKnowledge } from "../../../src/planner/fleet-knowledge.js";
import { loadCatalogue } from "../../../src/planner/load-catalogue.js";
import { checkFleet } from "../../../src/spec/check-fleet.js";
import { parseFleetText } from "../../../src/spec/parse-fleet.js";

const knowledge = fleetKnowledge(loadCatalogue({ regions: [{ provider: "aws", region: "eu-central-1" }] }));
const POOL = "/clusters/0/pools/0/deviceShares";

interface Parts {
  readonly pool?: object;
  readonly fleet?: object;
  readonly requests?: object;
  readonly workload?: object;
}

function check({
  pool = {},
  fleet = {},
  requests = {},
  workload = {},
}: Parts): ReturnType<typeof checkFleet> {
  const gpu = { name: "gpu", chips: ["nvidia-l4"], deviceShares: {}, ...pool };
  const share = {
    cpu: 1,
    memory: "1Gi",
    "nvidia.com/gpu": 1,
    "nvidia.com/gpumem-percentage": 30,
    ...requests,
  };
  const spec = {
    apiVersion: "stowage.dev/v1",
    name: "shop",
    clusters: [{ name: "main", platform: "eks", region: "eu-central-1", pools: [gpu] }],
    workloads: [{ name: "infer", cluster: "main", replicas: 2, requests: share, ...workload }],
    fidelity: "packing",
    ...fleet,
  };
  const parsed = parseFleetText({ text: stringify(spec) });
  if (!parsed.ok) return { ok: false, diagnostics: parsed.diagnostics };
  return checkFleet({ parsed: parsed.value, manifests: new Map(), knowledge });
}

function errorsOf(parts: Parts): string[] {
  return check(parts)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code, path }) => `${code} ${path}`);
}

describe("deviceShares of a spec", () => {
  it("are shares of NVIDIA devices, ten a device unless said otherwise", () => {
    for (const [deviceShares, perDevice] of [
      [{}, 10],
      [{ perDevice: 4 }, 4],
    ] as const) {
      const checked = check({ pool: { deviceShares } });
      assert.ok(checked.ok, JSON.stringify(checked.diagnostics));
      assert.deepEqual(checked.value.fleet.clusters[0]?.pools[0]?.deviceShares, { perDevice });
    }
  });

  it("are refused where kube-scheduler alone is to place them, which is what a spec promises by default", () => {
    assert.deepEqual(errorsOf({ fleet: { fidelity: "scheduler" } }), [`invalid-spec ${POOL}`]);
    assert.deepEqual(errorsOf({ fleet: { fidelity: undefined } }), [`invalid-spec ${POOL}`]);
  });

  it("are refused of pools without NVIDIA chips, and of devices that are cut already", () => {
    assert.deepEqual(errorsOf({ pool: { chips: ["amd64"] } }), [`invalid-spec ${POOL}`]);
    assert.deepEqual(errorsOf({ pool: { deviceSlices: { sharedBy: 2 } } }), [`invalid-spec ${POOL}`]);
  });

  it("are refused together with what is planned in sums or as one item", () => {
    assert.equal(errorsOf({ workload: { gang: { within: "node" } } }).length, 1);
  });

  it("are at most a device, and of devices that are asked for", () => {
    assert.equal(errorsOf({ requests: { "nvidia.com/gpumem-percentage": 101 } }).length, 1);
    assert.equal(errorsOf({ requests: { "nvidia.com/gpu": 0 } }).length, 1);
  });
});
