/** What commands print as JSON beside plans (`schemas/answers.schema.json`): one member for each kind of answer. */
import type { Outage } from "./outage.js";
import type { PriceLimits } from "./price-limits.js";
import type { Rollout } from "./rollout.js";
import type { TrialsResult } from "./trials.js";
import type { WhatIfResult } from "./whatif.js";
import type { WhyHere } from "./why-here.js";

export interface Answers {
  /** `why` of an entry that `stowage explain SPEC WORKLOAD --json` prints. */
  readonly whyHere: WhyHere;
  /** `stowage whatif --price-limits --json`. */
  readonly priceLimits: PriceLimits;
  /** `rollout` of what `stowage plan --previous FILE --waves --json` prints. */
  readonly rollout: Rollout;
  /** `stowage whatif --trials N --json`. */
  readonly trials: TrialsResult;
  /** `stowage whatif --list-outages --json`. */
  readonly outages: readonly Outage[];
  /** `stowage whatif --json`: one, or a list of them. */
  readonly whatIf: WhatIfResult;
}
