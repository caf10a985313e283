import type { FileText } from "../files/index.js";

/** Where a command reads and prints: given by `bin`, replaced in tests. */
export interface Terminal {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** What day it is (UTC), as an ISO date. */
  readonly today: () => string;
  /** The whole of standard input, up to the documented limit. */
  readonly readInput: () => Promise<FileText>;
  /** Standard input as it comes, for what may be longer than any text. */
  readonly input: () => AsyncIterable<Uint8Array>;
}
