import assert from "node:assert/strict";
import { partsOf } from "../../../src/plan/division/parts.js";
import type { Part, PlaceRules } from "../../../src/plan/division/parts.js";
import { divided } from "./divided.js";

/** All ways to put so many replicas into so many places. */
function* counts(replicas: number, places: number): Generator<number[]> {
  if (places === 1) yield [replicas];
  else
    for (let first = 0; first <= replicas; first += 1)
      for (const rest of counts(replicas - first, places - 1)) yield [first, ...rest];
}

/** Whether the parts can be put so that the places hold these counts: replica by replica. */
function canBe(counted: readonly number[], parts: readonly Part[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return counted.every((count) => count === 0);
  for (const own of counts(part.replicas, counted.length)) {
    if (own.some((count, place) => count > 0 && !part.places.includes(place))) continue;
    const left = counted.map((count, place) => count - (own[place] ?? 0));
    if (left.every((count) => count >= 0) && canBe(left, rest)) return true;
  }
  return false;
}

function rules(limited: readonly number[], held: readonly number[] = []): PlaceRules {
  return { open: [0, 1, 2], limited: new Set(limited), held: new Set(held) };
}

describe("parts of a divided workload", () => {
  const among = ["a", "b", "c"].map((name) => ({ name }));

  it("are exactly the divisions that keep the limit where they say so, and never others", () => {
    let exactCases = 0;
    for (const replicas of [3, 4, 5])
      for (const maxPerPlace of [2, 3])
        for (const limited of [[0], [0, 1], [0, 1, 2]]) {
          const one = divided({ of: { replicas }, among, maxPerPlace });
          const { parts, exact } = partsOf(one, rules(limited), 3);
          if (exact) exactCases += 1;
          for (const counted of counts(replicas, 3)) {
            const keeps = limited.every((place) => (counted[place] ?? 0) <= maxPerPlace);
            const possible = canBe(counted, parts);
            const what = `${counted.join(",")} of ${JSON.stringify(parts)}`;
            if (possible) assert.ok(keeps, what);
            if (exact && keeps) assert.ok(possible, what);
          }
        }
    assert.ok(exactCases >= 10, `${exactCases} exact cases`);
  });

  it("put one into each place that must hold one, which proves nothing of others", () => {
    const one = divided({ of: { replicas: 4 }, among, minPlaces: 2 });
    const { parts, exact } = partsOf(one, rules([], [0, 2]), 3);
    assert.deepEqual(parts, [
      { replicas: 1, places: [0] },
      { replicas: 1, places: [2] },
      { replicas: 2, places: [0, 1, 2] },
    ]);
    assert.equal(exact, false);
  });
});
