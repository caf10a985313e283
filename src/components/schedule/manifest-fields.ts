/** Reading and changing plain manifests without touching the original: only the path to a change is copied. */
import * as pulumi from "@pulumi/pulumi";

export type Fields = Readonly<Record<string, unknown>>;

/**
 * A map of a manifest; absent and null are empty.
 * @throws pulumi.RunError where it is something else, or not known before the update
 */
export function fieldsOf(value: unknown, where: string): Fields {
  if (value === undefined || value === null) return {};
  if (pulumi.Output.isInstance(value) || value instanceof Promise) {
    throw new pulumi.RunError(
      `${where} of a manifest must be plain data, not an output: the plan is made before outputs are known`,
    );
  }
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new pulumi.RunError(`${where} of a manifest must be a map`);
  }
  return value as Fields;
}

/**
 * A list of a manifest; absent and null are empty.
 * @throws pulumi.RunError where it is something else
 */
export function listOf(value: unknown, where: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new pulumi.RunError(`${where} of a manifest must be a list of plain data`);
  return value as readonly unknown[];
}

/** The maps of a list. */
export function fieldsListOf(value: unknown, where: string): readonly Fields[] {
  return listOf(value, where).map((item) => fieldsOf(item, where));
}

/** What stands at `path`, or undefined. */
export function valueAt(fields: Fields, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key, depth) => fieldsOf(value, path.slice(0, depth).join("."))[key],
    fields,
  );
}

/** `fields` with `value` at `path`. */
export function withValueAt(fields: Fields, path: readonly string[], value: unknown): Fields {
  const [key, ...rest] = path;
  if (key === undefined) return fieldsOf(value, "manifest");
  if (rest.length === 0) return { ...fields, [key]: value };
  return { ...fields, [key]: withValueAt(fieldsOf(fields[key], key), rest, value) };
}
