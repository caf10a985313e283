/** How a pool buys: options, the share of spot, reserved nodes. */
import type { PurchaseOption } from "../../model/catalogue.js";
import type { PoolSpec, ReservedSpec } from "../../model/fleet-spec.js";
import type { Pool, Reservation } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import type { Faults } from "../faults.js";

const MICRO = 1_000_000;

export function purchaseOptionsOf({ nodes, purchase }: PoolSpec): readonly PurchaseOption[] {
  if (nodes !== undefined) return ["owned"];
  const bySpot: PurchaseOption[] = purchase?.spot === undefined ? ["on-demand"] : ["on-demand", "spot"];
  const reserved: PurchaseOption[] = (purchase?.reserved ?? []).length > 0 ? ["reserved"] : [];
  return [...new Set<PurchaseOption>([...(purchase?.options ?? bySpot), ...reserved])].sort();
}

function reservationOf(entry: ReservedSpec, path: string, faults: Faults): Reservation {
  const { instanceType, count, pricePerHour = 0 } = entry;
  const microPerHour = Math.round(pricePerHour * MICRO);
  if (!Number.isSafeInteger(microPerHour * count))
    faults.error(
      "invalid-quantity",
      `${path}/pricePerHour`,
      `${String(pricePerHour)} USD an hour is too much to add up`,
    );
  return { instanceType, count, microPerHour };
}

export function purchaseLimitsOf(
  { purchase }: PoolSpec,
  path: string,
  faults: Faults,
): Pick<Pool, "spotMaxPercent" | "reserved"> {
  const { options, spot, reserved } = purchase ?? {};
  const at = `${path}/purchase`;
  if (spot !== undefined && options?.includes("spot") === false)
    faults.error(
      "bound-disagreement",
      `${at}/spot`,
      `spot.maxShare is ${spot.maxShare} %, and options do not name spot`,
      "add spot to options, or leave options out",
    );
  if (spot !== undefined && spot.maxShare < 100 && options?.includes("on-demand") === false)
    faults.error(
      "bound-disagreement",
      `${at}/spot/maxShare`,
      `spot may have ${spot.maxShare} % of the virtual CPUs, and options name nothing for the rest`,
      "add on-demand to options",
    );
  faults.filled(reserved, `${at}/reserved`, "name a reservation, or leave reserved out");
  faults.distinct(
    (reserved ?? []).map(({ instanceType }, index) => [instanceType, `${at}/reserved/${index}/instanceType`]),
    "reservation of instance type",
    "add their counts up in one entry",
  );
  const reservations = (reserved ?? []).map((entry, index) =>
    reservationOf(entry, `${at}/reserved/${index}`, faults),
  );
  return {
    ...(spot === undefined ? {} : { spotMaxPercent: spot.maxShare }),
    ...(reserved === undefined
      ? {}
      : { reserved: reservations.sort((left, right) => compareText(left.instanceType, right.instanceType)) }),
  };
}
