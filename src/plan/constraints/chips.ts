/**
 * Which machines a pool may buy: its chips, families and instance types, what the platform takes as nodes,
 * and what the region is known to sell.
 */
import {
  isPreviousGeneration,
  matchesChips,
  saleIsAssumed,
  unsupportedReason,
} from "../../catalogue/index.js";
import type { AllocatablePlatform } from "../../catalogue/index.js";
import type { InstanceType, Offering } from "../../model/catalogue.js";
import type { Pool } from "../../model/fleet.js";

/** Whether the pool names this type, or its family. */
function isNamed(pool: Pool, type: InstanceType): boolean {
  return (
    (pool.instanceTypes?.includes(type.name) ?? false) || (pool.families?.includes(type.family) ?? false)
  );
}

/**
 * Machines that only a pool which names them gets: credited processors do not sustain what is planned on
 * them, a sale that nobody has stated may turn out to be none, and old machines have run out of stock.
 */
function needsNaming(type: InstanceType, offering: Offering): boolean {
  return type.burstable === true || saleIsAssumed(offering) || isPreviousGeneration(type);
}

export interface Sale {
  readonly pool: Pool;
  readonly platform: AllocatablePlatform;
  readonly type: InstanceType;
  readonly offering: Offering;
}

export function poolMayBuy({ pool, platform, type, offering }: Sale): boolean {
  if (!pool.purchaseOptions.includes(offering.purchaseOption)) return false;
  if (!matchesChips(type, pool.chips)) return false;
  const named = isNamed(pool, type);
  const filtered = pool.families !== undefined || pool.instanceTypes !== undefined;
  if (filtered ? !named : needsNaming(type, offering)) return false;
  return unsupportedReason(platform, type) === undefined;
}
