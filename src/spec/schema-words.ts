/** What the schema says, and what was found in its place, in words. */

export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return `the text ${shown(value)}`;
  return shown(value);
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  array: "a list",
  object: "an object",
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
};

export function typeWords(type: string | readonly string[]): string {
  const types: readonly string[] = typeof type === "string" ? type.split(",") : type;
  return types.map((one) => TYPE_WORDS[one] ?? one).join(" or ");
}

/** Patterns in words; a pattern without words is shown as it is. */
export const PATTERN_WORDS: Readonly<Record<string, string>> = {
  "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$":
    "1 to 63 lower-case letters, digits and hyphens, not beginning or ending with a hyphen",
  "^(TCP|UDP|SCTP)/[1-9][0-9]{0,4}$": 'protocol and port, such as "TCP/8080"',
  "^[A-Za-z0-9][-A-Za-z0-9._]{0,127}$":
    "1 to 128 letters, digits, dots, hyphens and underscores, beginning with a letter or digit",
  "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$": 'a date, such as "2026-10-01"',
  "^[A-Z]{3}$": 'a currency of three capitals, such as "USD"',
  "^[A-Z]{2}$": 'a country code of two capitals, such as "DE"',
};

export function shown(value: unknown): string {
  // JSON has no infinite numbers and would call them null.
  const text =
    typeof value === "number" ? String(value) : ((JSON.stringify(value) as string | undefined) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
