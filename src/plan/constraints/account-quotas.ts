/**
 * Quotas of the clouds' accounts: virtual CPUs, accelerators or instances of some families in a region, on
 * demand and on spot apart. In one cluster a quota is a cap of the solver's, which is exact. What several
 * clusters share is divided among them in `share-quotas.ts`; here each has its share as its limit. The number of
 * licences that a fleet has is a quota of the same kind.
 */
import { quotaCovers } from "../../catalogue/index.js";
import type { FleetQuota } from "../../model/fleet.js";
import type { ConflictLabel } from "../../model/outcome.js";
import type { QuotaUnit } from "../../model/catalogue-override.js";
import type { ByName } from "../../model/plan.js";
import { summed } from "../pack/filled-nodes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import type { NodeKind } from "../formulate/node-kind.js";
import type { PlanTarget, QuotaShare, SharedQuota } from "../formulate/plan-target.js";
import { listed } from "./offering-rule.js";
import type { NodeLimit } from "./node-limit.js";

const UNIT_WORDS: Readonly<Record<QuotaUnit, string>> = {
  vcpu: "vCPU(s)",
  accelerators: "accelerator(s)",
  instances: "instance(s)",
};

function isOfAccount(quota: SharedQuota): quota is FleetQuota {
  return !("licence" in quota);
}

export function quotaLabel(quota: SharedQuota): ConflictLabel {
  return isOfAccount(quota) ? "account-quota" : "licences";
}

/** What one node counts; 0 for nodes that the user owns and for machines out of the quota's scope. */
export function quotaWeight(quota: SharedQuota, kind: NodeKind): number {
  if (!isOfAccount(quota)) return kind.licences?.[quota.licence.name] ?? 0;
  const { machine, purchaseOption, vcpu } = kind;
  if (machine === undefined || !quotaCovers(quota, machine, purchaseOption)) return 0;
  switch (quota.unit) {
    case "vcpu":
      return vcpu;
    case "accelerators":
      return machine.accelerator?.count ?? 0;
    case "instances":
      return 1;
  }
}

/** What the nodes use of a quota. */
export function quotaUse(quota: SharedQuota, nodes: readonly FilledNodes[]): number {
  return summed(nodes, (kind) => quotaWeight(quota, kind));
}

/** "60 vCPU(s)". */
export function quotaAmount(quota: SharedQuota, amount: number): string {
  return `${amount} ${isOfAccount(quota) ? UNIT_WORDS[quota.unit] : "licence(s)"}`;
}

/** "quota L-1216C47A of aws in eu-central-1 leaves the fleet 64 vCPU(s) (on-demand, families a, c and d)". */
export function quotaWords(quota: SharedQuota, limit = quota.limit): string {
  if (!isOfAccount(quota)) return `there are ${quotaAmount(quota, limit)} of "${quota.licence.name}"`;
  const { code, provider, region, purchaseOption, families, chips } = quota;
  const scope = [
    ...(purchaseOption === undefined ? [] : [purchaseOption]),
    ...(families === undefined ? [] : [`families ${listed(families)}`]),
    ...(chips === undefined ? [] : [`chips ${listed(chips)}`]),
  ];
  const which = scope.length === 0 ? "" : ` (${scope.join(", ")})`;
  return `quota ${code} of ${provider} in ${region} leaves ${quotaAmount(quota, limit)}${which}`;
}

/** "have quota L-1216C47A of aws in eu-central-1 raised by 8 vCPU(s)". */
export function quotaWayOut(quota: SharedQuota, missing: number): string {
  const amount = quotaAmount(quota, missing);
  if (!isOfAccount(quota)) return `get ${amount} more of "${quota.licence.name}"`;
  return `have quota ${quota.code} of ${quota.provider} in ${quota.region} raised by ${amount}`;
}

function limitOf({ name }: PlanTarget, { quota, limit }: QuotaShare): NodeLimit {
  const shared = quota.clusters.length === 1 ? "" : `, shared by clusters ${listed(quota.clusters)}`;
  return {
    label: quotaLabel(quota),
    subject: name,
    path: quota.origin,
    words: `${quotaWords(quota, limit)}${shared}`,
    limit,
    weightOf: (kind) => quotaWeight(quota, kind),
    wayOut: (needed) => quotaWayOut(quota, needed - limit),
  };
}

export function accountQuotaLimits(target: PlanTarget): NodeLimit[] {
  return target.accountQuotas.map((share) => limitOf(target, share));
}

/** Key -> what one node counts, of the quotas that count it; absent without any. */
export function countedQuotas(
  { accountQuotas }: PlanTarget,
  kind: NodeKind,
): { readonly quotas?: ByName<number> } {
  const counted = accountQuotas
    .filter(({ quota }) => isOfAccount(quota))
    .map(({ quota }): [string, number] => [quota.key, quotaWeight(quota, kind)])
    .filter(([, weight]) => weight > 0);
  return counted.length === 0 ? {} : { quotas: Object.fromEntries(counted) };
}
