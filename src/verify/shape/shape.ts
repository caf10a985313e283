/**
 * A small table language for the shape of plain JSON. `record<T>` takes one entry for each member of T, so
 * that a member added to the model does not compile until its shape is given here.
 */
import type { Path, Refuse } from "../refusals.js";

export type Shape = (value: unknown, path: Path, refuse: Refuse) => void;

export interface OptionalShape {
  readonly optional: Shape;
}

type IsOptional<T, K extends keyof T> = Partial<Pick<T, K>> extends Pick<T, K> ? true : false;

export type Fields<T> = {
  readonly [K in keyof T]-?: IsOptional<T, K> extends true ? OptionalShape : Shape;
};

const SHOWN_CHARACTERS = 60;

/** A value as a message shows it: short, on one line, whatever it is. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  switch (typeof value) {
    case "object":
      return value === null ? "null" : "an object";
    case "string": {
      const text = JSON.stringify(value);
      return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}..."` : text;
    }
    case "number":
    case "boolean":
      return String(value);
    case "undefined":
      return "missing";
    case "bigint":
    case "symbol":
    case "function":
      return `a ${typeof value}`;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const text: Shape = (value, path, refuse) => {
  if (typeof value !== "string") refuse(path, `must be text, and is ${shown(value)}`);
};

export function textLike(pattern: RegExp, words: string): Shape {
  return (value, path, refuse) => {
    if (typeof value !== "string" || !pattern.test(value))
      refuse(path, `must be ${words}, and is ${shown(value)}`);
  };
}

export function oneOf(values: readonly (string | true)[]): Shape {
  const known: readonly unknown[] = values;
  return (value, path, refuse) => {
    if (!known.includes(value)) refuse(path, `must be one of ${values.join(", ")}, and is ${shown(value)}`);
  };
}

/** A whole number that sums stay exact with. */
export function integer(minimum: number, maximum = Number.MAX_SAFE_INTEGER): Shape {
  return (value, path, refuse) => {
    if (!Number.isSafeInteger(value) || (value as number) < minimum || (value as number) > maximum)
      refuse(path, `must be a whole number from ${minimum} to ${maximum}, and is ${shown(value)}`);
  };
}

export function decimal(minimum: number, maximum: number): Shape {
  return (value, path, refuse) => {
    if (typeof value !== "number" || !(value >= minimum && value <= maximum))
      refuse(path, `must be a number from ${minimum} to ${maximum}, and is ${shown(value)}`);
  };
}

export function optional(shape: Shape): OptionalShape {
  return { optional: shape };
}

export function listOf(shape: Shape): Shape {
  return (value, path, refuse) => {
    if (!Array.isArray(value)) {
      refuse(path, `must be a list, and is ${shown(value)}`);
      return;
    }
    // Array.from gives a hole its turn, which forEach would pass over.
    for (const [index, item] of Array.from(value as readonly unknown[]).entries())
      shape(item, [...path, index], refuse);
  };
}

/** An object keyed by names. */
export function byName(shape: Shape): Shape {
  return (value, path, refuse) => {
    if (!isObject(value)) {
      refuse(path, `must be an object, and is ${shown(value)}`);
      return;
    }
    for (const [name, item] of Object.entries(value)) shape(item, [...path, name], refuse);
  };
}

/** An object with exactly these members. */
export function record<T>(fields: Fields<T>): Shape {
  const shapes = new Map<string, Shape | OptionalShape>(
    Object.entries(fields as Readonly<Record<string, Shape | OptionalShape>>),
  );
  return (value, path, refuse) => {
    if (!isObject(value)) {
      refuse(path, `must be an object, and is ${shown(value)}`);
      return;
    }
    for (const [name, shape] of shapes) {
      const member = Object.hasOwn(value, name) ? value[name] : undefined;
      if (typeof shape === "function") shape(member, [...path, name], refuse);
      else if (member !== undefined) shape.optional(member, [...path, name], refuse);
    }
    for (const name of Object.keys(value)) {
      if (!shapes.has(name) && value[name] !== undefined)
        refuse([...path, name], "is no member of a plan: was it misspelt?");
    }
  };
}
