import fc from "fast-check";
import assert from "node:assert/strict";
import { verifyPlan } from "../../src/planner/index.js";
import { assertGolden, planOfExample, plannedExample } from "./example.js";

const KEPT = ["default/line-control", "default/inspection", "default/registry", "default/vault"] as const;

function conflictsWith(from: string, to: string): string[] {
  const { outcome } = plannedExample("plant", (text) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  });
  return outcome.status === "planned"
    ? []
    : outcome.conflicts.map(({ label, message }) => `${label}: ${message}`);
}

describe("examples/plant", () => {
  const { plan } = planOfExample("plant");

  it("has the plan that its page shows", () => {
    assertGolden("plant", plan);
  });

  it("keeps a controller and a camera a line, and tells what its rack and its uplink hold", () => {
    assert.deepEqual(plan.edgeSites["plant"]?.edge, {
      autonomy: {
        controlPlane: "local",
        registryCache: "plant/default/registry",
        secrets: "plant/default/vault",
        replicas: { "plant/default/inspection": 50, "plant/default/line-control": 50 },
      },
      rack: { slots: 42, watts: 8000 },
      uplinkKbps: 200_000,
      usedSlots: 40,
      usedWatts: 7000,
      usedKbps: 140_000,
    });
  });

  it("has no plan where it could not go on alone, or its rack or uplink is too small", () => {
    assert.match(
      conflictsWith("distribution: k3s", "distribution: kubeedge")[0] ?? "",
      /^autonomy: .* its control plane \(kubeedge\) runs elsewhere/,
    );
    assert.match(
      conflictsWith("default/line-control: 50,", "default/line-control: 51,")[0] ?? "",
      /^autonomy: 51 replica\(s\) of plant\/default\/line-control must run when the uplink .* and 50 run there/,
    );
    assert.match(
      conflictsWith("slots: 42", "slots: 39")[0] ?? "",
      /^rack: the nodes of edge site "plant" take 40 slot\(s\), and its rack has 39/,
    );
    assert.match(conflictsWith("watts: 8000", "watts: 6999")[0] ?? "", /take 7000 W, and its rack has 6999/);
    assert.match(
      conflictsWith("kbps: 200000", "kbps: 139999")[0] ?? "",
      /^uplink: .* 140000 kbit\/s at their peak, and its uplink carries 139999/,
    );
  });

  it("is refused by the verifier wherever a replica that must go on is not on the site's nodes", () => {
    const site = plan.edgeSites["plant"]!;
    const held = Object.entries(site.purchases).flatMap(([key, { layouts }]) =>
      layouts.flatMap(({ pods }, index) =>
        KEPT.map((name) => `plant/${name}`).flatMap((id) =>
          (pods[id] ?? 0) > 0 ? [{ key, index, id }] : [],
        ),
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...held), ({ key, index, id }) => {
        const edited = structuredClone(plan);
        const { pods, nodes } = edited.edgeSites["plant"]!.purchases[key]!.layouts[index]!;
        const removed = (pods[id] ?? 0) * nodes;
        Reflect.deleteProperty(pods, id);
        const { placement } = edited.workloads[id]!;
        const left = placement.replicas - removed;
        Object.assign(edited.workloads[id]!, { replicas: left });
        const here = left === 0 ? {} : { plant: left };
        for (const one of [placement, edited.edgeSites["plant"]!.placements[id]!])
          Object.assign(one, { replicas: left, byPool: here, byAvailabilityZone: here });
        const at = verifyPlan({ plan: edited }).map(({ path }) => path);
        const autonomous = at.some((path) => path.startsWith("/edgeSites/plant/edge/autonomy"));
        // Of the registry and the vault one replica is enough.
        const least = id.endsWith("registry") || id.endsWith("vault") ? 1 : 50;
        assert.equal(autonomous, left < least, at.join(", "));
      }),
      { seed: 7204, numRuns: 40 },
    );
  });
});
