/** Why a workload's replicas stand where they stand, as far as the plan itself says it. */
import type { ByName, Plan, Purchase, TargetPlan, WorkloadPlan } from "../model/plan.js";
import { LOSS_WORDS } from "../model/survival.js";
import {
  monthly,
  plural,
  pricedMovesText,
  reportedResources,
  resourceAmount,
  resourceLabel,
} from "../report/index.js";
import { present } from "../units/invariant.js";
import { addResources, amountOf } from "../units/resources.js";
import type { ResourceVector } from "../units/resources.js";

interface Holding {
  readonly purchase: Purchase;
  /** Nodes that hold a replica of it. */
  readonly nodes: number;
  readonly replicas: number;
  readonly fewest: number;
  readonly most: number;
}

function holdingOf(purchase: Purchase, id: string): Holding[] {
  const layouts = purchase.layouts.filter(({ pods }) => Object.hasOwn(pods, id));
  if (layouts.length === 0) return [];
  const each = layouts.map(({ pods }) => pods[id] ?? 0);
  return [
    {
      purchase,
      nodes: layouts.reduce((sum, { nodes }) => sum + nodes, 0),
      replicas: layouts.reduce((sum, { nodes, pods }) => sum + nodes * (pods[id] ?? 0), 0),
      fewest: Math.min(...each),
      most: Math.max(...each),
    },
  ];
}

function targetOf(plan: Plan, { target }: WorkloadPlan): TargetPlan {
  const slices: ByName<TargetPlan> = target.kind === "cluster" ? plan.clusters : plan.edgeSites;
  return present(slices[target.name], `${target.kind} ${target.name}`);
}

function perMonth(plan: Plan, microPerHour: number): string {
  return `${monthly(microPerHour, plan.cost.currency)} a month`;
}

function requestsText(requests: ResourceVector): string {
  return reportedResources(requests)
    .filter((resource) => resource !== "pods")
    .map((resource) => `${resourceAmount(resource, amountOf(requests, resource))} ${resourceLabel(resource)}`)
    .join(", ");
}

/** The resource of which these nodes have the least left: what decides how many replicas they take. */
function tightest(plan: Plan, purchase: Purchase, id: string): string {
  const layouts = purchase.layouts.filter(({ pods }) => Object.hasOwn(pods, id));
  const used = layouts.reduce<ResourceVector>((sum, { nodes, pods }) => {
    const held = Object.entries(pods).reduce<ResourceVector>(
      (total, [other, count]) => addResources(total, plan.workloads[other]?.requests ?? {}, count),
      purchase.systemLoad,
    );
    return addResources(sum, held, nodes);
  }, {});
  const nodes = layouts.reduce((sum, layout) => sum + layout.nodes, 0);
  const shares = Object.keys(purchase.allocatable).map((resource) => ({
    resource,
    percent: Math.floor(
      (100 * amountOf(used, resource)) / (nodes * amountOf(purchase.allocatable, resource)),
    ),
  }));
  const fullest = shares.reduce(
    (best, share) => (share.percent > best.percent ? share : best),
    shares[0] ?? { resource: "pods", percent: 0 },
  );
  return `${resourceLabel(fullest.resource)} is fullest there, ${fullest.percent} % requested`;
}

function holdingLine(plan: Plan, id: string, { purchase, nodes, replicas, fewest, most }: Holding): string {
  const { count, instanceType, chip, purchaseOption, pool, availabilityZone } = purchase;
  const some = nodes === count ? plural(nodes, "node") : `${nodes} of ${plural(count, "node")}`;
  const each = fewest === most ? `${most}` : `${fewest} to ${most}`;
  const shared = nodes === 1 ? "" : `, ${each} a node`;
  return (
    `  ${replicas} on ${some} ${instanceType} (${chip}, ${purchaseOption}) ` +
    `of pool ${pool} in ${availabilityZone}${shared}: ${tightest(plan, purchase, id)}`
  );
}

