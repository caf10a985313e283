/**
 * Great-circle distance and the round-trip times that it allows. Sine and arc sine are our own, from + - * /
 * and the square root alone, because the language leaves Math.sin to each machine: the same places give the
 * same whole kilometres everywhere.
 */
import type { Evidence } from "../model/evidence.js";

export interface Place {
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
}

const PI = 3.141592653589793;
/** Mean radius of the Earth (IUGG). */
const EARTH_RADIUS_KM = 6371.0088;

/** Sine of |x| <= pi/2 by its series; the first term left out is below 1e-13. */
function sine(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 2; n <= 20; n += 2) {
    term = (-term * square) / (n * (n + 1));
    sum += term;
  }
  return sum;
}

/** Degrees brought into -90..90 with the same sine. */
function sineOfDegrees(degrees: number): number {
  let reduced = degrees % 360;
  if (reduced > 180) reduced -= 360;
  if (reduced < -180) reduced += 360;
  if (reduced > 90) reduced = 180 - reduced;
  if (reduced < -90) reduced = -180 - reduced;
  return sine((reduced * PI) / 180);
}

const cosineOfDegrees = (degrees: number): number => sineOfDegrees(degrees + 90);

/** Arc sine on 0..1, by Newton's method on a half-angle, where it always converges. */
function arcSine(value: number): number {
  // asin(v) = 2 asin(w) with w = v / sqrt(2 (1 + sqrt(1 - v^2))) <= sqrt(1/2).
  const half = value / Math.sqrt(2 * (1 + Math.sqrt(Math.max(0, 1 - value * value))));
  let angle = half;
  for (let step = 0; step < 5; step += 1) {
    const current = sine(angle);
    angle -= (current - half) / Math.sqrt(1 - current * current);
  }
  return 2 * angle;
}

/** Whole kilometres between two places, by the haversine formula. */
export function distanceKm(from: Place, to: Place): number {
  const latitude = sineOfDegrees((to.latitude - from.latitude) / 2);
  const longitude = sineOfDegrees((to.longitude - from.longitude) / 2);
  const haversine =
    latitude * latitude +
    cosineOfDegrees(from.latitude) * cosineOfDegrees(to.latitude) * longitude * longitude;
  const chord = Math.sqrt(Math.min(1, Math.max(0, haversine)));
  return Math.round(2 * EARTH_RADIUS_KM * arcSine(chord));
}

export interface RoundTripBounds {
  /** No path can be faster: never refuse a site above this. Whole microseconds, rounded down. */
  readonly lowerMicroseconds: number;
  /** 95 of 100 measured pairs were below: what may be promised. Whole microseconds, rounded up. */
  readonly p95Microseconds: number;
}

/**
 * lower = 2 km / 200 km/ms x 1.11 (light in fibre, least inflation seen); p95 = (18.95 ms + 0.01509 ms/km)
 * x 1.62. A fit over 306 pairs of AWS regions: mean error 25.5 ms, and far above what is measured inside one
 * region (1.6-5.3 ms), so a measured value goes before it.
 */
export function roundTripBounds(from: Place, to: Place): RoundTripBounds {
  const km = distanceKm(from, to);
  return {
    lowerMicroseconds: Math.floor((km * 111) / 10),
    p95Microseconds: Math.ceil(((1_895_000 + 1509 * km) * 162) / 10_000),
  };
}

export const ROUND_TRIP_EVIDENCE: Evidence = {
  source: "own fit over public round-trip times between AWS regions",
  asOf: "2024-04-19",
  confidence: "estimate",
};
