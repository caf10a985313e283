/** Quotas of load balancers: each counts clusters of its region, and says so once. */
import type { LoadBalancerQuotaSpec } from "../../model/fleet-spec.js";
import type { Cluster } from "../../model/fleet.js";
import type { LoadBalancerQuota } from "../../model/network.js";
import { compareText } from "../../units/compare.js";
import { pointerTo } from "../json-pointer.js";
import { sortedTexts } from "./context.js";
import type { CheckContext } from "./context.js";

type Place = Pick<Cluster, "name" | "provider" | "region">;

function quotaOf(
  quota: LoadBalancerQuotaSpec,
  clusters: readonly Place[],
  origin: string,
  { faults, knowledge }: CheckContext,
): LoadBalancerQuota[] {
  const { provider, region, limit, usedElsewhere = 0, clusters: named, source } = quota;
  if (!faults.knows(region, knowledge.regionNames(provider), `${origin}/region`, `region of ${provider}`))
    return [];
  const all = clusters.filter((one) => one.provider === provider && one.region === region);
  const names = all.map(({ name }) => name);
  faults.filled(named, `${origin}/clusters`, "name a cluster, or leave clusters out for all of the region");
  for (const [index, name] of (named ?? []).entries())
    faults.knows(name, names, origin + pointerTo("clusters", index), `cluster of ${provider} in ${region}`);
  if (usedElsewhere > limit)
    faults.error(
      "bound-disagreement",
      `${origin}/usedElsewhere`,
      `${usedElsewhere} are used elsewhere, and the limit is ${limit}`,
      "correct one of them",
    );
  if (names.length === 0)
    faults.warning("unknown-name", origin, `no cluster of the fleet is in ${region} of ${provider}`);
  const counted = sortedTexts((named ?? names).filter((name) => names.includes(name)));
  const of = counted.length === names.length ? "" : ` of ${counted.join(", ")}`;
  return counted.length === 0
    ? []
    : [
        {
          key: `${provider}/${region}${of}`,
          limit: Math.max(0, limit - usedElsewhere),
          clusters: counted,
          ...(source === undefined ? {} : { source }),
          origin,
        },
      ];
}

/** Sorted by key; absent without any. */
export function loadBalancerQuotasOf(
  clusters: readonly Place[],
  context: CheckContext,
): { readonly loadBalancerQuotas?: readonly LoadBalancerQuota[] } {
  const quotas = (context.spec.loadBalancerQuotas ?? []).flatMap((quota, index) =>
    quotaOf(quota, clusters, `/loadBalancerQuotas/${index}`, context),
  );
  context.faults.distinct(
    quotas.flatMap(({ clusters: counted, origin }) =>
      counted.map((name) => [`of load balancers for cluster ${name}`, origin] as const),
    ),
    "quota",
    "remove one of them",
  );
  if (quotas.length === 0) return {};
  return { loadBalancerQuotas: quotas.sort((left, right) => compareText(left.key, right.key)) };
}
