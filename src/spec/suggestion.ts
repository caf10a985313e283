/** "did you mean" for names that nobody knows. */
import { closest, distance } from "fastest-levenshtein";

/** The known name that is nearest, if it is near: at most a third of its letters differ, case apart. */
export function suggestionFor(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 200) return undefined;
  const byLower = new Map(known.map((one) => [one.toLowerCase(), one]));
  const lower = name.toLowerCase();
  const nearest = closest(lower, [...byLower.keys()]);
  const most = Math.floor(Math.max(nearest.length, name.length) / 3);
  return distance(lower, nearest) <= most ? byLower.get(nearest) : undefined;
}

/** Hint for an unknown name: the nearest, or the first few of all. */
export function nameHint(name: string, known: readonly string[], what: string): string {
  const nearest = suggestionFor(name, known);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  if (known.length === 0) return `there is no ${what}`;
  const shown = [...known].sort().slice(0, 12);
  const rest = known.length - shown.length;
  return `known: ${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}
