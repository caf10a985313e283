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

/** Each field that names machines, and how `stowage catalogue list` is asked about them. */
const OPTIONS = { families: "--family", instanceTypes: "--name" } as const;

interface Named {
  readonly name: string;
  readonly field: keyof typeof OPTIONS;
  readonly path: string;
}

function checkNamed(
  { name, field, path }: Named,
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
      `where it has: stowage catalogue list ${OPTIONS[field]} ${name}`,
    );
}

/** Names that the catalogue does not have are told of elsewhere. */
export function checkMachines(pool: PoolSpec, place: PoolPlace, context: CheckContext): void {
  const { chips = DEFAULT_CHIPS } = pool;
  for (const field of ["families", "instanceTypes"] as const)
    for (const [index, name] of (pool[field] ?? []).entries())
      checkNamed({ name, field, path: place.path + pointerTo(field, index) }, chips, place, context);
}
