import assert from "node:assert/strict";
import fc from "fast-check";
import { dayNumber, outdatedPrices } from "../../src/catalogue/index.js";
import { catalogue } from "./loaded.js";

describe("dayNumber", () => {
  it("counts days as the calendar does", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1900-01-01"), max: new Date("2200-12-31"), noInvalidDate: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (from, days) => {
          const to = new Date(from.getTime() + days * 86_400_000);
          const text = (date: Date) => date.toISOString().slice(0, 10);
          assert.equal(dayNumber(text(to)) - dayNumber(text(from)), days);
        },
      ),
      { seed: 20_261_126, numRuns: 1000 },
    );
  });
});

describe("outdatedPrices", () => {
  const regions = [{ provider: "aws", region: "eu-central-1" }] as const;
  const ages = (today: string, maxAgeDays: number) =>
    outdatedPrices({ catalogue, regions, today, maxAgeDays }).map(({ evidence, ageDays }) => [
      evidence.asOf,
      ageDays,
    ]);

  it("names each source that is older than allowed, oldest first", () => {
    const found = ages("2026-11-26", 500);
    assert.deepEqual([...new Set(found.map(([asOf]) => asOf))], ["2025-04-04"]);
    assert.equal(found[0]?.[1], 601);
    assert.deepEqual(ages("2026-11-26", 601), []);
  });

  it("names prices from the future", () => {
    assert.ok(ages("2026-01-01", 10_000).every(([, age]) => Number(age) < 0));
    assert.ok(ages("2026-01-01", 10_000).length > 0);
  });
});
