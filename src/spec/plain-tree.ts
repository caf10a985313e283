/** Whether a value is a small tree of what JSON can hold, whoever built it: a parser or a program. */
import { MAX_DEPTH } from "./yaml-bounds.js";

/** Values a tree may hold, its aliases expanded. */
export const MAX_VALUES = 2_000_000;

export interface TreeFault {
  /** The keys to the value at fault, outermost first. */
  readonly keys: readonly string[];
  /** What is wrong, to follow "the value" or "the document". */
  readonly reason: string;
}

function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Objects of another realm (a worker, a test runner) have an `Object.prototype` of their own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

class Visit {
  private values = 0;
  private readonly ancestors = new Set<object>();
  private readonly keys: string[] = [];

  fault(value: unknown): TreeFault | undefined {
    const reason = this.reasonOf(value);
    if (reason !== undefined) return { keys: [...this.keys], reason };
    if (typeof value !== "object" || value === null) return undefined;
    this.ancestors.add(value);
    for (const [key, child] of Object.entries(value)) {
      this.keys.push(key);
      const found = this.fault(child);
      if (found !== undefined) return found;
      this.keys.pop();
    }
    this.ancestors.delete(value);
    return undefined;
  }

  private reasonOf(value: unknown): string | undefined {
    this.values += 1;
    if (this.values > MAX_VALUES) return `holds more than ${MAX_VALUES} values once its aliases are expanded`;
    if (typeof value !== "object" || value === null)
      return typeof value === "bigint" || typeof value === "function" || typeof value === "symbol"
        ? `is a ${typeof value}, which JSON cannot hold`
        : undefined;
    if (this.ancestors.has(value)) return "contains itself";
    if (this.keys.length > MAX_DEPTH) return `is nested more than ${MAX_DEPTH} levels deep`;
    return isPlain(value) ? undefined : "is no plain object, which is all that JSON can hold";
  }
}

/** The first fault, or undefined. */
export function treeFault(root: unknown): TreeFault | undefined {
  return new Visit().fault(root);
}

/** A copy without the members that are undefined: JSON leaves them out. */
export function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([key, child]): [string, unknown] => [key, withoutUndefined(child)]),
  );
}
