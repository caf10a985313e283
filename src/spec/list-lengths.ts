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

/** `value`: a tree, as the parser gives it. `pointer`: where it stands. */
export function longLists(value: unknown, pointer = ""): LongList[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value) && value.length > MAX_ENTRIES && pointer !== "/workloads")
    return [{ pointer, entries: value.length }];
  return Object.entries(value).flatMap(([key, child]) => longLists(child, pointer + pointerTo(key)));
}
