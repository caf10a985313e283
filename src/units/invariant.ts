/** A fault of Stowage itself, never of the user's data. */
export class InvariantError extends Error {
  constructor(message: string) {
    super(`${message}. This is a bug in Stowage: please report it with the spec that led here.`);
    this.name = "InvariantError";
  }
}

export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InvariantError(message);
}

/** The value of a look-up that the program's own structure guarantees. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new InvariantError(`${what} is missing`);
  return value;
}
