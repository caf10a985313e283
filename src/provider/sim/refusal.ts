/** What the simulated cloud says when it will not do what it was asked. */
export class SimRefusal extends Error {
  /** The cloud's error code, such as "InsufficientInstanceCapacity". */
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.name = "SimRefusal";
    this.code = code;
    // The SDK prints the stack of what a provider throws; for a refusal it tells the user nothing.
    this.stack = "";
  }
}
