import fc from "fast-check";
import assert from "node:assert/strict";
import type { Plan } from "../../src/planner/index.js";
import { verifyPlan } from "../../src/planner/index.js";
import { assertGolden, planOfExample, plannedExample } from "./example.js";

const CENTRES = ["hefei", "shanghai-one", "shanghai-two"] as const;

function conflictsWith(edit: (text: string) => string): string[] {
  const { outcome } = plannedExample("bank", edit);
  return outcome.status === "planned" ? [] : outcome.conflicts.map(({ message }) => message);
}

describe("examples/bank", () => {
  const { plan, fleet } = planOfExample("bank");

  it("has the plan that its page shows", () => {
    assertGolden("bank", plan);
  });

  it("has a part of every service with data in each of three centres, and none has more than 40 %", () => {
    for (const key of ["default/payments", "default/accounts"]) {
      const { byTarget = {}, replicas = 0 } = plan.divisions?.[key] ?? {};
      assert.deepEqual(Object.keys(byTarget).sort(), CENTRES);
      for (const share of Object.values(byTarget)) assert.ok(share <= replicas * 0.4);
    }
  });

  it("has no plan with a backup outside of China, and says which rule forbids it", () => {
    const found = conflictsWith((text) =>
      text.replace("{ kind: log, edgeSite: hefei }", "{ kind: log, country: SG }"),
    );
    assert.ok(found.some((message) => /keeps a log in SG, against .*MLPS:L3-CES2-10/.test(message)));
  });

  it("has no plan with a backup in one centre alone, since what stands there has none elsewhere", () => {
    const found = conflictsWith((text) => text.replace("- { kind: backup, edgeSite: hefei }", ""));
    assert.ok(found.length > 0);
  });

  it("has no plan without keys of SM4, and none run from elsewhere", () => {
    assert.ok(
      conflictsWith((text) => text.replace("    keyAlgorithms: [sm4, sm2]\n    nodes", "    nodes")).some(
        (message) => message.includes("customer-managed keys of sm2"),
      ),
    );
    assert.ok(
      conflictsWith((text) =>
        text.replace("operator: { name: own, country: CN }", "operator: { name: own, country: SG }"),
      ).some((message) => message.includes("MLPS:8.2.7.1")),
    );
  });

  it("is refused by the verifier wherever a place, an operator, a key or a copy breaks the law", () => {
    const country = fc.constantFrom("SG", "DE", "US", "HK");
    const edits: fc.Arbitrary<(edited: Plan) => void> = fc.oneof(
      fc.tuple(fc.constantFrom(...CENTRES), country).map(([site, to]) => (edited: Plan) => {
        Object.assign(edited.edgeSites[site]!, { country: to });
      }),
      fc.tuple(fc.constantFrom(...CENTRES), country).map(([site, to]) => (edited: Plan) => {
        Object.assign(edited.edgeSites[site]!.law!, { operatorCountry: to });
      }),
      fc.constantFrom(...CENTRES).map((site) => (edited: Plan) => {
        Object.assign(edited.edgeSites[site]!.law!, { operator: "aws" });
      }),
      fc
        .tuple(fc.constantFrom(...CENTRES), fc.constantFrom("no", "unknown"))
        .map(([site, answer]) => (edited: Plan) => {
          Object.assign(edited.edgeSites[site]!.law!.abilities["customer-key-sm4"]!, { answer });
        }),
      fc.tuple(fc.nat(), country).map(([pick, to]) => (edited: Plan) => {
        const copies = Object.values(edited.workloads).flatMap(({ law }) => law?.copies ?? []);
        Object.assign(copies[pick % copies.length]!, { country: to });
      }),
      fc.nat().map((pick) => (edited: Plan) => {
        const held = Object.values(edited.workloads).filter(({ law }) => law !== undefined);
        Object.assign(held[pick % held.length]!, { law: { copies: [] } });
      }),
    );
    fc.assert(
      fc.property(edits, (edit) => {
        const edited = structuredClone(plan);
        edit(edited);
        // Of the plan alone: no fleet is needed to see it.
        assert.ok(verifyPlan({ plan: edited }).length > 0);
      }),
      { seed: 7203, numRuns: 60 },
    );
    assert.deepEqual(verifyPlan({ plan, fleet }), []);
  });
});
