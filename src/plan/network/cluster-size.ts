/**
 * How many nodes and node groups a cluster may have: by the spec's quotas, or else by what the platform publishes. Each
 * purchase is a node group of its own. How many there are no packing knows, so that is judged on the plan: where it has
 * more than the spec states, none is found, and nothing is proved. What is published is raised on request: a plan above
 * it says so, with the source.
 */
import { platformLimits } from "../../catalogue/index.js";
import type { Evidence } from "../../model/evidence.js";
import type { Cluster } from "../../model/fleet.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { Conflict, PlanOutcome } from "../../model/outcome.js";
import type { ClusterPlan } from "../../model/plan.js";
import { mostNodes } from "../../model/purchase-nodes.js";
import { omitted } from "../../units/omitted.js";
import type { PlanFleetInput, Planner, Verified } from "../plan-fleet-input.js";

interface Size {
  readonly field: "nodes" | "nodeGroups" | "nodesPerGroup";
  readonly has: number;
  readonly words: string;
  readonly wayOut: string;
}

/** At the most of every demand, and with the nodes of an upgrade. */
function sizesOf({ purchases, pools }: ClusterPlan): Size[] {
  const groups = Object.values(purchases);
  const surge = Object.values(pools).reduce((sum, { headroom }) => sum + (headroom?.surgeNodes ?? 0), 0);
  return [
    {
      field: "nodes",
      has: groups.reduce((sum, one) => sum + mostNodes(one), surge),
      words: "nodes, those of upgrades among them",
      wayOut: "divide its workloads among more clusters (divideAmong)",
    },
    {
      field: "nodeGroups",
      has: groups.length,
      words: "node groups, one for each pool, instance type, availability zone and purchase option",
      wayOut: "have fewer instance types a pool (maxInstanceTypes), or fewer pools",
    },
    {
      field: "nodesPerGroup",
      has: Math.max(0, ...groups.map((one) => mostNodes(one) + (pools[one.pool]?.headroom?.surgeNodes ?? 0))),
      words: "nodes in one node group",
      wayOut: "buy larger machines, or divide the pool into several",
    },
  ];
}

interface Excess extends Size {
  readonly cluster: Cluster;
  readonly limit: number;
  /** Of a limit that the spec does not state. */
  readonly published?: Evidence;
}

function source({ source: where, asOf, confidence }: Evidence): string {
  return ` by default (${where}, ${asOf}, ${confidence})`;
}

function excesses(cluster: Cluster, plan: ClusterPlan): Excess[] {
  const known = platformLimits(cluster.platform);
  return sizesOf(plan).flatMap((size): Excess[] => {
    const stated = cluster.quotas[size.field];
    const limit = stated ?? known?.[size.field];
    if (limit === undefined || size.has <= limit) return [];
    const published = stated === undefined && known !== undefined ? { published: known.evidence } : {};
    return [{ ...size, cluster, limit, ...published }];
  });
}

function excessWords({ cluster, has, words, limit, published }: Excess): string {
  const whose = published === undefined ? "" : source(published);
  return `the plan found gives cluster "${cluster.name}" ${has} ${words}, and it may have ${limit}${whose}`;
}

function raising({ cluster, field }: Excess): string {
  return `have it raised, and state it: quotas.${field} of cluster "${cluster.name}"`;
}

function conflictOf(excess: Excess): Conflict {
  const { cluster, field, wayOut } = excess;
  return {
    label: "quota",
    subject: cluster.name,
    path: `/clusters/${cluster.name}/quotas/${field}`,
    message: excessWords(excess),
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: [wayOut, raising(excess)],
  };
}

function warningOf(excess: Excess): Diagnostic {
  return {
    code: "assumption",
    severity: "warning",
    path: `/clusters/${excess.cluster.name}/quotas/${excess.field}`,
    message: excessWords(excess),
    hint: raising(excess),
  };
}

/** As no packing knows it: planned without these limits, and judged with them. */
function withoutGroupQuotas(cluster: Cluster): Cluster {
  return { ...cluster, quotas: omitted(cluster.quotas, "nodeGroups", "nodesPerGroup") };
}

/** `plan`: plans a fleet without such limits. `verified`: the plan, judged with them. */
export function withinClusterSizes(input: PlanFleetInput, plan: Planner, verified: Verified): PlanOutcome {
  const { fleet } = input;
  const { clusters } = fleet;
  const limited = clusters.some(
    ({ quotas }) => quotas.nodeGroups !== undefined || quotas.nodesPerGroup !== undefined,
  );
  const outcome = plan(
    limited ? { ...input, fleet: { ...fleet, clusters: clusters.map(withoutGroupQuotas) } } : input,
  );
  if (outcome.status !== "planned") return outcome;
  const { plan: found } = outcome;
  const all = clusters.flatMap((cluster) => {
    const planned = found.clusters[cluster.name];
    return planned === undefined ? [] : excesses(cluster, planned);
  });
  const conflicts = all.filter(({ published }) => published === undefined).map(conflictOf);
  if (conflicts.length > 0) return { status: "noneFound", conflicts, workUnits: found.search.workUnits };
  const told = all.length === 0 ? found : { ...found, warnings: [...found.warnings, ...all.map(warningOf)] };
  return limited ? { ...outcome, plan: verified(told, input) } : { ...outcome, plan: told };
}
