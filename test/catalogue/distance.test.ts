import assert from "node:assert/strict";
import fc from "fast-check";
import { distanceKm, roundTripBounds } from "../../src/catalogue/index.js";
import type { Place } from "../../src/catalogue/index.js";

const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
const options = { seed: 20_240_419, numRuns: 500 };

/** The same formula with the language's own functions. */
function reference(from: Place, to: Place): number {
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half = (one: number, other: number): number => Math.sin(radians(other - one) / 2) ** 2;
  const haversine =
    half(from.latitude, to.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(from.longitude, to.longitude);
  return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

describe("distanceKm", () => {
  it("knows distances between cities", () => {
    const frankfurt = { latitude: 50.1109, longitude: 8.6821 };
    const dublin = { latitude: 53.3498, longitude: -6.2603 };
    const singapore = { latitude: 1.3521, longitude: 103.8198 };
    assert.equal(distanceKm(frankfurt, frankfurt), 0);
    assert.equal(distanceKm(frankfurt, dublin), 1088);
    assert.equal(distanceKm(frankfurt, singapore), 10_258);
  });

  it("is half the circumference to the other side of the Earth", () => {
    assert.equal(distanceKm({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 }), 20_015);
    assert.equal(distanceKm({ latitude: 90, longitude: 0 }, { latitude: -90, longitude: 77 }), 20_015);
  });

  it("agrees with the language's own functions to a kilometre, both ways", () => {
    fc.assert(
      fc.property(place, place, (from, to) => {
        const km = distanceKm(from, to);
        assert.ok(Math.abs(km - reference(from, to)) <= 0.501, `${km} and ${reference(from, to)}`);
        assert.equal(km, distanceKm(to, from));
      }),
      options,
    );
  });
});

describe("roundTripBounds", () => {
  it("follows the two formulas", () => {
    const bounds = roundTripBounds({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 8.993 });
    // 1000 km: 11.1 ms in fibre; (18.95 + 15.09) x 1.62 = 55.1448 ms.
    assert.deepEqual(bounds, { lowerMicroseconds: 11_100, p95Microseconds: 55_145 });
  });

  it("keeps the lower bound below the promise", () => {
    fc.assert(
      fc.property(place, place, (from, to) => {
        const bounds = roundTripBounds(from, to);
        assert.ok(bounds.lowerMicroseconds < bounds.p95Microseconds);
        assert.ok(
          Number.isSafeInteger(bounds.lowerMicroseconds) && Number.isSafeInteger(bounds.p95Microseconds),
        );
      }),
      options,
    );
  });
});
