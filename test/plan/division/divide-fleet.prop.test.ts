import fc from "fast-check";
import { AgainstOptimum } from "./against-optimum.js";
import { fleet } from "../fleets.js";
import { cheapest, tinyDivision } from "./tiny-division.js";

describe("divideFleet, of tiny fleets", function () {
  this.timeout(300_000);

  it("bound <= optimum <= cost over every division, and what it says to have no plan has none", () => {
    const against = new AgainstOptimum();
    fc.assert(
      fc.property(tinyDivision, (tiny) => {
        const checked = fleet({ clusters: tiny.clusters, workloads: tiny.fixed, divided: tiny.open });
        against.compare(checked, cheapest(tiny));
      }),
      { seed: 20261126, numRuns: 250 },
    );
    against.assertEnough({ planned: 200, optimal: 0.98, missed: 2 });
  });
});
