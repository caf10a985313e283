/** Whether an account's quota counts a machine. */
import type { InstanceType, PurchaseOption } from "../model/catalogue.js";
import type { AccountQuota } from "../model/catalogue-override.js";

/** A type's family as quotas name it; see `AccountQuota.families`. */
function quotaFamilies({ provider, family }: InstanceType): readonly string[] {
  const name = family.toLowerCase();
  switch (provider) {
    case "aws": {
      const letters = /^[a-z]+/.exec(name)?.[0] ?? name;
      const generation = /^[a-z]+\d+/.exec(name)?.[0];
      return generation === undefined ? [letters] : [letters, generation];
    }
    case "gcp":
      return [name.split("-")[0] ?? name];
    default:
      return [name];
  }
}

/** Of another provider's type or of machines that are owned, none is counted. */
export function quotaCovers(quota: AccountQuota, type: InstanceType, option: PurchaseOption): boolean {
  if (quota.provider !== type.provider || option === "owned") return false;
  if (quota.purchaseOption !== undefined && quota.purchaseOption !== option) return false;
  if (quota.chips !== undefined && !quota.chips.includes(type.accelerator?.chip ?? "")) return false;
  return quota.families === undefined || quotaFamilies(type).some((name) => quota.families?.includes(name));
}
