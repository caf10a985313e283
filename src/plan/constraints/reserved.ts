/**
 * Reserved nodes and reserved capacity: as many as there are of each, where it is kept, at the spec's price, used
 * before anything dearer. Each reservation is a cap of the solver's on node kinds of its own, which is exact.
 */
import { matchesChips, unsupportedReason } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { InstanceType } from "../../model/catalogue.js";
import type { Pool, Reservation } from "../../model/fleet.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { targetPath } from "../formulate/plan-target.js";
import type { ClusterTarget, PlanTarget } from "../formulate/plan-target.js";
import type { NodeLimit } from "./node-limit.js";

export interface ReservedType {
  readonly type: InstanceType;
  readonly reservation: Reservation;
}

/** Reservations whose machines the pool can use. */
export function reservedTypes(target: ClusterTarget, pool: Pool, catalogue: Catalogue): ReservedType[] {
  return (pool.reserved ?? []).flatMap((reservation) => {
    const type = catalogue.instanceType(target.cluster.provider, reservation.instanceType);
    if (type === undefined || !matchesChips(type, pool.chips)) return [];
    return unsupportedReason(target.platform, type) === undefined ? [{ type, reservation }] : [];
  });
}

export function isReserved({ purchaseOption }: NodeKind): boolean {
  return purchaseOption === "reserved";
}

/** Availability zones in which its nodes can stand. */
export function reservationZones({ availabilityZone }: Reservation, zones: readonly string[]): string[] {
  return zones.filter((zone) => availabilityZone === undefined || zone === availabilityZone);
}

export function reservationLimits(target: PlanTarget): NodeLimit[] {
  return target.pools.flatMap((pool) =>
    (pool.reserved ?? []).map((reservation): NodeLimit => {
      const { instanceType, count, availabilityZone } = reservation;
      const where = availabilityZone === undefined ? "" : ` in ${availabilityZone}`;
      return {
        label: "reservation",
        subject: `${target.name}/${pool.name}`,
        path: `${targetPath(target)}/pools/${pool.name}/purchase/reserved`,
        words: `pool "${pool.name}" has ${count} reserved ${instanceType} node(s)${where}`,
        limit: count,
        weightOf: (kind) => (kind.pool === pool.name && kind.reservation === reservation ? 1 : 0),
        wayOut: (needed) =>
          `reserve ${needed - count} more ${instanceType} node(s)${where} for pool "${pool.name}"`,
      };
    }),
  );
}
