/** How far a figure may be trusted, best first. */
export type Confidence = "vendor-doc" | "vendor-code" | "measured" | "secondary" | "estimate" | "assumption";

/** Where a figure comes from. */
export interface Evidence {
  readonly source: string;
  /** ISO date of the figure, not of its copying. */
  readonly asOf: string;
  readonly confidence: Confidence;
}

/** A figure or rule that the user did not give and that drove the result. */
export interface Assumption extends Evidence {
  readonly subject: string;
  readonly statement: string;
}
