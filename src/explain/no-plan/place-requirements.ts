/** What clusters, pools, edge sites and accounts ask for. A field of a pool that stands nowhere does not compile. */
import type { CheckedFleet, Cluster, ComplianceZone, FleetQuota, Licence, Pool } from "../../model/fleet.js";
import type { Plan, TargetPlan } from "../../model/plan.js";
import { siteEdgeRequirements } from "./site-requirements.js";
import { networkRequirements } from "./network-requirements.js";
import { zoneLawRequirements } from "./zone-law-requirements.js";
import { mostNodes } from "../../model/purchase-nodes.js";
import { poolNodeRequirements, siteNodeRequirements } from "./fixed-node-requirements.js";
import { omitted } from "../../units/omitted.js";
import { onCluster, onPool, onZone, removing } from "./requirement.js";
import type { Edit, Requirement } from "./requirement.js";

/** Names, what forbids nothing, and nodes that exist (`fixed-node-requirements.ts`). */
type NoRule =
  | "name"
  | "chips"
  | "labels"
  | "purchaseOptions"
  | "reserved"
  | "deviceSlices"
  | "deviceShares"
  | "nodes"
  | "licences";

type Part = Omit<Requirement, "subject" | "path">;

type PartOf = (pool: Pool, cluster: Cluster) => Part | undefined;

function purchasesOf(
  target: TargetPlan | undefined,
): { readonly pool: string; readonly nodes: number; readonly vcpu: number }[] {
  return Object.values(target?.purchases ?? {}).map((purchase) => ({
    pool: purchase.pool,
    nodes: mostNodes(purchase),
    vcpu: purchase.vcpu,
  }));
}

function nodesOf(target: TargetPlan | undefined, pool?: string): number {
  return purchasesOf(target)
    .filter((one) => pool === undefined || one.pool === pool)
    .reduce((sum, { nodes }) => sum + nodes, 0);
}

/** Any machine of the pool's chips. */
function anyMachine(cluster: Cluster, pool: Pool): Edit {
  return onPool(cluster.name, pool.name, (one) => omitted(one, "families", "instanceTypes"));
}

function machines(pool: Pool, cluster: Cluster): Part {
  const names = [...(pool.families ?? []), ...(pool.instanceTypes ?? [])];
  return {
    label: "machines",
    words: `pool "${pool.name}" buys ${names.join(", ")} alone`,
    without: anyMachine(cluster, pool),
    easing: removing("pool", pool.name, `buy any machine with ${pool.chips.join(", ")}`),
  };
}

const PARTS: { readonly [Field in Exclude<keyof Pool, NoRule>]-?: PartOf } = {
  families: (pool, cluster) => (pool.families === undefined ? undefined : machines(pool, cluster)),
  // Either may match, so they are one requirement.
  instanceTypes: (pool, cluster) =>
    pool.instanceTypes === undefined || pool.families !== undefined ? undefined : machines(pool, cluster),
  minNodes: ({ name, minNodes }, cluster) =>
    minNodes === 0
      ? undefined
      : {
          label: "pool-limit",
          words: `pool "${name}" has at least ${minNodes} node(s) (minNodes)`,
          without: onPool(cluster.name, name, (pool) => ({ ...pool, minNodes: 0 })),
          easing: {
            kind: "fewer",
            most: minNodes,
            at: (amount) => onPool(cluster.name, name, (pool) => ({ ...pool, minNodes: amount })),
            words: (amount) => `lower minNodes of pool "${name}" from ${minNodes} to ${amount}`,
          },
        },
  maxNodes: ({ name, maxNodes }, cluster) =>
    maxNodes === undefined
      ? undefined
      : {
          label: "pool-limit",
          words: `pool "${name}" may have ${maxNodes} node(s) (maxNodes)`,
          without: onPool(cluster.name, name, (pool) => omitted(pool, "maxNodes")),
          easing: {
            kind: "limit",
            limit: maxNodes,
            used: (plan) => nodesOf(plan.clusters[cluster.name], name),
            at: (amount) => onPool(cluster.name, name, (pool) => ({ ...pool, maxNodes: amount })),
            words: (amount) => `raise maxNodes of pool "${name}" from ${maxNodes} to ${amount}`,
          },
        },
  taints: ({ name, taints }, cluster) =>
    taints.length === 0
      ? undefined
      : {
          label: "taint",
          words: `pool "${name}" is tainted ${taints.map(({ key, value, effect }) => `${key}=${value ?? ""}:${effect}`).join(", ")}`,
          without: onPool(cluster.name, name, (pool) => ({ ...pool, taints: [] })),
          easing: removing("pool", name, "remove its taints"),
        },
  headroom: ({ name, headroom }, cluster) =>
    headroom === undefined
      ? undefined
      : {
          label: "headroom",
          words: `pool "${name}" keeps headroom`,
          without: onPool(cluster.name, name, (pool) => omitted(pool, "headroom")),
          easing: removing("pool", name, "remove its headroom"),
        },
  spotMaxPercent: ({ name, spotMaxPercent }, cluster) =>
    spotMaxPercent === undefined
      ? undefined
      : {
          label: "spot-share",
          words: `pool "${name}" has at most ${spotMaxPercent} % of its virtual CPUs on spot`,
          without: onPool(cluster.name, name, (pool) => omitted(pool, "spotMaxPercent")),
          easing: removing("pool", name, "remove the limit on its share of spot"),
        },
  maxInstanceTypes: ({ name, maxInstanceTypes }, cluster) =>
    maxInstanceTypes === undefined
      ? undefined
      : {
          label: "instance-types",
          words: `pool "${name}" has at most ${maxInstanceTypes} instance type(s)`,
          without: onPool(cluster.name, name, (pool) => omitted(pool, "maxInstanceTypes")),
          easing: removing("pool", name, "remove maxInstanceTypes"),
        },
};