function ruleLines(workload: WorkloadPlan, target: TargetPlan): string[] {
  const { zoneSpread, maxPerNode, survive, riskZones = {}, boundZones, complianceZone } = workload;
  const { dataClass, peak } = workload;
  const { apartFrom = [], beside, gang, dedicatedNodes, licences = [] } = workload;
  const { performance, requiredInstanceTypes } = workload;
  const alone = [
    ...(requiredInstanceTypes === undefined
      ? []
      : [`is bound to ${requiredInstanceTypes.join(", ")}, so that any order of arrival holds`]),
    ...(performance === undefined
      ? []
      : [`gives at least ${performance.demand} units of performance, counted by chip`]),
    ...(gang === undefined
      ? []
      : [`is in one ${gang.within === "node" ? "node" : "availability zone"} with all of gang ${gang.name}`]),
    ...apartFrom.map((other) => `shares no node with ${other}`),
    ...(beside === undefined
      ? []
      : [
          `stands beside ${beside.workload} ${beside.over === "node" ? "on every node" : "in every availability zone"}`,
        ]),
    ...licences.map((name) => `runs only on nodes that have licence ${name}`),
    ...(dedicatedNodes === undefined ? [] : [`shares nodes only with workloads of ${dedicatedNodes}`]),
  ];
  const skew =
    zoneSpread === undefined ? [] : [`spread over availability zones, skew at most ${zoneSpread.maxSkew}`];
  const cap = maxPerNode === undefined ? [] : [`at most ${maxPerNode} a node`];
  const loss =
    survive === undefined
      ? []
      : [
          `survives the loss of one ${LOSS_WORDS[survive]}`,
          ...Object.entries(riskZones).map(([group, zones]) => `  ${group} takes ${zones.join(", ")}`),
          ...(boundZones === undefined ? [] : [`  so its pods are kept to ${boundZones.join(", ")}`]),
        ];
  const zone = complianceZone ?? target.complianceZone;
  const law =
    zone === undefined
      ? []
      : [`stays in compliance zone ${zone}${dataClass === undefined ? "" : ` (data class ${dataClass})`}`];
  const most =
    peak === undefined
      ? []
      : [
          `may rise to ${peak} replicas${workload.hourly === undefined ? "" : " by the hour"}, which maxNodes and quotas of its cluster hold`,
        ];
  const rules = [...skew, ...cap, ...alone, ...loss, ...law, ...most];
  return rules.length === 0 ? [] : ["rules that the plan keeps for it:", ...rules.map((rule) => `  ${rule}`)];
}

/** Whom it is near, of a workload with one place by its id, of a divided one by its name. */
function latencyLines(plan: Plan, id: string, { namespace, name, target }: WorkloadPlan): string[] {
  const rules = plan.latency?.[id] ?? plan.latency?.[`${namespace}/${name}`] ?? [];
  return rules.flatMap(({ demandPoint, workload = "", withinMicroseconds, byTarget }) => {
    const trip = byTarget[target.name];
    if (trip === undefined) return [];
    const other =
      demandPoint === undefined ? `${workload} in ${trip.to ?? ""}` : `demand point ${demandPoint}`;
    const [least, p95] = [trip.leastMicroseconds / 1000, trip.p95Microseconds / 1000];
    const time =
      trip.basis === "measured" ? `${p95} ms measured` : `${least} ms at least, ${p95} ms can be promised`;
    return [
      `${plural(trip.replicas, "replica")} near ${other}: ${time}, ${withinMicroseconds / 1000} ms allowed`,
    ];
  });
}

/** Where it is divided, what no place holds. */
function leftOutLines(plan: Plan, { leftOut: own, namespace, name }: WorkloadPlan): string[] {
  const leftOut = own ?? plan.divisions?.[`${namespace}/${name}`]?.leftOut;
  if (leftOut === undefined) return [];
  const { replicas, microPerHour } = leftOut;
  if (microPerHour === undefined)
    return [`${plural(replicas, "replica")} left out: they do not fit beside what its priority comes after`];
  const penalty = perMonth(plan, microPerHour);
  return [
    `${plural(replicas, "replica")} left out, at a penalty of ${penalty} each: they do not fit, or nodes for them cost more`,
  ];
}

function purchaseLines(plan: Plan, id: string, target: TargetPlan): string[] {
  return Object.keys(target.purchases)
    .sort()
    .flatMap((key) => holdingOf(present(target.purchases[key], key), id))
    .map((holding) => holdingLine(plan, id, holding));
}

/** Where it has moved from, against a previous plan, of a workload that says what a move takes. */
function moveLines({ moves, cost }: Plan, id: string): string[] {
  const priced = moves?.priced?.[id];
  return priced === undefined ? [] : [`moves ${pricedMovesText(id, priced, cost.currency)}`];
}

/** Undefined where the plan has no workload of that id. */
export function explainPlacement(plan: Plan, workloadId: string): readonly string[] | undefined {
  const workload = Object.hasOwn(plan.workloads, workloadId) ? plan.workloads[workloadId] : undefined;
  if (workload === undefined) return undefined;
  const target = targetOf(plan, workload);
  const kind = workload.target.kind === "cluster" ? "cluster" : "edge site";
  const share = perMonth(plan, workload.microPerHour);
  const whole = perMonth(plan, target.microPerHour);
  return [
    `${workload.namespace}/${workload.name} (${workload.kind}): ${plural(workload.replicas, "replica")} on ${kind} ${target.name}, each ${requestsText(workload.requests)}`,
    ...purchaseLines(plan, workloadId, target),
    ...leftOutLines(plan, workload),
    ...latencyLines(plan, workloadId, workload),
    ...moveLines(plan, workloadId),
    ...ruleLines(workload, target),
    `its share of the machines: ${share}, of ${whole} for the ${kind}; idle capacity is borne by those who share the node`,
  ];
}
