/** Most of planning the shop is replaying orders of arrival, which tests of what comes after the plan need few of. */
import { appendFileSync } from "node:fs";

/** Lets a spec file, which states no limits of its own, be planned with fewer replays than users have. */
export function withFewReplays(file: string): void {
  appendFileSync(file, "\nlimits: { replayWorkUnits: 300000 }\n");
}
