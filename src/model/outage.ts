/** Outages that happened, as scenarios. */
import type { Evidence } from "./evidence.js";
import type { WhatIfEvent } from "./whatif.js";

export interface Outage {
  readonly name: string;
  /** Day on which it began, in the time of its source. */
  readonly date: string;
  /** Until most of it was over, rounded; absent where sources do not agree. */
  readonly hours?: number;
  /** What happened, in one sentence. */
  readonly words: string;
  /** What of it the scenario is: often more than was lost, since the model knows places and no services. */
  readonly reading: string;
  readonly events: readonly WhatIfEvent[];
  readonly evidence: Evidence;
}
