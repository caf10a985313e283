import assert from "node:assert/strict";
import fc from "fast-check";
import type { Workload } from "../../../src/model/fleet.js";
import { NODE_LABELS } from "../../../src/model/kubernetes.js";
import { OFFERING_RULES } from "../../../src/plan/constraints/registry.js";
import { Eligibility, eligibilityOf } from "../../../src/plan/formulate/eligibility.js";
import type { NodeKind } from "../../../src/plan/formulate/node-kind.js";
import { nodeKindsOf } from "../../../src/plan/formulate/offers.js";
import { targetsOf } from "../../../src/plan/formulate/plan-target.js";
import { cluster, fleet, pool, workload } from "../fleets.js";
import { tinyCatalogue } from "../tiny-catalogue.js";

const gpuTaint = { key: "gpu", value: "", effect: "NoSchedule" } as const;

/** Three places: two that differ in nothing but their names and zones, and one with a taint, a label and another chip. */
const KINDS: readonly (readonly NodeKind[])[] = targetsOf(
  fleet({
    clusters: [
      cluster({ name: "one" }),
      cluster({ name: "two", availabilityZones: ["eu-central-1a"] }),
      cluster({
        name: "three",
        pools: [
          pool({ name: "arm", chips: ["amd64", "arm64"], labels: { tier: "fast" } }),
          pool({ name: "held", taints: [gpuTaint] }),
        ],
      }),
    ],
    workloads: [],
  }),
  tinyCatalogue,
).map((target) => nodeKindsOf(target, tinyCatalogue));

const term = (key: string, value: string): Workload["requiredNodeTerms"] => [
  { requirements: [{ key, operator: "In", values: [value] }] },
];

const arbitraryWorkload: fc.Arbitrary<Workload> = fc
  .record({
    cpu: fc.constantFrom(0.5, 3, 7, 20),
    gib: fc.constantFrom(0.5, 9, 30),
    platforms: fc.constantFrom(["linux/amd64"], ["linux/arm64"], ["linux/amd64", "linux/arm64"]),
    terms: fc.constantFrom(
      [],
      [],
      term("tier", "fast"),
      term(NODE_LABELS.availabilityZone, "eu-central-1a"),
      term(NODE_LABELS.pool, "held"),
    ),
    tolerates: fc.boolean(),
    zone: fc.constantFrom(undefined, undefined, "eu-central-1a", "eu-central-1b"),
  })
  .map(({ cpu, gib, platforms, terms, tolerates, zone }) =>
    workload({
      cpu,
      gib,
      imagePlatforms: platforms,
      requiredNodeTerms: terms,
      tolerations: tolerates ? [{ key: "gpu", operator: "Exists" }] : [],
      volumes: zone === undefined ? [] : [{ name: "data", availabilityZone: zone }],
    }),
  );

function asked(one: Workload, kinds: readonly NodeKind[]): number[] {
  return kinds.map((kind) => (OFFERING_RULES.every((rule) => rule.allows(one)(kind)) ? 1 : 0));
}

describe("Eligibility", () => {
  it("says in every place what the rules say of each node kind there, whatever it was asked before", () => {
    let [eligible, excluded] = [0, 0];
    fc.assert(
      fc.property(fc.array(arbitraryWorkload, { minLength: 1, maxLength: 6 }), (workloads) => {
        const eligibility = new Eligibility();
        // Parts of one entry share its fields; one of them may have others.
        const parts = workloads.flatMap((one) => [one, { ...one, tolerations: [] }, { ...one }]);
        for (const kinds of [...KINDS, ...KINDS]) {
          const expected = parts.map((one) => asked(one, kinds));
          const masks = eligibility.masks(parts, kinds).map((mask) => [...mask]);
          assert.deepEqual(masks, expected);
          assert.deepEqual(
            eligibilityOf(parts, kinds).map((mask) => [...mask]),
            expected,
          );
          for (const answer of expected.flat())
            if (answer === 1) eligible += 1;
            else excluded += 1;
        }
      }),
      { seed: 20261127, numRuns: 100 },
    );
    assert.ok(eligible > 1000 && excluded > 1000, `${eligible} eligible, ${excluded} excluded`);
  });
});
