/**
 * Checks plain values against the package schema, the same one that other languages' tools read. Unknown
 * values (preview) are accepted everywhere: they are checked again when they are known.
 */
import type { ObjectSpec, PropertySpecs, TypeSpec, TypeSpecs } from "./schema/package-spec.js";
import { ANY } from "./schema/package-spec.js";
import { isUnknown, isWireObject, type WireObject } from "./wire-values.js";

/** `property` is a Pulumi property path, such as `nodes[0].count`. */
export interface PropertyFailure {
  readonly property: string;
  readonly reason: string;
}

const TYPES_PREFIX = "#/types/";

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `${typeof value} ${JSON.stringify(value)}`;
}

function wrongType(property: string, expected: string, value: unknown): PropertyFailure[] {
  return [{ property, reason: `must be ${expected}, is ${kindOf(value)}` }];
}

/** `name`, `["not a name"]` or `[3]` after `parent`. */
export function propertyAt(parent: string, key: string | number): string {
  if (typeof key === "number") return `${parent}[${key}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === "" ? key : `${parent}.${key}`;
}

export class PropertyChecker {
  readonly #types: TypeSpecs;

  constructor(types: TypeSpecs) {
    this.#types = types;
  }

  /** All faults of an object: missing, unknown and wrongly typed properties. */
  checkProperties(
    specs: PropertySpecs,
    required: readonly string[],
    value: WireObject,
    parent = "",
  ): PropertyFailure[] {
    const known = Object.keys(specs);
    const missing = required
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name) => ({ property: propertyAt(parent, name), reason: "is required" }));
    const unknown = Object.keys(value)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        property: propertyAt(parent, name),
        reason: `is not a property here; there are ${known.join(", ")}`,
      }));
    const wrong = known.flatMap((name) => {
      const spec = specs[name];
      const item = value[name];
      return spec === undefined || item === undefined || item === null
        ? []
        : this.#checkType(spec, item, propertyAt(parent, name));
    });
    return [...missing, ...unknown, ...wrong];
  }

  #checkType(spec: TypeSpec, value: unknown, property: string): PropertyFailure[] {
    if (isUnknown(value) || spec.$ref === ANY) return [];
    if (spec.$ref !== undefined) return this.#checkNamed(spec.$ref, value, property);
    if (spec.type === undefined) return [];
    switch (spec.type) {
      case "boolean":
      case "number":
      case "string":
        return typeof value === spec.type ? [] : wrongType(property, `a ${spec.type}`, value);
      case "integer":
        return Number.isSafeInteger(value) && Number(value) >= 0
          ? []
          : wrongType(property, "a whole number, 0 or more", value);
      case "array":
        return this.#checkList(spec.items, value, property);
      case "object":
        return this.#checkMap(spec.additionalProperties, value, property);
    }
  }

  #checkNamed(ref: string, value: unknown, property: string): PropertyFailure[] {
    const named = this.#types[ref.slice(TYPES_PREFIX.length)];
    if (named === undefined) return [];
    if (named.type === "object") return this.#checkObject(named, value, property);
    const values = named.enum.map((item) => item.value);
    return typeof value === "string" && values.includes(value)
      ? []
      : wrongType(property, `one of ${values.join(", ")}`, value);
  }

  #checkObject(spec: ObjectSpec, value: unknown, property: string): PropertyFailure[] {
    return isWireObject(value)
      ? this.checkProperties(spec.properties, spec.required, value, property)
      : wrongType(property, "an object", value);
  }

  #checkList(items: TypeSpec | undefined, value: unknown, property: string): PropertyFailure[] {
    if (!Array.isArray(value)) return wrongType(property, "a list", value);
    return value.flatMap((item, index) => this.#checkType(items ?? {}, item, propertyAt(property, index)));
  }

  #checkMap(items: TypeSpec | undefined, value: unknown, property: string): PropertyFailure[] {
    if (!isWireObject(value)) return wrongType(property, "an object", value);
    return Object.entries(value).flatMap(([key, item]) =>
      this.#checkType(items ?? {}, item, propertyAt(property, key)),
    );
  }
}
