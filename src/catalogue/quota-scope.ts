/** Whether an account's quota counts a machine. */
import type { InstanceType, PurchaseOption } from "../model/catalogue.js";
import type { QuotaOfAccount } from "../model/catalogue-override.js";

/** A type's family as quotas name it; see `QuotaOfAccount.families`. */
export function quotaFamilies({ provider, family }: InstanceType): readonly string[] {
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
export function quotaCovers(quota: QuotaOfAccount, type: InstanceType, option: PurchaseOption): boolean {
  if (quota.provider !== type.provider || option === "owned") return false;
  // A reservation is a way to pay for an on-demand instance (EC2 user guide, on-demand instance quotas, 2026).
  const counted = option === "reserved" ? "on-demand" : option;
  if (quota.purchaseOption !== undefined && quota.purchaseOption !== counted) return false;
  if (quota.chips !== undefined && !quota.chips.includes(type.accelerator?.chip ?? "")) return false;
  return quota.families === undefined || quotaFamilies(type).some((name) => quota.families?.includes(name));
}
