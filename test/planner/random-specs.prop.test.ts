/** Random specs through the whole door: text, parser, schema, cross-checks, planner, verifier. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import type { Diagnostic } from "../../src/model/diagnostic.js";
import type { FleetSpec } from "../../src/model/fleet-spec.js";
import type { PlanOutcome } from "../../src/model/outcome.js";
import { planFleetChecked } from "../../src/plan/index.js";
import { fleetKnowledge } from "../../src/planner/fleet-knowledge.js";
import { loadCatalogue } from "../../src/planner/load-catalogue.js";
import { checkFleet, parseFleetText } from "../../src/spec/index.js";
import { verifyPlan } from "../../src/verify/index.js";
import { arbitraryFleet } from "../plan/arbitrary-fleet.js";
import { FEW_FAMILIES } from "../plan/worlds.js";
import { specOf } from "./spec-of.js";

const catalogue = loadCatalogue({ regions: FEW_FAMILIES.places });
const knowledge = fleetKnowledge(catalogue);

type Through =
  | { readonly status: "refused"; readonly diagnostics: readonly Diagnostic[] }
  | { readonly status: "planned" | "unplanned"; readonly outcome: PlanOutcome };

/** Throws where anything crashes, where verify refuses, or where the bound is above the cost. */
function through(text: string): Through {
  const parsed = parseFleetText({ text });
  if (!parsed.ok) return { status: "refused", diagnostics: parsed.diagnostics };
  const checked = checkFleet({ parsed: parsed.value, manifests: new Map(), knowledge });
  if (!checked.ok) return { status: "refused", diagnostics: checked.diagnostics };
  const { fleet } = checked.value;
  const outcome = planFleetChecked({ fleet, catalogue, version: "0.0.0" });
  if (outcome.status !== "planned") {
    assert.ok(outcome.conflicts.length > 0);
    return { status: "unplanned", outcome };
  }
  assert.deepEqual(verifyPlan({ plan: outcome.plan, fleet }), []);
  const { cost, search } = outcome.plan;
  assert.ok(search.boundMicroPerHour <= cost.microPerHour + (cost.penaltiesMicroPerHour ?? 0));
  return { status: "planned", outcome };
}

/** What is left of a spec without the workloads that stand against it; undefined where it is none of them. */
function withoutConflicts(spec: FleetSpec, outcome: PlanOutcome): FleetSpec | undefined {
  const subjects = outcome.status === "planned" ? [] : outcome.conflicts.map(({ subject }) => subject);
  const all = spec.workloads ?? [];
  const workloads = all.filter(
    (one) => !("name" in one) || !subjects.some((id) => id.endsWith(`/${one.name}`)),
  );
  if (workloads.length === all.length) return undefined;
  // What kept away from a workload that is gone has nothing to keep away from.
  const left = new Set(workloads.map((one) => ("name" in one ? `default/${one.name}` : "")));
  const rest = workloads.map((one) => {
    if (!("apartFrom" in one)) return one;
    const { apartFrom = [], ...others } = one;
    const names = apartFrom.filter((name) => left.has(name));
    return names.length === 0 ? others : { ...others, apartFrom: names };
  });
  return { ...spec, workloads: rest };
}

/** What careless hands make of one place in a spec. */
const SLIPS: readonly unknown[] = [
  null,
  -1,
  1e300,
  "",
  "x",
  [],
  {},
  true,
  "99999999Ei",
  [null],
  { name: "x" },
];

/** The spec with the value at one place changed, removed or doubled. */
function withSlip(spec: unknown, at: number, slip: unknown): unknown {
  const places: { readonly parent: object; readonly key: string }[] = [];
  const copy = JSON.parse(JSON.stringify(spec)) as object;
  const walk = (parent: object): void => {
    for (const [key, child] of Object.entries(parent)) {
      places.push({ parent, key });
      if (typeof child === "object" && child !== null) walk(child as object);
    }
  };
  walk(copy);
  const place = places[at % places.length];
  if (place !== undefined) Object.assign(place.parent, { [place.key]: slip });
  return copy;
}

/** Keys of every object and entries of every list that has no meaning in its order, turned round. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, child]): [string, unknown] => [key, turned(child)])
      .reverse(),
  );
}

/** Pools of few families, so that plans take a tenth of a second; accelerators have families of their own. */
function narrowed(spec: FleetSpec): FleetSpec {
  const clusters = (spec.clusters ?? []).map((cluster) => {
    const families = FEW_FAMILIES.places.find(({ region }) => region === cluster.region)?.families ?? [];
    const pools = cluster.pools.map((pool) =>
      pool.nodes !== undefined || pool.families !== undefined || pool.chips?.includes("nvidia-l4") === true
        ? pool
        : { ...pool, families },
    );
    return { ...cluster, pools };
  });
  return { ...spec, clusters };
}

const specs: fc.Arbitrary<FleetSpec> = arbitraryFleet(FEW_FAMILIES).map((fleet) => narrowed(specOf(fleet)));

describe("random specs", function () {
  this.timeout(600_000);

  it("never crash, never make a plan that verify refuses or whose bound is above its cost", () => {
    const counts = { planned: 0, unplanned: 0 };
    const plan = (spec: FleetSpec): void => {
      const result = through(stringify(spec));
      assert.ok(result.status !== "refused", JSON.stringify(result));
      counts[result.status] += 1;
      const rest = result.status === "unplanned" ? withoutConflicts(spec, result.outcome) : undefined;
      if (rest !== undefined) plan(rest);
    };
    fc.assert(fc.property(specs, plan), { seed: 20261110, numRuns: 500 });
    assert.ok(counts.planned > 175 && counts.unplanned > 200, JSON.stringify(counts));
  });

  it("with a slip in one place end in a plan, a conflict or a diagnostic, never in a crash", () => {
    const counts = { planned: 0, unplanned: 0, refused: 0 };
    fc.assert(
      fc.property(specs, fc.nat(), fc.constantFrom(...SLIPS), (spec, at, slip) => {
        const result = through(JSON.stringify(withSlip(spec, at, slip)));
        counts[result.status] += 1;
        if (result.status === "refused") assert.ok(result.diagnostics.length > 0);
      }),
      { seed: 20261111, numRuns: 300 },
    );
    assert.ok(counts.refused > 100, JSON.stringify(counts));
  });

  it("give the same cost and bound whatever the order of keys and lists", () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const [one, other] = [through(stringify(spec)), through(stringify(turned(spec)))];
        assert.equal(one.status, other.status);
        if (one.status !== "planned" || other.status !== "planned") return;
        const { outcome: left } = one;
        const { outcome: right } = other;
        assert.ok(left.status === "planned" && right.status === "planned");
        assert.deepEqual(right.plan.cost, left.plan.cost);
        assert.deepEqual(right.plan.search, left.plan.search);
        assert.deepEqual(right.plan.clusters, left.plan.clusters);
      }),
      { seed: 20261112, numRuns: 100 },
    );
  });
});
