import assert from "node:assert/strict";
import { alikeTypes } from "../../src/solve/alike-types.js";
import { solvePacking } from "../../src/solve/index.js";
import type { PackingProblem } from "../../src/solve/index.js";
import { packingModel } from "../../src/solve/packing-model.js";
import type { PackingModel } from "../../src/solve/packing-model.js";
import { resourcePrices } from "../../src/solve/resource-prices.js";
import { WorkBudget } from "../../src/solve/work.js";
import { randomFrom } from "../../src/units/random.js";
import { faultOf } from "./problems.js";

const PLACES = 50;
const CLASSES = 500;
/** Capacity and price of machines that every place has. */
const MACHINES = [2, 4, 8].flatMap((cpu) =>
  [2, 4, 8].map((ratio) => ({
    capacity: [cpu * 1000, cpu * ratio * 1000],
    price: cpu * (31_000 + 5_500 * ratio),
  })),
);

/** Each place takes some of the classes and has a limit of nodes, in the second half of the places a lower one. */
function manyPlaces(limitOf: (place: number) => number): PackingProblem {
  const random = randomFrom(1);
  const classes = Array.from({ length: CLASSES }, () => ({
    demand: 100 + random(200),
    size: [100 + random(900), 200 + random(3000)],
  }));
  const places = Array.from({ length: PLACES }, () => classes.map(() => random(100) < 50));
  return {
    rows: 2,
    classes,
    nodeTypes: places.flatMap((eligible) => MACHINES.map((machine) => ({ ...machine, eligible }))),
    caps: places.map((_one, place) => ({
      limit: limitOf(place),
      terms: MACHINES.map((_machine, index) => ({ nodeType: place * MACHINES.length + index, weight: 1 })),
    })),
    limits: { targetGapMilliPercent: 2000, workUnits: 1_000_000 },
  };
}

function itemsOf({ nodeItems }: PackingModel, type: number): number[] {
  return [...(nodeItems[type]?.item ?? [])];
}

describe("alikeTypes", () => {
  const model = packingModel(manyPlaces((place) => 100 + place));

  it("makes one type of a machine in all places, with all classes, and one cap of all limits", () => {
    const alike = alikeTypes(model);
    assert.ok(alike !== undefined);
    assert.equal(alike.model.types, MACHINES.length);
    assert.deepEqual([...alike.model.capLimit], [(PLACES * (100 + 100 + PLACES - 1)) / 2]);
    for (let type = 0; type < model.types; type += 1) {
      const whole: number = alike.typeOf[type] ?? -1;
      assert.equal(alike.model.price[whole], model.price[type]);
      const held = new Set(itemsOf(alike.model, whole));
      assert.ok(itemsOf(model, type).every((item) => held.has(item)));
      const { rows } = model;
      assert.deepEqual(
        alike.model.capacity.slice(whole * rows, (whole + 1) * rows),
        model.capacity.slice(type * rows, (type + 1) * rows),
      );
    }
  });

  it("is nothing where each type is one of a kind", () => {
    const problem = manyPlaces(() => 100);
    const nodeTypes = problem.nodeTypes.map((one, index) => ({ ...one, price: one.price + index }));
    assert.equal(alikeTypes(packingModel({ ...problem, nodeTypes })), undefined);
  });

  it("leaves prices a proof: no filling of any type is worth more than its node, rents paid", () => {
    const tight = packingModel(manyPlaces((place) => (place < PLACES / 2 ? 400 : 20)));
    assert.ok(alikeTypes(tight) !== undefined);
    const { value, rent, bound } = resourcePrices(tight, new WorkBudget(1_000));
    assert.ok(bound > 0);
    for (let type = 0; type < tight.types; type += 1) {
      const { count, item, share } = tight.nodeItems[type]!;
      const price = tight.price[type]! + tight.capsOf[type]!.reduce((sum, { cap }) => sum + rent[cap]!, 0);
      // Some part of the price that is the first row's makes every item cost at least what it is worth.
      let [least, most] = [0, 1];
      for (let at = 0; at < count; at += 1) {
        const [first, second] = [price * share[at]!, price * share[count + at]!];
        const missing = value[item[at]!]! - second;
        if (first > second) least = Math.max(least, missing / (first - second));
        else if (first < second) most = Math.min(most, missing / (first - second));
        else assert.ok(missing <= 1e-6 * price);
      }
      assert.ok(least <= most + 1e-9, `type ${type}: from ${least} to ${most}`);
    }
  });

  it("bounds what many places cost about as near as they are packed", () => {
    const problem = manyPlaces(() => 400);
    const outcome = solvePacking(problem);
    assert.ok(outcome.status === "solved");
    assert.equal(faultOf(problem, outcome), undefined);
    assert.ok(outcome.cost <= outcome.bound * 1.02, `${outcome.cost} against ${outcome.bound}`);
  });
});
