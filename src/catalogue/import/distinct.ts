/** Values by key: the same one twice is one; two that differ are a fault, or the newer of them. */
import { canonicalJson } from "../../units/canonical.js";
import type { Place, Reading } from "./reading.js";

interface Held<Value> {
  readonly value: Value;
  readonly path: string;
  readonly date: string;
}

export class Distinct<Value> {
  private readonly held = new Map<string, Held<Value>>();

  constructor(
    private readonly reading: Reading,
    /** What two of them are called in a message, such as "prices". */
    private readonly what: string,
  ) {}

  /** `date` decides between two that differ; equal dates cannot. */
  add(key: string, value: Value, place: Place, date = ""): void {
    const before = this.held.get(key);
    const replaces = before === undefined || before.date < date;
    if (replaces) {
      this.held.set(key, { value, path: place.path, date });
      return;
    }
    if (before.date > date || canonicalJson(before.value) === canonicalJson(value)) return;
    this.reading.fault(
      "duplicate-name",
      place.path,
      `${key} has two ${this.what} that differ: here and at ${before.path || "the start"}`,
      "leave one of them in the export",
    );
  }

  get(key: string): Value | undefined {
    return this.held.get(key)?.value;
  }

  /** Sorted by key, so that the order of the export changes nothing. */
  values(): Value[] {
    const keys = [...this.held.keys()].sort();
    return keys.flatMap((key) => {
      const held = this.held.get(key);
      return held === undefined ? [] : [held.value];
    });
  }
}
