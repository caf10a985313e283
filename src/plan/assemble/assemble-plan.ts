/** Puts the packed targets together into one plan. */
import type { Catalogue } from "../../catalogue/index.js";
import { DEFAULT_REPLAY_LIMIT } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import { PLAN_API_VERSION, PLAN_CURRENCY } from "../../model/plan.js";
import type {
  ByName,
  ClusterPlan,
  ComplianceZonePlan,
  CostPlan,
  DivisionPlan,
  FlowPlan,
  MovesPlan,
  Placement,
  Plan,
  RealisationStatus,
  SearchPlan,
  StrandedPlan,
  TargetPlan,
  WorkloadPlan,
} from "../../model/plan.js";
import type { PreviousFleet } from "../../model/running.js";
import { compareText } from "../../units/compare.js";
import { invariant, present } from "../../units/invariant.js";
import { microPerMonth } from "../../units/money.js";
import { distinctAssumptions, targetAssumptions } from "./assumptions.js";
import { carbonOf, nodeCarbon } from "./carbon.js";
import type { TargetCarbon } from "./carbon.js";
import { licencePlans } from "../constraints/licences.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import { summed } from "../pack/filled-nodes.js";
import type { FilledNodes } from "../pack/filled-nodes.js";
import { penaltiesOf } from "../constraints/stay-out.js";
import { outlivesRisks, zonesToBind } from "../constraints/zone-risks.js";
import type { DividedFleet } from "../division/divide-fleet.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { commitmentPlans } from "../commitments.js";
import { hoursOf } from "../hours/pack-hours.js";
import { hoursPlan } from "../hours/hours-plan.js";
import { notCountedOf } from "./not-counted.js";
import { movesPlanOf } from "../moves/moves-plan.js";
import { weighedMoves } from "../moves/weighed-moves.js";
import { isNodeObjective, objectiveOf } from "../objectives.js";
import type { NodeObjective } from "../objectives.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { quotaAssumptions, quotaPlans } from "./quota-plans.js";
import { priceSharesOf } from "./price-shares.js";
import { costOf, gapPpm, stopOf, worstStop } from "../pack/target-packing.js";
import type { Steering } from "../realisation/steering.js";
import { strandedOf } from "./stranded.js";
import { transferPlans } from "./transfers.js";
import { weighedParts } from "../weights.js";
import { admissionRules, clusterPlan, edgeSitePlan, targetPlan } from "./target-plan.js";

export interface AssembleInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly version: string;
  readonly packed: readonly PackedTarget[];
  /** How workloads were divided among places; absent where none was. */
  readonly division?: Pick<DividedFleet & { status: "divided" }, "divisions" | "bound" | "workUnits">;
  /** What moves are counted against, and the targets as they would be planned without it. */
  readonly previous?: PreviousFleet;
  readonly anew?: readonly PackedTarget[];
  /** Bound of the weighed sum of all targets, fees left out. */
  readonly weighedBound?: number;
}

const BOUND_METHOD =
  "lower bound of the packing of each cluster and edge site by resource prices, spread over availability zones relaxed where it leaves a choice; plus fees, owned nodes and pool minimums";
/** Where a target is so small that all its fillings were tried. */
const OF_ALL_FILLINGS = "; of tiny ones the least of all fillings";
/** Where workloads are divided. */
const OF_ALL_DIVISIONS =
  "; over every division of workloads among places, by packing all of them as one problem without rules of one place about zones, spot and instance types";

interface Slice {
  readonly packed: PackedTarget;
  readonly carbon: TargetCarbon;
  readonly plan: TargetPlan;
}

