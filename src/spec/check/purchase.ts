/** How a pool buys: options, the share of spot, reserved nodes and reserved capacity. */
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
  const { instanceType, count, pricePerHour = 0, availabilityZone, capacityReservation } = entry;
  const microPerHour = Math.round(pricePerHour * MICRO);
  if (!Number.isSafeInteger(microPerHour * count))
    faults.error(
      "invalid-quantity",
      `${path}/pricePerHour`,
      `${String(pricePerHour)} USD an hour is too much to add up`,
    );
  return {
    instanceType,
    count,
    ...(availabilityZone === undefined ? {} : { availabilityZone }),
    ...(capacityReservation === undefined ? {} : { capacityReservation }),
    microPerHour,
  };
}

/** A node that could be of two reservations would be counted against neither for certain. */
function checkDistinct(reserved: readonly ReservedSpec[], at: string, faults: Faults): void {
  faults.distinct(
    reserved.map(({ instanceType, availabilityZone }, index) => [
      availabilityZone === undefined ? instanceType : `${instanceType} in ${availabilityZone}`,
      `${at}/${index}/instanceType`,
    ]),
    "reservation of instance type",
    "add their counts up in one entry",
  );
  for (const [index, { instanceType, availabilityZone }] of reserved.entries()) {
    const zoned = reserved.some(
      (one) => one.instanceType === instanceType && one.availabilityZone !== undefined,
    );
    if (availabilityZone === undefined && zoned)
      faults.error(
        "bound-disagreement",
        `${at}/${index}`,
        `one reservation of ${instanceType} has an availability zone, and this one has none`,
        "give both one, or give the second to a pool of its own",
      );
  }
}

function placeOf({ instanceType, availabilityZone = "" }: Reservation): string {
  return `${instanceType}\u0000${availabilityZone}`;
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
  checkDistinct(reserved ?? [], `${at}/reserved`, faults);
  const reservations = (reserved ?? []).map((entry, index) =>
    reservationOf(entry, `${at}/reserved/${index}`, faults),
  );
  return {
    ...(spot === undefined ? {} : { spotMaxPercent: spot.maxShare }),
    ...(reserved === undefined
      ? {}
      : { reserved: reservations.sort((left, right) => compareText(placeOf(left), placeOf(right))) }),
  };
}
