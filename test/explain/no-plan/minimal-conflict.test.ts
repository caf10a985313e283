import assert from "node:assert/strict";
import fc from "fast-check";
import { minimalConflict } from "../../../src/explain/no-plan/minimal-conflict.js";

const SEED = 20261128;

/** A plan exists unless one of the forbidden sets is held as a whole. */
function oracle(forbidden: readonly (readonly number[])[]): (held: readonly number[]) => boolean {
  return (held) => !forbidden.some((set) => set.every((one) => held.includes(one)));
}

describe("minimalConflict", () => {
  it("finds one of the sets that cannot hold together, and no larger one", () => {
    const sets = fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(sets, (forbidden) => {
        const hasPlan = oracle(forbidden);
        const all = Array.from({ length: 12 }, (_none, index) => index);
        const { members, minimal } = minimalConflict(all, hasPlan);
        assert.ok(minimal);
        assert.ok(!hasPlan(members));
        for (const member of members) assert.ok(hasPlan(members.filter((one) => one !== member)));
      }),
      { seed: SEED },
    );
  });

  it("asks about 2 k log(n/k) times", () => {
    let questions = 0;
    const hasPlan = oracle([[17, 900]]);
    const all = Array.from({ length: 1024 }, (_none, index) => index);
    const { members } = minimalConflict(all, (held) => {
      questions += 1;
      return hasPlan(held);
    });
    assert.deepEqual(members, [17, 900]);
    assert.ok(questions <= 2 * 2 * 9 + 8, `${questions} questions`);
  });

  it("is empty where nothing helps", () => {
    assert.deepEqual(
      minimalConflict([1, 2], () => false),
      { members: [], minimal: true },
    );
  });

  it("keeps more members, and says so, where questions end", () => {
    let left = 4;
    const hasPlan = oracle([[3, 9]]);
    const all = Array.from({ length: 12 }, (_none, index) => index);
    const { members, minimal } = minimalConflict(all, (held) => {
      left -= 1;
      return left < 0 ? undefined : hasPlan(held);
    });
    assert.equal(minimal, false);
    assert.ok(!hasPlan(members));
  });
});
