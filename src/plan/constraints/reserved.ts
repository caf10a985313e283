/** Reserved nodes: as many as there are of each, at the spec's price, used before anything dearer. */
import { matchesChips, unsupportedReason } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { InstanceType } from "../../model/catalogue.js";
import type { Pool, Reservation } from "../../model/fleet.js";
import type { NodeKind } from "../node-kind.js";
import { targetPath } from "../plan-target.js";
import type { ClusterTarget, PlanTarget } from "../plan-target.js";
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

export function reservationLimits(target: PlanTarget): NodeLimit[] {
  return target.pools.flatMap((pool) =>
    (pool.reserved ?? []).map(({ instanceType, count }): NodeLimit => ({
      label: "reservation",
      subject: `${target.name}/${pool.name}`,
      path: `${targetPath(target)}/pools/${pool.name}/purchase/reserved`,
      words: `pool "${pool.name}" has ${count} reserved ${instanceType} node(s)`,
      limit: count,
      weightOf: (kind) =>
        isReserved(kind) && kind.pool === pool.name && kind.instanceType === instanceType ? 1 : 0,
      wayOut: (needed) => `reserve ${needed - count} more ${instanceType} node(s) for pool "${pool.name}"`,
    })),
  );
}