function sliceOf(packed: PackedTarget, { catalogue, division, fleet: { weights } }: AssembleInput): Slice {
  const { target, kinds, packing, peak, hours, realisation } = packed;
  const carbon = carbonOf(target, packing.nodes, catalogue);
  const plan = targetPlan({
    target,
    kinds,
    nodes: packing.nodes,
    ...(peak === undefined ? {} : { peak }),
    ...(hours === undefined ? {} : { hours, bounded: division === undefined }),
    ...(realisation === undefined ? {} : { realisation }),
    ...(packing.priorities === undefined ? {} : { priorities: packing.priorities }),
    gramsPerHour: carbon.gramsPerHour,
    ...((weights?.microPerKgCo2e ?? 0) === 0
      ? {}
      : { carbonOf: (kind) => nodeCarbon(kind, target, catalogue)?.milligramsPerHour }),
  });
  return { packed, carbon, plan };
}

/** What runs, and what is left out. */
function countsOf(workload: Workload, placed: number): Pick<WorkloadPlan, "replicas" | "leftOut"> {
  const { replicas, penaltyMicroPerHour } = workload;
  if (!mayStayOut(workload) || placed === replicas) return { replicas };
  const penalty = penaltyMicroPerHour === undefined ? {} : { microPerHour: penaltyMicroPerHour };
  return { replicas: placed, leftOut: { replicas: replicas - placed, ...penalty } };
}

interface Planned {
  readonly target: PlanTarget;
  readonly slice: TargetPlan;
  readonly microPerHour: number;
  /** Whether another workload stands beside it or keeps apart from it. */
  readonly isSelected: boolean;
  readonly steering: Steering | undefined;
}

/** Of one that must survive risk groups: those of its cluster, and the zones to which that binds its pods. */
function risksOf(
  workload: Workload,
  { byAvailabilityZone }: Placement,
  target: PlanTarget,
): Pick<WorkloadPlan, "riskZones" | "boundZones"> {
  const { riskZones } = workload;
  if (riskZones === undefined) return {};
  const counts = new Map(Object.entries(byAvailabilityZone));
  const zones = outlivesRisks(workload) ? (zonesToBind(workload, counts, target) ?? "any") : "any";
  return { riskZones, ...(zones === "any" ? {} : { boundZones: zones }) };
}

