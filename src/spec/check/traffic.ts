/** Declared traffic: names are distinct, both ends exist. */
import { everyWorkload, qualifiedName } from "../../model/fleet-parts.js";
import type { CheckedFleet } from "../../model/fleet.js";
import { INTERNET } from "../../model/traffic.js";
import type { Traffic } from "../../model/traffic.js";
import type { TrafficSpec } from "../../model/traffic-spec.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";
import { sortedByName } from "./context.js";

const MICRO = 1_000_000;

function checkEnds(
  { from, to, toInternet = false }: TrafficSpec,
  path: string,
  known: readonly string[],
  { faults }: CheckContext,
): void {
  for (const [end, name] of [
    ["from", from],
    ["to", to],
  ] as const)
    if (name !== undefined && !known.includes(name))
      faults.error(
        "unknown-name",
        `${path}/${end}`,
        `no workload is called "${name}"`,
        nameHint(name, known, "workload"),
      );
  if ((to === undefined) !== toInternet)
    faults.error(
      "invalid-spec",
      path,
      `to and toInternet: ${toInternet ? "both are" : "neither is"} given`,
      "give exactly one of them",
    );
}

/** Sorted by name; absent where none is declared. */
export function trafficOf(
  bound: Pick<CheckedFleet, "workloads" | "divided">,
  context: CheckContext,
): { readonly traffic?: readonly Traffic[] } {
  const { traffic = [] } = context.spec;
  if (traffic.length === 0) return {};
  const known = [...new Set(everyWorkload(bound).map(qualifiedName))];
  context.faults.distinct(
    traffic.map(({ name }, index) => [name, `/traffic/${index}/name`]),
    "traffic",
  );
  for (const [index, one] of traffic.entries()) checkEnds(one, `/traffic/${index}`, known, context);
  return {
    traffic: sortedByName(
      traffic.map(({ name, from, to = INTERNET, gbPerMonth, pricePerGb }) => ({
        name,
        from,
        to,
        gbPerMonth,
        ...(pricePerGb === undefined ? {} : { microPerGb: Math.round(pricePerGb * MICRO) }),
      })),
    ),
  };
}