function poolRequirements(cluster: Cluster): Requirement[] {
  return cluster.pools.flatMap((pool) =>
    Object.entries(PARTS).flatMap(([field, partOf]): Requirement[] => {
      const part = partOf(pool, cluster);
      if (part === undefined) return [];
      const path = `/clusters/${cluster.name}/pools/${pool.name}/${field}`;
      return [{ ...part, subject: `${cluster.name}/${pool.name}`, path }];
    }),
  );
}

type ClusterQuota = keyof Cluster["quotas"];

function usedOf(quota: ClusterQuota, target: TargetPlan | undefined, pools: Cluster["pools"]): number {
  if (quota === "nodeGroups") return purchasesOf(target).length;
  if (quota === "nodesPerGroup") {
    const surgeOf = (name: string): number =>
      pools.find((pool) => pool.name === name)?.headroom?.surgeNodes ?? 0;
    return Math.max(0, ...purchasesOf(target).map(({ nodes, pool }) => nodes + surgeOf(pool)));
  }
  return purchasesOf(target).reduce((sum, { nodes, vcpu }) => sum + nodes * (quota === "vcpu" ? vcpu : 1), 0);
}

const QUOTA_UNITS: Readonly<Record<ClusterQuota, string>> = {
  vcpu: "vCPU(s)",
  nodes: "node(s)",
  nodeGroups: "node group(s)",
  nodesPerGroup: "node(s) a group",
};

function quotaRequirements({ name, quotas, pools }: Cluster): Requirement[] {
  const surge = pools.reduce((sum, { headroom }) => sum + (headroom?.surgeNodes ?? 0), 0);
  return (["vcpu", "nodes", "nodeGroups", "nodesPerGroup"] as const).flatMap((quota): Requirement[] => {
    const limit = quotas[quota];
    if (limit === undefined) return [];
    const at = (amount: number): Edit =>
      onCluster(name, (one) => ({ ...one, quotas: { ...one.quotas, [quota]: amount } }));
    return [
      {
        label: "quota",
        subject: name,
        path: `/clusters/${name}/quotas/${quota}`,
        words: `cluster "${name}" has a quota of ${limit} ${QUOTA_UNITS[quota]}`,
        without: onCluster(name, (one) => ({ ...one, quotas: omitted(one.quotas, quota) })),
        easing: {
          kind: "limit",
          limit,
          used: (plan: Plan) => usedOf(quota, plan.clusters[name], pools) + (quota === "nodes" ? surge : 0),
          at,
          words: (amount) =>
            `raise the quota of cluster "${name}" from ${limit} to ${amount} ${QUOTA_UNITS[quota]}`,
        },
      },
    ];
  });
}

