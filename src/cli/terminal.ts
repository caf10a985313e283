/** Where a command reads and prints: given by `bin`, replaced in tests. */
export interface Terminal {
  readonly cwd: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The whole of standard input, or undefined where it exceeds the documented limit. */
  readonly readInput: () => Promise<string | undefined>;
}
