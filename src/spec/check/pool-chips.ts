/** What a pool names, and its chips leave out: no machine of it is ever bought, and the pool says nothing of why. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { PoolSpec } from "../../model/fleet-spec.js";
import { pointerTo } from "../json-pointer.js";
import type { CheckContext } from "./context.js";

export const DEFAULT_CHIPS = ["amd64"];

export function checkChips(
  { chips = DEFAULT_CHIPS, families = [], instanceTypes = [] }: PoolSpec,
  provider: CloudProvider,
  path: string,
  { faults, knowledge }: CheckContext,
): void {
  const named = [
    ...families.map((name, index) => ({ name, at: pointerTo("families", index) })),
    ...instanceTypes.map((name, index) => ({ name, at: pointerTo("instanceTypes", index) })),
  ];
  for (const { name, at } of named) {
    const missing = knowledge.missingChips(provider, name, chips);
    if (missing.length > 0)
      faults.warning(
        "left-out",
        path + at,
        `no machine of ${name} is bought, as the pool's chips are ${chips.join(", ")}`,
        `add ${missing.join(" or ")} to its chips, or remove ${name}`,
      );
  }
}
