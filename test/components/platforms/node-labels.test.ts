import * as assert from "node:assert/strict";
import {
  AKS_RESERVED,
  EKS_RESERVED,
  GKE_RESERVED,
  labelFaults,
  sentLabels,
} from "../../../src/components/platforms/node-labels.js";
import type { ReservedLabels } from "../../../src/components/platforms/node-labels.js";
import { clusterPlan, purchase } from "./cluster-plans.js";

const SKETCH = { pool: "general", instanceType: "m7i.large", zone: "a" };

function faults(label: string, reserved: ReservedLabels): number {
  const purchases = [{ ...SKETCH, labels: { [label]: "yes" } }];
  return labelFaults(clusterPlan({ platform: "eks", region: "r", purchases }), reserved).length;
}

describe("sentLabels", () => {
  it("leaves out what the cloud sets, and sends stowage's and the user's", () => {
    assert.deepEqual(sentLabels(purchase({ ...SKETCH, labels: { "example.test/team": "shop" } })), {
      "example.test/team": "shop",
      "stowage.dev/pool": "general",
      "stowage.dev/purchase-option": "on-demand",
      "stowage.dev/chip": "amd64",
    });
  });
});

describe("labelFaults", () => {
  const refusedBy: readonly [string, readonly ReservedLabels[]][] = [
    ["team", []],
    ["example.test/team", []],
    ["notkubernetes.io/team", []],
    ["node.kubernetes.io/team", [EKS_RESERVED]],
    ["x.node.kubernetes.io/team", [EKS_RESERVED]],
    ["node-role.kubernetes.io/team", [EKS_RESERVED, AKS_RESERVED, GKE_RESERVED]],
    ["k8s.io/team", [EKS_RESERVED, AKS_RESERVED, GKE_RESERVED]],
    ["eks.amazonaws.com/team", [EKS_RESERVED]],
    ["kubernetes.azure.com/team", [AKS_RESERVED]],
    ["cloud.google.com/team", [GKE_RESERVED]],
  ];
  for (const [label, by] of refusedBy) {
    it(`judges ${label} as each platform does`, () => {
      for (const reserved of [EKS_RESERVED, AKS_RESERVED, GKE_RESERVED]) {
        assert.equal(faults(label, reserved), by.includes(reserved) ? 1 : 0);
      }
    });
  }
});
