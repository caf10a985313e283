import assert from "node:assert/strict";
import fc from "fast-check";
import { catalogueRowsOf } from "../../src/plan/index.js";
import type { ParetoAxis, Plan } from "../../src/planner/index.js";
import { paretoFrontSync, verifyPlan } from "../../src/planner/index.js";
import { renderPareto } from "../../src/report/index.js";
import { monthly } from "../../src/report/amounts.js";
import { assertGolden, assertOnPage, loadedExample, planOfExample, plannedExample } from "./example.js";

const NAME = "ai-east-west";

function conflictsWith(from: string, to: string): string[] {
  const { outcome } = plannedExample(NAME, (text) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  });
  return outcome.status === "planned" ? [] : outcome.conflicts.map(({ message }) => message);
}

describe("examples/ai-east-west", function () {
  this.timeout(60_000);
  const { plan, fleet } = planOfExample(NAME);

  it("has the plan that its page shows", () => {
    assertGolden(NAME, plan);
  });

  it("trains in the west, in one place, and answers Beijing from Beijing", () => {
    assert.deepEqual(plan.divisions?.["default/pretrain"]?.byTarget, { ningxia: 32 });
    const [beijing, xian] = plan.latency?.["default/chat"] ?? [];
    assert.deepEqual(Object.keys(beijing?.byTarget ?? {}), ["beijing"]);
    assert.deepEqual(Object.keys(xian?.byTarget ?? {}), ["ningxia"]);
  });

  it("has the fronts of cost against carbon and against latency that its page shows", () => {
    const loaded = loadedExample(NAME);
    for (const axis of ["carbon", "latency"] satisfies ParetoAxis[]) {
      const front = paretoFrontSync(loaded, { axis, points: 5 });
      for (const [index, point] of front.points.entries()) {
        const before = front.points[index - 1];
        if (before !== undefined)
          assert.ok(before.microPerHour < point.microPerHour && before.value > point.value);
        assert.ok(point.boundMicroPerHour <= point.microPerHour && point.valueBound <= point.value);
      }
      assertOnPage(NAME, renderPareto(front).trim());
    }
  });

  it("costs in the default scheduler what its page says, less with machines of the gang's own", () => {
    const scheduled = (text: string): string => text.replace("fidelity: packing", "fidelity: scheduler");
    const ofItsOwn = (text: string): string =>
      text
        .replace(
          "  - name: beijing",
          "      - name: gangs\n        chips: [nvidia-a10g]\n        families: [g5]\n        labels: { for: gangs }\n" +
            "        taints: [{ key: gangs, effect: NoSchedule }]\n  - name: beijing",
        )
        .replace(
          "nvidia.com/gpu: 2 }\n",
          "nvidia.com/gpu: 2 }\n    tolerations: [{ key: gangs, operator: Exists }]\n    nodeSelector: { for: gangs }\n",
        );
    const cost = (edit: (text: string) => string): string => {
      const { outcome } = plannedExample(NAME, (text) => edit(scheduled(text)));
      assert.ok(outcome.status === "planned");
      for (const { realisation } of Object.values(outcome.plan.clusters))
        assert.equal(realisation?.status, "held");
      return monthly(outcome.plan.cost.microPerHour, "USD");
    };
    const [shared, apart] = [cost((text) => text), cost(ofItsOwn)];
    assertOnPage(NAME, `it costs ${shared} a month`);
    assertOnPage(NAME, `it is ${apart}`);
  });

  it("has no plan where no place is near enough, law shuts the site out, or a gang finds no machine", () => {
    assert.ok(
      conflictsWith(
        "withinMs: 50, judgedBy: p95, traffic: 3",
        "withinMs: 20, judgedBy: p95, traffic: 3",
      ).some((message) => message.includes('"default/chat" is within 20 ms of demand point "beijing-users"')),
    );
    assert.ok(conflictsWith("jurisdictions: [CN]", "jurisdictions: [SG]").length > 0);
    assert.ok(conflictsWith("replicas: 8", "replicas: 9").length > 0);
  });

  it("is refused by the verifier wherever replicas, gangs, promises or places are not what the fleet asks for", () => {
    const keys = Object.keys(plan.divisions ?? {});
    const offers = catalogueRowsOf(plan, loadedExample(NAME).catalogue);
    const edits: fc.Arbitrary<(edited: Plan) => void> = fc.oneof(
      fc.constantFrom(...keys).map((key) => (edited: Plan) => {
        const { byTarget } = edited.divisions![key]!;
        const [from = "", to = ""] =
          (byTarget["ningxia"] ?? 0) > 0 ? ["ningxia", "beijing"] : ["beijing", "ningxia"];
        Object.assign(byTarget, { [from]: (byTarget[from] ?? 0) - 1, [to]: (byTarget[to] ?? 0) + 1 });
      }),
      fc
        .tuple(fc.constantFrom("ningxia", "beijing"), fc.constantFrom("SG", "US"))
        .map(([cluster, country]) => (edited: Plan) => {
          Object.assign(edited.clusters[cluster]!, { country });
        }),
      fc
        .tuple(
          fc.constantFrom("default/chat", "default/gateway"),
          fc.nat(1),
          fc.integer({ min: 1, max: 90_000 }),
        )
        .map(([key, rule, microseconds]) => (edited: Plan) => {
          for (const trip of Object.values(edited.latency![key]![rule]!.byTarget))
            Object.assign(trip, { p95Microseconds: microseconds });
        }),
      fc.constantFrom("gui-an/default/distil", "gui-an/default/evaluate").map((id) => (edited: Plan) => {
        // One pod of the gang on the machine of the other.
        const layouts = Object.values(edited.edgeSites["gui-an"]!.purchases).flatMap(
          ({ layouts: own }) => own,
        );
        const from = layouts.find(({ pods }) => (pods[id] ?? 0) > 0)!;
        const to = layouts.find((layout) => layout !== from)!;
        Object.assign(from.pods, { [id]: (from.pods[id] ?? 0) - 1 });
        Object.assign(to.pods, { [id]: 1 });
      }),
    );
    fc.assert(
      fc.property(edits, (edit) => {
        const edited = structuredClone(plan);
        edit(edited);
        assert.ok(verifyPlan({ plan: edited, fleet, offers }).length > 0);
      }),
      { seed: 7205, numRuns: 60 },
    );
    assert.deepEqual(verifyPlan({ plan, fleet, offers }), []);
  });
});
