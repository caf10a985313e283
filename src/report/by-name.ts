import type { ByName } from "../model/plan.js";
import { present } from "../units/invariant.js";

/** Entries in the order of their names. */
export function byName<T>(record: ByName<T>): [string, T][] {
  return Object.keys(record)
    .sort()
    .map((key) => [key, present(record[key], key)]);
}
