import assert from "node:assert/strict";
import fc from "fast-check";
import { solvePacking } from "../../src/solve/index.js";
import type { PackingOutcome, PackingProblem } from "../../src/solve/index.js";
import { problemOf, sketches } from "./problems.js";

const SEED = 20261128;
const SKETCHES = sketches({ classes: 4, demand: 8, types: 4 });

function provedCost(outcome: PackingOutcome): number | undefined {
  return outcome.status === "solved" && outcome.stop === "proved" ? outcome.cost : undefined;
}

/** Asserts on proved packings of both problems only; says whether there were two. */
function compare(
  one: PackingProblem,
  other: PackingProblem,
  check: (cost: number, otherCost: number) => void,
): boolean {
  const [cost, otherCost] = [provedCost(solvePacking(one)), provedCost(solvePacking(other))];
  if (cost === undefined || otherCost === undefined) return false;
  check(cost, otherCost);
  return true;
}

function compareAll(
  change: (problem: PackingProblem) => PackingProblem,
  check: (a: number, b: number) => void,
): void {
  let compared = 0;
  fc.assert(
    fc.property(SKETCHES, (sketch) => {
      const problem = problemOf(sketch);
      if (compare(problem, change(problem), check)) compared += 1;
    }),
    { seed: SEED, numRuns: 600 },
  );
  assert.ok(compared > 30, `only ${compared} pairs were proved`);
}

describe("solvePacking, on changed problems", () => {
  it("costs the same whatever nodes it begins with", () => {
    compareAll(
      (problem) => {
        const classes = problem.classes.map((one, item) => ({
          ...one,
          demand: item % 2 === 0 ? one.demand : 0,
        }));
        const part = solvePacking({ ...problem, classes });
        return { ...problem, known: part.status === "solved" ? part.entries : [] };
      },
      (cost, begun) => {
        assert.equal(begun, cost);
      },
    );
  });

  it("costs the same whatever the order of classes and types", () => {
    compareAll(
      (problem) => {
        const last = problem.nodeTypes.length - 1;
        return {
          ...problem,
          classes: [...problem.classes].reverse(),
          nodeTypes: [...problem.nodeTypes]
            .reverse()
            .map((type) => ({ ...type, eligible: [...type.eligible].reverse() })),
          caps: problem.caps.map((cap) => ({
            ...cap,
            terms: cap.terms.map((term) => ({ ...term, nodeType: last - term.nodeType })),
          })),
        };
      },
      (cost, otherCost) => {
        assert.equal(cost, otherCost);
      },
    );
  });

  it("costs the same where a type is offered twice under the same caps", () => {
    compareAll(
      (problem) => {
        const copy = problem.nodeTypes.length;
        return {
          ...problem,
          nodeTypes: [...problem.nodeTypes, ...problem.nodeTypes.slice(0, 1)],
          caps: problem.caps.map((cap) => ({
            ...cap,
            terms: cap.terms.flatMap((term) =>
              term.nodeType === 0 ? [term, { ...term, nodeType: copy }] : [term],
            ),
          })),
        };
      },
      (cost, otherCost) => {
        assert.equal(cost, otherCost);
      },
    );
  });

  it("costs the same where a class is cut in two", () => {
    compareAll(
      (problem) => ({
        ...problem,
        classes: problem.classes.flatMap((one) =>
          one.maxPerNode === undefined && one.demand > 1
            ? [
                { ...one, demand: 1 },
                { ...one, demand: one.demand - 1 },
              ]
            : [one, { ...one, demand: 0 }],
        ),
        nodeTypes: problem.nodeTypes.map((type) => ({
          ...type,
          eligible: type.eligible.flatMap((one) => [one, one]),
        })),
      }),
      (cost, otherCost) => {
        assert.equal(cost, otherCost);
      },
    );
  });

  it("never costs less where a price rises", () => {
    compareAll(
      (problem) => ({
        ...problem,
        nodeTypes: problem.nodeTypes.map((type, index) =>
          index === 0 && type.price > 0 ? { ...type, price: type.price + 5 } : type,
        ),
      }),
      (cost, otherCost) => {
        assert.ok(cost <= otherCost);
      },
    );
  });
});