function perNodeRequirements(cluster: Cluster): Requirement[] {
  const { name, podsPerNode, volumesPerNode } = cluster;
  const fields = [
    { field: "podsPerNode", limit: podsPerNode, label: "pods-per-node", noun: "pod(s)" },
    { field: "volumesPerNode", limit: volumesPerNode, label: "volumes-per-node", noun: "attached volume(s)" },
  ] as const;
  return fields.flatMap(({ field, limit, label, noun }): Requirement[] =>
    limit === undefined
      ? []
      : [
          {
            label,
            subject: name,
            path: `/clusters/${name}/${field}`,
            words: `cluster "${name}" allows ${limit} ${noun} a node (${field})`,
            without: onCluster(name, (one) => omitted(one, field)),
            easing: removing("cluster", name, `remove ${field}: then the platform's own limit holds`),
          },
        ],
  );
}

function clusterRequirements(cluster: Cluster): Requirement[] {
  return [
    ...poolRequirements(cluster),
    ...poolNodeRequirements(cluster),
    ...quotaRequirements(cluster),
    ...perNodeRequirements(cluster),
    ...networkRequirements(cluster),
  ];
}

function accountRequirement({ key, code, provider, region, limit, origin }: FleetQuota): Requirement {
  const name = `quota ${code} of ${provider} in ${region}`;
  const at =
    (amount: number): Edit =>
    (fleet) => ({
      ...fleet,
      quotas: (fleet.quotas ?? []).map((one) => (one.key === key ? { ...one, limit: amount } : one)),
    });
  return {
    label: "account-quota",
    subject: key,
    path: origin,
    words: `${name} leaves ${limit}`,
    // Beyond what any plan counts, so that the plan still says how much it uses.
    without: at(Number.MAX_SAFE_INTEGER),
    easing: {
      kind: "limit",
      limit,
      used: ({ quotas }) => Math.max(quotas?.[key]?.planned ?? 0, quotas?.[key]?.atPeak ?? 0),
      at,
      words: (amount) => `have ${name} raised from ${limit} to ${amount}`,
    },
  };
}

function licenceRequirements({ name, count, origin }: Licence): Requirement[] {
  if (count === undefined) return [];
  const at =
    (amount: number): Edit =>
    (fleet) => ({
      ...fleet,
      licences: (fleet.licences ?? []).map((one) => (one.name === name ? { ...one, count: amount } : one)),
    });
  return [
    {
      label: "licences",
      subject: name,
      path: origin,
      words: `there are ${count} licence(s) of "${name}"`,
      without: at(Number.MAX_SAFE_INTEGER),
      easing: {
        kind: "limit",
        limit: count,
        used: ({ licences }) => Math.max(licences?.[name]?.planned ?? 0, licences?.[name]?.atPeak ?? 0),
        at,
        words: (amount) => `have ${amount} licences of "${name}" in place of ${count}`,
      },
    },
  ];
}

/** `countries`: those of all clusters and sites. */
function zoneRequirements(
  { name, jurisdictions, dataClasses }: ComplianceZone,
  countries: readonly string[],
): Requirement[] {
  const zone = { label: "residency" as const, subject: name };
  const jurisdiction: Requirement = {
    ...zone,
    path: `/complianceZones/${name}/jurisdictions`,
    words: `compliance zone "${name}" is ${jurisdictions.join(", ")}`,
    without: onZone(name, (one) => ({ ...one, jurisdictions: [...one.jurisdictions, ...countries] })),
    easing: removing(
      "compliance zone",
      name,
      `add ${countries.join(", ")} to its jurisdictions, if its rules allow that`,
    ),
  };
  if (dataClasses.length === 0) return [jurisdiction];
  return [
    jurisdiction,
    {
      ...zone,
      path: `/complianceZones/${name}/dataClasses`,
      words: `compliance zone "${name}" allows data of class ${dataClasses.join(", ")}`,
      without: onZone(name, (one) => ({ ...one, dataClasses: [] })),
      easing: removing("compliance zone", name, "allow data of every class"),
    },
  ];
}

/** `countries`: those of all clusters and sites. */
export function placeRequirements(
  { clusters, complianceZones, edgeSites, quotas = [], licences = [] }: CheckedFleet,
  countries: readonly string[],
): Requirement[] {
  return [
    ...complianceZones.flatMap((zone) => [
      ...zoneRequirements(zone, countries),
      ...zoneLawRequirements(zone),
    ]),
    ...clusters.flatMap(clusterRequirements),
    ...edgeSites.flatMap((site) => [...siteNodeRequirements(site), ...siteEdgeRequirements(site)]),
    ...quotas.map(accountRequirement),
    ...licences.flatMap(licenceRequirements),
  ];
}
