/**
 * Lists that are longer than any spec's. The schema's validator copies all faults so far for each entry that has
 * one, so that a long list of faults would keep it busy for minutes; workloads are validated one by one.
 */
import { pointerTo } from "./json-pointer.js";

/** Entries of any list but `workloads`. */
export const MAX_ENTRIES = 10_000;

export interface LongList {
  readonly pointer: string;
  readonly entries: number;
}

/** Keys are put together only where a list is too long: most trees have none, and thousands of values. */
function find(value: unknown, keys: string[], found: LongList[]): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value) && value.length > MAX_ENTRIES) {
    const pointer = pointerTo(...keys);
    if (pointer !== "/workloads") {
      found.push({ pointer, entries: value.length });
      return;
    }
  }
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== "object") continue;
    keys.push(key);
    find(child, keys, found);
    keys.pop();
  }
}

/** `value`: a tree, as the parser gives it. */
export function longLists(value: unknown): readonly LongList[] {
  const found: LongList[] = [];
  find(value, [], found);
  return found;
}
