/** Plans as they would run: what is imported of them is what was planned, nodes, pods and costs. */
import assert from "node:assert/strict";
import fc from "fast-check";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { ClusterPlan } from "../../src/model/plan.js";
import { compareRunning, planFleetChecked } from "../../src/plan/index.js";
import { knowledgeOf } from "../../src/planner/import-running.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { RunningObjects, importRunning } from "../../src/spec/index.js";
import type { RunningImport } from "../../src/spec/index.js";
import { arbitraryFleet } from "../plan/arbitrary-fleet.js";
import { FEW_FAMILIES } from "../plan/worlds.js";
import { dumpOf } from "./dump-of.js";

const catalogue = loadCatalogue({ regions: FEW_FAMILIES.places });

function importOf(cluster: ClusterPlan, fleet: CheckedFleet): RunningImport {
  const objects = new RunningObjects("dump.json");
  dumpOf(cluster, fleet).forEach((object, index) => {
    objects.add(object, `/items/${index}`);
  });
  return importRunning({
    objects,
    knowledge: knowledgeOf(catalogue),
    name: cluster.name,
    containerRequests: { cpuMilli: 100, memoryMiB: 128 },
  });
}

describe("importing what a plan builds", () => {
  it("gives the plan's nodes, pods and costs back", () => {
    let clusters = 0;
    fc.assert(
      fc.property(arbitraryFleet(FEW_FAMILIES), (fleet) => {
        const outcome = planFleetChecked({ fleet, catalogue, version: "0.0.0" });
        if (outcome.status !== "planned") return;
        for (const cluster of Object.values(outcome.plan.clusters)) {
          if (Object.keys(cluster.purchases).length === 0) continue;
          clusters += 1;
          const { running, diagnostics } = importOf(cluster, fleet);
          assert.deepEqual(
            diagnostics.filter(({ severity }) => severity === "error"),
            [],
          );
          // What a node of one's own costs, no cluster knows; those that are bought have prices.
          const owned = Object.values(cluster.purchases).some(
            ({ purchaseOption }) => purchaseOption === "owned",
          );
          const plan = { ...outcome.plan, clusters: { [cluster.name]: cluster }, edgeSites: {} };
          const { clusters: compared, notRunning, notPlanned } = compareRunning(plan, running, catalogue);
          assert.deepEqual([notRunning, notPlanned], [[], []]);
          assert.deepEqual(
            compared.map(({ unpriced, moves, running: now, planned }) => ({
              unpriced,
              costs: owned ? 0 : now.microPerHour - planned.microPerHour,
              nodes: now.nodes - planned.nodes,
              moves: [moves.addNodes, moves.removeNodes, moves.movePods],
            })),
            [{ unpriced: [], costs: 0, nodes: 0, moves: [0, 0, 0] }],
          );
        }
      }),
      { numRuns: 250, seed: 20261126 },
    );
    assert.ok(clusters >= 10, `${clusters} clusters were planned and imported`);
  });
});