function workloadPlan(
  workload: Workload,
  { target, slice, microPerHour, isSelected, steering }: Planned,
): WorkloadPlan {
  const { survive, complianceZone, data, zoneSpread, scaling, peak, hourly } = workload;
  const { apartFrom, dedicatedNodes, licences, beside, gang } = workload;
  const maxPerNode = maxPerNodeOf(workload);
  const placement = present(slice.placements[workload.id], `placement of ${workload.id}`);
  return {
    name: workload.name,
    namespace: workload.namespace,
    kind: workload.kind,
    target: workload.target,
    ...countsOf(workload, placement.replicas),
    ...(peak === undefined ? {} : { peak }),
    ...(hourly === undefined ? {} : { hourly }),
    ...(workload.performance === undefined ? {} : { performance: workload.performance }),
    requests: workload.requests,
    placement,
    ...(survive === undefined ? {} : { survive }),
    ...risksOf(workload, placement, target),
    ...(complianceZone === undefined ? {} : { complianceZone }),
    ...(data === undefined ? {} : { dataClass: data.class }),
    ...(workload.law === undefined ? {} : { law: workload.law }),
    ...(workload.uplinkKbps === undefined ? {} : { uplinkKbps: workload.uplinkKbps }),
    ...(zoneSpread === undefined ? {} : { zoneSpread }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(apartFrom === undefined ? {} : { apartFrom }),
    ...(beside === undefined ? {} : { beside }),
    ...(isSelected ? { isSelected } : {}),
    ...(gang === undefined ? {} : { gang }),
    ...(dedicatedNodes === undefined ? {} : { dedicatedNodes }),
    ...(licences === undefined ? {} : { licences }),
    ...steering,
    ...(scaling === undefined ? {} : { scaling }),
    ...(workload.priority === 0 ? {} : { priority: workload.priority }),
    ...(workload.disruptionBudget === undefined ? {} : { disruptionBudget: workload.disruptionBudget }),
    microPerHour,
  };
}

function workloadPlans(slices: readonly Slice[]): ByName<WorkloadPlan> {
  const plans = slices.flatMap(({ packed: { target, steering }, plan }) => {
    const shares = priceSharesOf(plan.purchases, target.workloads, target.licences);
    const selected = new Set(
      target.workloads.flatMap(({ beside, apartFrom = [] }) => [beside?.workload, ...apartFrom]),
    );
    return target.workloads.map((workload) => {
      const { id } = workload;
      const own = { target, slice: plan, microPerHour: shares.get(id) ?? 0, isSelected: selected.has(id) };
      return [id, workloadPlan(workload, { ...own, steering: steering?.get(id) })] as const;
    });
  });
  return Object.fromEntries(plans.sort(([left], [right]) => compareText(left, right)));
}

function complianceZonePlans(fleet: CheckedFleet, slices: readonly Slice[]): ByName<ComplianceZonePlan> {
  const members = (kind: "cluster" | "edgeSite", zone: string): string[] =>
    slices
      .filter(({ packed: { target } }) => target.kind === kind && target.complianceZone?.name === zone)
      .map(({ plan }) => plan.name);
  return Object.fromEntries(
    [...fleet.complianceZones]
      .sort((left, right) => compareText(left.name, right.name))
      .map((zone) => [
        zone.name,
        {
          regimes: zone.regimes,
          jurisdictions: zone.jurisdictions,
          dataClasses: zone.dataClasses,
          ...admissionRules(zone),
          ...(zone.law === undefined ? {} : { law: zone.law }),
          clusters: members("cluster", zone.name),
          edgeSites: members("edgeSite", zone.name),
        },
      ]),
  );
}

function flowsOf(cluster: string, { flows = [] }: CheckedFleet): Pick<ClusterPlan, "flows"> {
  const own = flows
    .filter((flow) => flow.cluster === cluster)
    .map(({ fromWorkload, fromCidr, toWorkload, toCidr, ports }): FlowPlan => ({
      ...(fromWorkload === undefined ? {} : { fromWorkload }),
      ...(fromCidr === undefined ? {} : { fromCidr }),
      ...(toWorkload === undefined ? {} : { toWorkload }),
      ...(toCidr === undefined ? {} : { toCidr }),
      ports,
    }));
  return own.length === 0 ? {} : { flows: own };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Of replicas of divided workloads that no place holds. */
function dividedPenalties(divisions: ByName<DivisionPlan> = {}): number {
  return sum(
    Object.values(divisions).map(({ leftOut }) =>
      leftOut === undefined ? 0 : leftOut.replicas * (leftOut.microPerHour ?? 0),
    ),
  );
}

function costPlan({ packed, division }: Pick<AssembleInput, "packed" | "division">): CostPlan {
  const licences = sum(
    packed.map(({ packing }) =>
      summed(packing.nodes, ({ licencesMicroPerHour = 0 }) => licencesMicroPerHour),
    ),
  );
  const machines = sum(packed.map(({ packing }) => costOf(packing.nodes))) - licences;
  const fees = sum(packed.map(({ target }) => target.fee.microPerHour));
  const ofTargets = packed.map(({ demands, packing }) => penaltiesOf(demands.demands, packing.nodes));
  const penalties = sum(ofTargets) + dividedPenalties(division?.divisions);
  return {
    currency: PLAN_CURRENCY,
    microPerHour: machines + licences + fees,
    microPerMonth: microPerMonth(machines + licences + fees),
    machinesMicroPerHour: machines,
    clusterFeesMicroPerHour: fees,
    ...(licences === 0 ? {} : { licencesMicroPerHour: licences }),
    ...(penalties === 0 ? {} : { penaltiesMicroPerHour: penalties }),
  };
}

/** Absent where there is no previous plan. */
function movesPlan({ fleet, packed, previous, anew = packed }: AssembleInput): {
  readonly moves?: MovesPlan;
} {
  if (previous === undefined) return {};
  return { moves: movesPlanOf({ previous, fleet, packed, anew }) };
}

/** Absent where the fleet states no future requests. */
function strandedPlan({ fleet, packed }: AssembleInput): { readonly stranded?: StrandedPlan } {
  const { futureRequests: mix } = fleet;
  if (mix === undefined) return {};
  const filled = packed.map(({ target, packing }) => ({ target, nodes: packing.nodes }));
  return { stranded: strandedOf(filled, mix) };
}

function furtherObjectivesPlan(
  { fleet, packed, catalogue }: AssembleInput,
  moves: MovesPlan | undefined,
): Pick<SearchPlan, "furtherObjectives"> {
  const { furtherObjectives: names } = fleet;
  if (names === undefined) return {};
  const valueOf = (name: NodeObjective, nodesOf: (one: PackedTarget) => readonly FilledNodes[]): number =>
    sum(packed.map((one) => objectiveOf(name, one.target, nodesOf(one), catalogue)));
  return {
    furtherObjectives: names.map((name) =>
      isNodeObjective(name)
        ? {
            name,
            value: valueOf(name, ({ packing }) => packing.nodes),
            atLeastCost: valueOf(name, ({ packing, cheapest }) => cheapest ?? packing.nodes),
          }
        : { name, value: moves?.movePods ?? 0, atLeastCost: moves?.anew.movePods ?? 0 },
    ),
  };
}

/** Absent where the fleet weighs nothing but cost. */
function weighedPlan(
  { fleet: { weights }, packed, catalogue, weighedBound = 0 }: AssembleInput,
  cost: CostPlan,
  moves: MovesPlan | undefined,
): Pick<SearchPlan, "weighed"> {
  if (weights === undefined) return {};
  const parts = packed.map((one) => weighedParts(one, weights, catalogue));
  const [carbon, nodes, instanceTypes] = [
    sum(parts.map((part) => part.carbon)),
    sum(parts.map((part) => part.nodes)),
    sum(parts.map((part) => part.instanceTypes)),
  ];
  const moved = weighedMoves(moves ?? { movePods: 0 }, weights);
  const all = costWithPenalties({ cost }) + carbon + nodes + instanceTypes + moved;
  const bound = weighedBound + cost.clusterFeesMicroPerHour;
  invariant(bound <= all, "the bound is above the weighed sum of the plan");
  return {
    weighed: {
      weights,
      microPerHour: all,
      boundMicroPerHour: bound,
      gapPpm: gapPpm(all, bound),
      carbonMicroPerHour: carbon,
      nodesMicroPerHour: nodes,
      instanceTypesMicroPerHour: instanceTypes,
      movesMicroPerHour: moved,
    },
  };
}

const WORST_FIRST: readonly RealisationStatus[] = ["notReplayed", "pending", "held"];

/** Absent where no target was asked about. */
function realisationPlan({ fleet, packed }: AssembleInput, cost: CostPlan): Pick<SearchPlan, "realisation"> {
  const targets = packed.flatMap(({ realisation }) => realisation ?? []);
  if (targets.length === 0) return {};
  const statuses = targets.map(({ status }) => status);
  return {
    realisation: {
      status: WORST_FIRST.find((status) => statuses.includes(status)) ?? "held",
      pendingPods: sum(targets.map(({ pendingPods }) => pendingPods)),
      packingMicroPerHour: cost.microPerHour - sum(targets.map(({ extraMicroPerHour }) => extraMicroPerHour)),
      workUnits: sum(packed.map(({ replayWorkUnits = 0 }) => replayWorkUnits)),
      workUnitsLimit: fleet.limits.replayWorkUnits ?? DEFAULT_REPLAY_LIMIT,
    },
  };
}

function boundMethodOf({ packed, division }: AssembleInput): string {
  const tried = packed.some(({ packing }) => packing.triedAll === true) ? OF_ALL_FILLINGS : "";
  return `${BOUND_METHOD}${tried}${division === undefined ? "" : OF_ALL_DIVISIONS}`;
}

function searchPlan(input: AssembleInput, cost: CostPlan, moves: MovesPlan | undefined): SearchPlan {
  const { fleet, packed, division } = input;
  const own = sum(packed.map(({ packing }) => packing.bound)) + cost.clusterFeesMicroPerHour;
  const bound = division === undefined ? own : division.bound + cost.clusterFeesMicroPerHour;
  const weighed = costWithPenalties({ cost });
  invariant(bound <= weighed, "the bound is above the cost of the plan");
  const gap = gapPpm(weighed, bound);
  const stop = worstStop(packed.map(({ packing }) => packing.stop));
  const { targetGapMilliPercent, workUnits: workUnitsLimit } = fleet.limits;
  return {
    boundMicroPerHour: bound,
    ...(division === undefined ? {} : { divisionBoundMicroPerHour: own }),
    gapPpm: gap,
    // What is proved of each place is proved of one division only.
    stop: division === undefined ? stop : stopOf(gap, targetGapMilliPercent, stop === "workBudget"),
    workUnits: sum(packed.map(({ packing }) => packing.workUnits)) + (division?.workUnits ?? 0),
    workUnitsLimit,
    boundMethod: boundMethodOf(input),
    ...furtherObjectivesPlan(input, moves),
    ...weighedPlan(input, cost, moves),
    ...realisationPlan(input, cost),
  };
}

export function assemblePlan(input: AssembleInput): Plan {
  const { fleet, catalogue, version, packed, division } = input;
  const slices = packed.map((one) => sliceOf(one, input));
  const cost = costPlan(input);
  const used = ({ packing, hours = [] }: PackedTarget) => [
    ...new Set([packing, ...hours].flatMap(({ nodes }) => nodes.map(({ kind }) => kind))),
  ];
  const clusterPlans = slices.flatMap(({ packed: { target, demands }, plan }) =>
    target.kind === "cluster"
      ? [{ ...clusterPlan(target, plan, demands.spareOf), ...flowsOf(target.name, fleet) }]
      : [],
  );
  return {
    apiVersion: PLAN_API_VERSION,
    name: fleet.name,
    version,
    specDigest: fleet.specDigest,
    catalogueDigest: catalogue.digest,
    ...(catalogue.overridesDigest === undefined
      ? {}
      : { catalogueOverridesDigest: catalogue.overridesDigest }),
    complianceZones: complianceZonePlans(fleet, slices),
    clusters: Object.fromEntries(clusterPlans.map((one) => [one.name, one])),
    edgeSites: Object.fromEntries(
      slices.flatMap(({ packed: { target }, plan }) =>
        target.kind === "edgeSite" ? [[target.name, edgeSitePlan(target, plan)]] : [],
      ),
    ),
    workloads: workloadPlans(slices),
    ...(division === undefined ? {} : { divisions: division.divisions }),
    ...transferPlans(
      fleet,
      slices.map(({ plan }) => plan),
    ),
    ...quotaPlans(
      fleet,
      slices.map(({ plan }) => plan),
    ),
    ...licencePlans(
      fleet.licences ?? [],
      slices.map(({ plan }) => plan),
    ),
    cost,
    ...commitmentPlans(fleet, clusterPlans, hoursOf(packed), catalogue),
    ...hoursPlan({ packed, slices: slices.map(({ plan }) => plan), bounded: division === undefined }),
    carbon: { operationalGramsPerHour: sum(slices.map(({ plan }) => plan.gramsPerHour)) },
    ...movesPlan(input),
    ...strandedPlan(input),
    search: searchPlan(input, cost, movesPlan(input).moves),
    assumptions: distinctAssumptions([
      ...fleet.assumptions,
      ...packed.flatMap((one) => targetAssumptions(one.target, used(one))),
      ...slices.flatMap(({ carbon }) => carbon.assumptions),
      ...quotaAssumptions(
        fleet,
        slices.map(({ plan }) => plan),
      ),
    ]),
    notCounted: notCountedOf(
      fleet,
      slices.flatMap(({ carbon }) => carbon.notCounted),
    ),
    warnings: fleet.diagnostics.filter(({ severity }) => severity === "warning"),
  };
}
