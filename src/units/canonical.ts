/**
 * Canonical JSON: keys sorted by code unit, no undefined members. The same value gives the same bytes on
 * every machine, so digests and committed files can be compared.
 */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const source = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(source)
    .filter((key) => source[key] !== undefined)
    .sort();
  // A null prototype keeps a user's "__proto__" key an ordinary member.
  const sorted = Object.create(null) as Record<string, unknown>;
  for (const key of keys) sorted[key] = sortKeys(source[key]);
  return sorted;
}

/** One line without spaces: what digests are taken of. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sortKeys(value));
}

/** Two-space indentation and a final newline: what is written to files. */
export function canonicalText(value: unknown): string {
  return `${JSON.stringify(sortKeys(value), undefined, 2)}\n`;
}
