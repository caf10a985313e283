import assert from "node:assert/strict";
import fc from "fast-check";
import type { Plan } from "../../src/model/plan.js";
import { verifyPlan } from "../../src/verify/index.js";
import { put } from "./mutation.js";
import { validFleet, validPlan, validRows } from "./plan-builder.js";

const SEED = 20261124;

interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
}

/** Every member at any depth, leaves and branches. */
function members(value: unknown, pointer = ""): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ pointer, value }];
  const inside = Object.entries(value).flatMap(([key, member]) =>
    members(member, `${pointer}/${key.replace(/~/g, "~0").replace(/\//g, "~1")}`),
  );
  return pointer === "" ? inside : [{ pointer, value }, ...inside];
}

const MEMBERS = members(validPlan());
const NUMBERS = MEMBERS.filter(({ value }) => typeof value === "number");

/** How much the search worked is told by nothing else in a plan, nor by its fleet. */
const UNKNOWABLE = new Set(["/search/workUnits"]);

/**
 * What the plan alone cannot tell: facts of the fleet that it only repeats, where the change leaves them
 * satisfied. Each is compared with the fleet as soon as there is one.
 */
const KNOWN_TO_FLEET =
  /^\/search\/workUnitsLimit$|\/(latitude|longitude|minNodes|maxNodes|podsPerNode|maxSkew|minDomains|maxPerNode|minReplicas|maxReplicas|vcpu|percent|spotMaxPercent|maxInstanceTypes|surgeNodes|spare\/replicas|(quotas|licences)\/[^/]*\/limit)$/;

const otherNumber = fc.oneof(
  fc.nat({ max: 10 }),
  fc.maxSafeNat(),
  fc.maxSafeInteger(),
  fc.constantFrom(NaN, Infinity, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER + 1),
);

/** Values around the right one, where an off-by-one hides, and far from it. */
function changedNumber(leaf: Leaf): fc.Arbitrary<number> {
  const value = leaf.value as number;
  return fc
    .oneof(fc.constantFrom(value - 1, value + 1, value * 2), otherNumber)
    .filter((one) => one !== value);
}

const changes = fc
  .constantFrom(...NUMBERS)
  .chain((leaf) => fc.record({ pointer: fc.constant(leaf.pointer), value: changedNumber(leaf) }));

describe("verifyPlan, on changed plans", () => {
  it("refuses any one number changed, where it knows fleet and catalogue", () => {
    fc.assert(
      fc.property(
        changes.filter(({ pointer }) => !UNKNOWABLE.has(pointer)),
        ({ pointer, value }) => {
          const plan = validPlan();
          put(plan, [pointer, value]);
          assert.notDeepEqual(verifyPlan({ plan, fleet: validFleet(), offers: validRows() }), []);
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it("refuses any one number changed by the plan alone, but for facts that only the fleet knows", () => {
    fc.assert(
      fc.property(
        changes.filter(({ pointer }) => !UNKNOWABLE.has(pointer) && !KNOWN_TO_FLEET.test(pointer)),
        ({ pointer, value }) => {
          const plan = validPlan();
          put(plan, [pointer, value]);
          assert.notDeepEqual(verifyPlan({ plan }), []);
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it("answers for any value in place of a plan, and accepts none", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }), (garbage) => {
        assert.notDeepEqual(verifyPlan({ plan: garbage as Plan }), []);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it("answers for any value in place of any part of a plan", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MEMBERS),
        fc.anything({ withNullPrototype: true }),
        ({ pointer }, value) => {
          const plan = validPlan();
          put(plan, [pointer, value]);
          assert.ok(Array.isArray(verifyPlan({ plan, fleet: validFleet(), offers: validRows() })));
        },
      ),
      { seed: SEED, numRuns: 3000 },
    );
  });

  it("answers for a plan with any part left out", () => {
    for (const { pointer } of MEMBERS) {
      const plan = validPlan();
      put(plan, [pointer, undefined]);
      assert.ok(Array.isArray(verifyPlan({ plan, fleet: validFleet(), offers: validRows() })));
    }
  });
});
