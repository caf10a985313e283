/** What becomes of a fleet's plan when something is lost, withdrawn, dearer or more wanted. */
import type { Plan } from "../model/plan.js";
import type { PriceLimits } from "../model/price-limits.js";
import type { TrialsResult } from "../model/trials.js";
import type { WhatIfEvent, WhatIfResult } from "../model/whatif.js";
import { isKnown, priceLimits, runTrials, singleLosses, whatIf, whatIfEach } from "../whatif/index.js";
import type { TrialsInput } from "../whatif/index.js";
import type { LoadedFleet } from "./load-fleet.js";
import { VERSION } from "./version.js";

/** `plan`: of the fleet. The events happen together. */
export function whatIfSync(
  { fleet, catalogue }: LoadedFleet,
  plan: Plan,
  events: readonly WhatIfEvent[],
): WhatIfResult {
  return whatIf({ fleet, catalogue, plan, version: VERSION }, events);
}

/** Every single loss of a provider, region, cluster, availability zone, edge site or kind of node, each alone. */
export function singleLossesSync({ fleet, catalogue }: LoadedFleet, plan: Plan): readonly WhatIfResult[] {
  const input = { fleet, catalogue, plan, version: VERSION };
  return whatIfEach(
    input,
    singleLosses(plan, fleet).map((event) => [event]),
  );
}

/** What drawn failures do to the plan; the same seed gives the same answer. */
export function runTrialsSync(
  { fleet, catalogue }: LoadedFleet,
  options: Pick<TrialsInput, "plan" | "seed" | "trials" | "risks" | "groups">,
): TrialsResult {
  return runTrials({ ...options, fleet, catalogue, version: VERSION });
}

/** How far each price may rise until the plan changes; undefined where no packing was found within the work limit. */
export function priceLimitsSync({ fleet, catalogue }: LoadedFleet): PriceLimits | undefined {
  return priceLimits({ fleet, catalogue, version: VERSION });
}

/** Events about nothing that the fleet has. */
export function unknownEvents(
  { fleet }: LoadedFleet,
  plan: Plan,
  events: readonly WhatIfEvent[],
): readonly WhatIfEvent[] {
  return events.filter((event) => !isKnown(event, fleet, plan));
}
