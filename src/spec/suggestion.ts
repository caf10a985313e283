/** "did you mean" for names that nobody knows. */
import { closest, distance } from "fastest-levenshtein";

/** Of "families" as of "family". */
function singular(word: string): string {
  return word.replace(/ies$/, "y").replace(/s$/, "");
}

/** The known name that is nearest, if it is near: the same but for its number, or at most a third of its letters differ, case apart. */
export function suggestionFor(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name.length > 200) return undefined;
  const byLower = new Map(known.map((one) => [one.toLowerCase(), one]));
  const lower = name.toLowerCase();
  for (const [other, one] of byLower) if (singular(other) === singular(lower)) return one;
  const nearest = closest(lower, [...byLower.keys()]);
  const most = Math.floor(Math.max(nearest.length, name.length) / 3);
  return distance(lower, nearest) <= most ? byLower.get(nearest) : undefined;
}

const MOST_SHOWN = 12;

/** The known names of which the name is the first part ("n2" of "n2-standard"), or else that begin with it. */
function begunBy(name: string, known: readonly string[]): string[] {
  const lower = name.toLowerCase();
  const begun = known.filter((one) => lower !== "" && one.toLowerCase().startsWith(lower));
  const whole = begun.filter((one) => !/[a-z0-9]/i.test(one.charAt(name.length)));
  return whole.length > 0 ? whole : begun;
}

function listed(names: readonly string[]): string {
  const shown = [...names].sort().slice(0, MOST_SHOWN);
  const rest = names.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** Hint for an unknown name: the nearest, those that it is the beginning of, or the first few of all. */
export function nameHint(name: string, known: readonly string[], what: string): string {
  if (known.length === 0) return `there is no ${what}`;
  const begun = begunBy(name, known);
  const nearest = suggestionFor(name, known) ?? (begun.length === 1 ? begun[0] : undefined);
  if (nearest !== undefined) return `did you mean "${nearest}"?`;
  return begun.length > 0 ? `did you mean one of ${listed(begun)}?` : `known: ${listed(known)}`;
}
