/** What a policy reports: one fault of what a component is given. */
export interface Finding {
  /** JSON Pointer into the component's args. */
  readonly path: string;
  readonly message: string;
}

export function findingText({ path, message }: Finding): string {
  return `${path}: ${message}`;
}
