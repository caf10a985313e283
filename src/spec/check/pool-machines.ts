/** Machines that a pool names and never buys: its chips leave them out, or its region does not sell them. */
import type { CloudProvider } from "../../model/catalogue.js";
import type { PoolSpec } from "../../model/fleet-spec.js";
import { pointerTo } from "../json-pointer.js";
import type { CheckContext } from "./context.js";

export const DEFAULT_CHIPS = ["amd64"];

interface PoolPlace {
  readonly provider: CloudProvider;
  readonly region: string;
  readonly path: string;
}

interface Named {
  readonly name: string;
  readonly path: string;
  /** How `stowage catalogue list` is asked about it. */
  readonly option: "--family" | "--name";
}

function checkNamed(
  { name, path, option }: Named,
  chips: readonly string[],
  { provider, region }: PoolPlace,
  { faults, knowledge }: CheckContext,
): void {
  const missing = knowledge.missingChips(provider, name, chips);
  if (missing.length > 0)
    faults.warning(
      "left-out",
      path,
      `no machine of ${name} is bought, as the pool's chips are ${chips.join(", ")}`,
      `add ${missing.join(" or ")} to its chips, or remove ${name}`,
    );
  else if (!knowledge.sells(provider, region, name))
    faults.warning(
      "left-out",
      path,
      `no machine of ${name} is bought, as the catalogue has no price of it in ${region}`,
      `where it has: stowage catalogue list ${option} ${name}`,
    );
}

/** Each name is one that the catalogue has. */
export function checkMachines(
  { chips = DEFAULT_CHIPS, families = [], instanceTypes = [] }: PoolSpec,
  place: PoolPlace,
  context: CheckContext,
): void {
  for (const [index, name] of families.entries())
    checkNamed(
      { name, path: place.path + pointerTo("families", index), option: "--family" },
      chips,
      place,
      context,
    );
  for (const [index, name] of instanceTypes.entries())
    checkNamed(
      { name, path: place.path + pointerTo("instanceTypes", index), option: "--name" },
      chips,
      place,
      context,
    );
}
