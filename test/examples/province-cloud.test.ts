import fc from "fast-check";
import assert from "node:assert/strict";
import type { Plan } from "../../src/planner/index.js";
import { verifyPlan } from "../../src/planner/index.js";
import { renderPlan } from "../../src/report/index.js";
import { assertGolden, planOfExample, plannedExample } from "./example.js";

const PLATFORMS = ["guian-phytium", "guiyang-kunpeng", "zunyi-hygon"] as const;
const PARTS = ["chips", "systems", "platforms"] as const;

function conflictsWith(edit: (text: string) => string): string[] {
  const { outcome } = plannedExample("province-cloud", edit);
  return outcome.status === "planned" ? [] : outcome.conflicts.map(({ message }) => message);
}

describe("examples/province-cloud", () => {
  const { plan, fleet } = planOfExample("province-cloud");

  it("has the plan that its page shows", () => {
    assertGolden("province-cloud", plan);
  });

  it("has every node's chip, system and platform from China, on three platforms", () => {
    assert.deepEqual(Object.keys(plan.edgeSites).sort(), PLATFORMS);
    for (const site of Object.values(plan.edgeSites))
      for (const part of PARTS) assert.deepEqual(site.law?.origins?.[part], { CN: site.law?.origins?.nodes });
    assert.match(
      renderPlan(plan),
      /offices: 38 of 38 nodes have chips of CN, 100 % are asked for by 2027-12-31/,
    );
  });

  it("has no plan with one line of foreign processors, or a platform of which nobody says whose it is", () => {
    const foreign = conflictsWith((text) => text.replace("hygon-c86-7400", "amd-epyc-9004"));
    assert.ok(
      foreign.some((one) =>
        /26 of 38 nodes .* have chips of CN, against XINCHUANG:government-chips/.test(one),
      ),
      foreign.join("; "),
    );
    const unknown = conflictsWith((text) => text.replace("    origin: { system: CN, platform: CN }\n", ""));
    assert.ok(unknown.some((one) => /against XINCHUANG:government-platforms/.test(one)));
    assert.ok(unknown.some((one) => /against XINCHUANG:government-systems/.test(one)));
  });

  it("has a plan with foreign processors before the day that the rules name", () => {
    const { outcome } = plannedExample("province-cloud", (text) =>
      text.replace("hygon-c86-7400", "amd-epyc-9004").replace("heldAt: 2027-12-31", "heldAt: 2026-12-31"),
    );
    assert.equal(outcome.status, "planned");
  });

  it("is refused by the verifier wherever a share, a place, an operator or a copy breaks the rules", () => {
    const site = fc.constantFrom(...PLATFORMS);
    const edits: fc.Arbitrary<(edited: Plan) => void> = fc.oneof(
      fc
        .tuple(site, fc.constantFrom(...PARTS), fc.integer({ min: 1, max: 12 }))
        .map(([name, part, nodes]) => (edited: Plan) => {
          const origins = edited.edgeSites[name]!.law!.origins!;
          Object.assign(origins[part], { CN: origins.nodes - nodes, US: nodes });
        }),
      fc.tuple(site, fc.constantFrom(...PARTS)).map(([name, part]) => (edited: Plan) => {
        Object.assign(edited.edgeSites[name]!.law!.origins!, { [part]: {} });
      }),
      site.map((name) => (edited: Plan) => {
        Reflect.deleteProperty(edited.edgeSites[name]!.law!, "origins");
      }),
      site.map((name) => (edited: Plan) => {
        Object.assign(edited.edgeSites[name]!.law!.origins!, { nodes: 1 });
      }),
      fc.tuple(site, fc.constantFrom("SG", "US")).map(([name, to]) => (edited: Plan) => {
        Object.assign(edited.edgeSites[name]!, { country: to });
      }),
      site.map((name) => (edited: Plan) => {
        Object.assign(edited.edgeSites[name]!.law!, { operator: "aws" });
      }),
      fc.nat().map((pick) => (edited: Plan) => {
        const copies = Object.values(edited.workloads).flatMap(({ law }) => law?.copies ?? []);
        Object.assign(copies[pick % copies.length]!, { country: "SG" });
      }),
    );
    fc.assert(
      fc.property(edits, (edit) => {
        const edited = structuredClone(plan);
        edit(edited);
        // Of the plan alone: no fleet is needed to see it.
        assert.ok(verifyPlan({ plan: edited }).length > 0);
      }),
      { seed: 7503, numRuns: 60 },
    );
    assert.deepEqual(verifyPlan({ plan, fleet }), []);
  });
});
