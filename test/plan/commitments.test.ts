import assert from "node:assert/strict";
import type { Catalogue } from "../../src/catalogue/index.js";
import type { CommitmentTerm } from "../../src/model/catalogue.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { renderPlan } from "../../src/report/index.js";
import { verifyPlan } from "../../src/verify/index.js";
import { cluster, fleet, pool, workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

const TERM: CommitmentTerm = {
  provider: "aws",
  name: "plan-1y",
  kind: "savings-plan",
  years: 1,
  families: [],
  payPpm: 600_000,
  statement: "",
  evidence: { source: "our contract", asOf: "2026-10-01", confidence: "vendor-doc" },
};
const LONG: CommitmentTerm = { ...TERM, name: "plan-3y", years: 3, payPpm: 400_000 };

/** One x.small always, two for 8 hours, three for 12 of 24. */
const HOURLY = Array.from({ length: 24 }, (_, hour) => (hour < 4 ? 1 : hour < 12 ? 2 : 3));

const ASKING = fleet({
  clusters: [
    cluster({ availabilityZones: ["eu-central-1a"], pools: [pool({ instanceTypes: ["x.small"] })] }),
  ],
  workloads: [workload({ cpu: 2, gib: 2, replicas: 1, peak: 3, hourly: HOURLY })],
  commitmentYears: [1, 3],
});

function planWith(terms: readonly CommitmentTerm[], asked: CheckedFleet = ASKING): Plan {
  const catalogue: Catalogue = { ...tinyCatalogue, commitmentTerms: () => terms };
  const outcome = planFleetChecked({ fleet: asked, catalogue, version: "0.0.0" });
  if (outcome.status !== "planned") throw new Error(JSON.stringify(outcome));
  return outcome.plan;
}

/** Of every number of promised nodes the one that costs least, by adding up each hour. */
function cheapest(payPpm: number): { readonly commit: number; readonly saved: number } {
  const costs = [0, 1, 2, 3].map((commit) =>
    HOURLY.reduce(
      (sum, nodes) => sum + (20_000 * commit * payPpm) / 1_000_000 + 20_000 * Math.max(0, nodes - commit),
      0,
    ),
  );
  const commit = costs.indexOf(Math.min(...costs));
  return { commit, saved: Math.floor(((((costs[0] ?? 0) - (costs[commit] ?? 0)) * 730) / 24) * (1 + 1e-12)) };
}

describe("commitments", () => {
  it("are for the nodes that run in more hours than the break-even: of every number of them the cheapest", () => {
    const [one, ...others] = planWith([TERM, LONG]).commitments ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(one?.nodes, HOURLY);
    assert.deepEqual(
      one.offers.map(({ payPpm, commit, savedMicroPerMonth: saved }) => ({ payPpm, commit, saved })),
      [TERM, LONG].map(({ payPpm = 0 }) => ({ payPpm, ...cheapest(payPpm) })),
    );
    assert.deepEqual(
      one.offers.map(({ commit }) => commit),
      [2, 3],
    );
  });

  it("are not bought where a node runs as long as the break-even and no longer", () => {
    const [one] = planWith([{ ...TERM, payPpm: 500_000 }]).commitments ?? [];
    assert.equal(one?.offers[0]?.commit, 2);
    const [dear] = planWith([{ ...TERM, payPpm: 1_000_000 }]).commitments ?? [];
    assert.deepEqual([dear?.offers[0]?.commit, dear?.offers[0]?.savedMicroPerMonth], [0, 0]);
    assert.match(renderPlan(planWith([{ ...TERM, payPpm: 1_000_000 }])), /plan-1y .*: do not buy/);
  });

  it("are told with rate, break-even, saving and source, or as not known", () => {
    const text = renderPlan(planWith([TERM]));
    assert.match(text, /Commitments\n {2}x\.small in eu-central-1, 1 to 3 nodes/);
    assert.match(text, /plan-1y \(pays 60\.00 %.*vendor-doc, 2026-10-01\): buy for 2 nodes, saves \$/);
    assert.match(renderPlan(planWith([])), /x\.small in eu-central-1, 1 to 3 nodes: no rate is known/);
  });

  it("are of the years and the families asked for, and none where nobody asks", () => {
    const [one] = planWith([TERM, LONG], { ...ASKING, commitmentYears: [3] }).commitments ?? [];
    assert.deepEqual(
      one?.offers.map(({ name }) => name),
      ["plan-3y"],
    );
    const [other] = planWith([{ ...TERM, families: ["a"] }]).commitments ?? [];
    assert.deepEqual(other?.offers, []);
    const { commitmentYears, ...silent } = ASKING;
    assert.deepEqual(commitmentYears, [1, 3]);
    assert.equal(planWith([TERM], silent).commitments, undefined);
  });

  it("are refused where nodes, price or saving are not the plan's", () => {
    const plan = planWith([TERM]);
    const [one] = plan.commitments ?? [];
    const [offer] = one?.offers ?? [];
    assert.ok(one !== undefined && offer !== undefined);
    const cases = [
      [[], "/commitments"],
      [[one, one], "/commitments"],
      [[{ ...one, nodes: [3] }], "/commitments/0/nodes"],
      [[{ ...one, microPerHour: 1 }], "/commitments/0/microPerHour"],
      [[{ ...one, offers: [{ ...offer, commit: 3 }] }], "/commitments/0/offers/0/commit"],
      [
        [{ ...one, offers: [{ ...offer, savedMicroPerMonth: offer.savedMicroPerMonth + 1 }] }],
        "/commitments/0/offers/0/savedMicroPerMonth",
      ],
      [undefined, "/commitments"],
    ] as const;
    for (const [commitments, at] of cases) {
      const { commitments: stated, ...rest } = plan;
      assert.ok(stated !== undefined);
      const changed = commitments === undefined ? rest : { ...rest, commitments };
      const paths = verifyPlan({ plan: changed, fleet: ASKING }).map(({ path }) => path);
      assert.ok(paths.includes(at), `${at} is not among ${paths.join(", ")}`);
    }
  });
});
