import type { Assumption } from "../../model/evidence.js";

/** What the importer took for granted about an object of the files. `origin`: which one. */
export function assumed(subject: string, statement: string, origin: string): Assumption {
  return { subject, statement, source: origin, asOf: "2026-11-01", confidence: "assumption" };
}
