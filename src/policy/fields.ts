/**
 * Reads plain fields of args that may have been written by hand: nothing is taken for granted, and what is
 * missing is undefined.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The member itself, never one that every object inherits. */
export function memberOf(value: unknown, name: string): unknown {
  const fields = fieldsOf(value);
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name] : undefined;
}

export function textOf(value: unknown, name: string): string | undefined {
  const text = memberOf(value, name);
  return typeof text === "string" ? text : undefined;
}

/** A whole number from 0 up. */
export function countOf(value: unknown, name: string): number | undefined {
  const count = memberOf(value, name);
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** A list of texts, or undefined where it is anything else. */
export function textsOf(value: unknown, name: string): readonly string[] | undefined {
  const list = memberOf(value, name);
  if (!Array.isArray(list)) return undefined;
  const items: readonly unknown[] = list;
  return items.every((item) => typeof item === "string") ? items : undefined;
}

/** One step of a JSON Pointer (RFC 6901). */
export function pointerStep(name: string): string {
  return `/${name.replace(/~/g, "~0").replace(/\//g, "~1")}`;
}
