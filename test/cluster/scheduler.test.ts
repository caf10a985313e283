/** Plans of the examples and of random fleets, as the real scheduler holds them. */
import assert from "node:assert/strict";
import { controlPlaneOrSkip, startControlPlane } from "./control-plane.js";
import type { ControlPlane } from "./control-plane.js";
import { disagreements } from "./model-replay.js";
import { placeTarget } from "./placed-target.js";
import type { PlacedTarget } from "./placed-target.js";
import {
  BOUND_FLEETS,
  EXAMPLES,
  RISKY_FLEET,
  SMALL_RANDOM_FLEETS,
  targetsOfFleet,
} from "./planned-fleets.js";
import { verdictOf } from "./verdict.js";
import type { Verdict } from "./verdict.js";

/** One order a fleet; `npm run test:fidelity` has more. */
const SEED = 1;

function tell(fleet: string, { target, nodes, pods, bound, pending }: Verdict, seconds: number): void {
  console.log(`      ${fleet}/${target}: ${bound} of ${pods} pods bound on ${nodes} nodes in ${seconds} s`);
  for (const { workload, pending: count, replicas, cause } of pending)
    console.log(`        ${count} of ${replicas} of ${workload} pending: ${cause}`);
}

for (const fleet of [...EXAMPLES, ...SMALL_RANDOM_FLEETS, ...BOUND_FLEETS, RISKY_FLEET]) {
  for (const target of targetsOfFleet(fleet)) {
    describe(`the plan of ${fleet.name}/${target.slice.name} in the real scheduler`, function () {
      this.timeout(600_000);
      let plane: ControlPlane | undefined;
      let placed: PlacedTarget | undefined;
      let verdict: Verdict | undefined;

      before(async function () {
        const program = await controlPlaneOrSkip(this);
        const started = Date.now();
        plane = await startControlPlane(program, "statefulSets");
        placed = await placeTarget(plane, target, SEED);
        verdict = verdictOf(placed);
        tell(fleet.name, verdict, Math.round((Date.now() - started) / 100) / 10);
      });
      after(async () => {
        placed?.stop();
        await plane?.stop();
      });

      it("binds pods only on nodes of the pools on which it counts them", () => {
        assert.deepEqual(verdict!.outOfPlace, []);
      });

      it("leaves nothing pending", () => {
        assert.deepEqual(verdict!.pending, []);
      });

      it("is held where the scheduler model would hold it, pod by pod", () => {
        assert.deepEqual(disagreements(placed!), []);
      });
    });
  }
}
