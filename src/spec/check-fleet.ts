/**
 * From a spec of the right shape to a fleet that can be planned: names resolve, bounds agree, quantities are
 * integers, manifests are read, every workload is bound to a cluster or an edge site. All faults at once.
 */
import type { Assumption } from "../model/evidence.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type {
  CheckedFleet,
  Cluster,
  ComplianceZone,
  DividedWorkload,
  EdgeSite,
  NodeShape,
  SystemLoad,
  Target,
  Workload,
} from "../model/fleet.js";
import { everyWorkload } from "../model/fleet-parts.js";
import type { FleetSpec } from "../model/fleet-spec.js";
import type { CheckOutcome } from "../model/outcome.js";
import { canonicalJson } from "../units/canonical.js";
import { sha256 } from "../units/sha256.js";
import type { ResourceVector } from "../units/resources.js";
import { accountQuotasOf, tellUncountedUpgrades } from "./check/account-quotas.js";
import { checkApart } from "./check/apart.js";
import { checkBeside } from "./check/beside.js";
import { businessOf } from "./check/business.js";
import { dividedOf } from "./check/division.js";
import { clusterOf } from "./check/clusters.js";
import { complianceZonesOf } from "./check/compliance-zones.js";
import { sortedByName } from "./check/context.js";
import type { CheckContext } from "./check/context.js";
import { withEdge } from "./check/edge.js";
import { edgeSiteOf } from "./check/edge-sites.js";
import {
  checkDividedTenants,
  checkPlaceLaw,
  isOfCloud,
  withClusterLaw,
  withSiteLaw,
  withTenantNodes,
} from "./check/law.js";
import { checkLatency, geographyOf } from "./check/latency.js";
import { limitsOf } from "./check/limits.js";
import { checkLicences, licencesOf } from "./check/licences.js";
import { loadBalancerQuotasOf } from "./check/load-balancers.js";
import { boundManifests } from "./check/manifests.js";
import type { BoundManifests, ManifestFiles } from "./check/manifests.js";
import { checkDeviceShares } from "./check/device-shares.js";
import { checkedFlows } from "./check/flows.js";
import { futureRequestsOf } from "./check/future-requests.js";
import { withOnePeriod } from "./check/hours.js";
import { checkGangs } from "./check/gangs.js";
import { checkOverlaps } from "./check/network.js";
import { objectivesOf } from "./check/objective.js";
import { withClusterOrigins, withSiteOrigins } from "./check/origins.js";
import { checkPerformance } from "./check/performance.js";
import { checkSurvivedGroups, riskGroupsOf } from "./check/risk-groups.js";
import { requestsOf } from "./check/resources.js";
import { checkPriorityQuotas, checkStayOut } from "./check/stay-out.js";
import { placesOf, targetsOf } from "./check/targets.js";
import { trafficOf } from "./check/traffic.js";
import { transfersOf } from "./check/transfers.js";
import { checkTotals } from "./check/totals.js";
import { workloadsOf } from "./check/workloads.js";
import { Faults } from "./faults.js";
import type { FleetKnowledge } from "./knowledge.js";
import type { ManifestObject } from "./manifests/imported.js";
import { isManifestsSpec } from "./manifest-sources.js";
import type { ParsedFleet } from "./parse-fleet.js";

export interface CheckFleetInput {
  readonly parsed: ParsedFleet;
  /** Texts of every path that `manifestSourcesOf` names. */
  readonly manifests: ManifestFiles;
  readonly knowledge: FleetKnowledge;
}

export interface CheckedSpec {
  readonly fleet: CheckedFleet;
  /** By workload id: the manifest as it was written, for what builds it. */
  readonly manifests: ReadonlyMap<string, ManifestObject>;
}

const DEFAULT_REQUESTS = { cpu: "100m", memory: "128Mi" };

interface Bound {
  readonly workloads: Workload[];
  readonly divided: DividedWorkload[];
  readonly manifests: Map<string, ManifestObject>;
  readonly systemLoad: { readonly target: Target; readonly load: SystemLoad }[];
  readonly diagnostics: Diagnostic[];
  readonly imports: BoundManifests["imported"][];
}

function bindWorkloads(context: CheckContext, files: ManifestFiles): Bound {
  const { spec, faults } = context;
  const defaults = spec.defaults?.containerRequests ?? DEFAULT_REQUESTS;
  const containerRequests: ResourceVector = requestsOf(defaults, "/defaults/containerRequests", faults);
  const bound: Bound = {
    workloads: [],
    divided: [],
    manifests: new Map(),
    systemLoad: [],
    diagnostics: [],
    imports: [],
  };
  const places = placesOf(context);
  for (const [index, entry] of (spec.workloads ?? []).entries()) {
    const path = `/workloads/${index}`;
    const targets = targetsOf(entry, path, places, context);
    checkSurvivedGroups(entry, targets, path, context);
    const { divideAmong: spec } = entry;
    const place = (workloads: readonly Workload[]): void => {
      const { divided, bound: fixed } =
        spec === undefined
          ? { divided: [], bound: workloads }
          : dividedOf(workloads, { spec, path }, context);
      bound.divided.push(...divided);
      bound.workloads.push(...fixed);
    };
    if (!isManifestsSpec(entry)) {
      place(workloadsOf(entry, targets, path, context));
      continue;
    }
    const read = boundManifests({ entry, targets, path, files, containerRequests }, context);
    place(read.workloads);
    for (const [id, manifest] of read.manifests) bound.manifests.set(id, manifest);
    bound.systemLoad.push(...read.systemLoad);
    bound.diagnostics.push(...read.diagnostics);
    bound.imports.push(read.imported);
  }
  faults.distinct(
    [...bound.workloads, ...bound.divided.flatMap(({ candidates }) => candidates)].map(({ id, origin }) => [
      id,
      origin,
    ]),
    "workload",
  );
  checkApart(bound.workloads, context);
  const parts = bound.divided.flatMap(({ candidates }) => candidates.slice(0, 1));
  checkStayOut([...bound.workloads, ...parts], context);
  const workloads = withOnePeriod(bound.workloads);
  return { ...bound, workloads: checkGangs(checkBeside(workloads, context), context) };
}

function tenantsApart(bound: Bound, zones: readonly ComplianceZone[], context: CheckContext): Bound {
  const apart = (workloads: readonly Workload[]): Workload[] => withTenantNodes(workloads, zones, context);
  const divided = bound.divided.map((one) => ({ ...one, candidates: apart(one.candidates) }));
  for (const { candidates } of divided) checkDividedTenants(candidates, zones, context);
  return { ...bound, workloads: apart(bound.workloads), divided };
}

/**
 * The spec and what its manifests say about scheduling: no place, no default, no environment value, and not what
 * a plan is only compared with.
 */
function digestOf({ spec }: ParsedFleet, { imports }: Bound): string {
  const read = imports.map(({ workloads, systemLoad, loadBalancers }) => ({
    // Quotas alone ask about them.
    ...(spec.loadBalancerQuotas === undefined ? {} : { loadBalancers }),
    workloads: workloads.map(({ workload }) => ({ ...workload, origin: undefined })),
    systemLoad: systemLoad.map(({ load, namespace }) => ({ load, namespace })),
  }));
  return sha256(canonicalJson({ spec: { ...spec, running: undefined }, manifests: read }));
}

function distinctTargets({ spec, faults }: CheckContext): void {
  faults.distinct(
    [
      ...(spec.clusters ?? []).map(({ name }, index): [string, string] => [name, `/clusters/${index}/name`]),
      ...(spec.edgeSites ?? []).map(({ name }, index): [string, string] => [
        name,
        `/edgeSites/${index}/name`,
      ]),
    ],
    "cluster or edge site",
  );
  if ((spec.clusters ?? []).length + (spec.edgeSites ?? []).length === 0)
    faults.error("invalid-spec", "", "the fleet has no cluster and no edge site", "add one under `clusters`");
}

/** Nodes that the spec lists, each with the entry that lists it. */
function nodesOf(
  { clusters: listed = [], edgeSites: sites = [] }: FleetSpec,
  clusters: readonly Cluster[],
  edgeSites: readonly EdgeSite[],
): (readonly [NodeShape, string])[] {
  const at = (entries: readonly { readonly name: string }[], name: string): number =>
    entries.findIndex((entry) => entry.name === name);
  return [
    ...clusters.flatMap(({ name, pools }) =>
      pools.flatMap(({ nodes }) => nodes.map((shape) => [shape, `/clusters/${at(listed, name)}`] as const)),
    ),
    ...edgeSites.flatMap(({ name, nodes }) =>
      nodes.map((shape) => [shape, `/edgeSites/${at(sites, name)}/nodes`] as const),
    ),
  ];
}

function checked(
  { parsed, manifests, knowledge }: CheckFleetInput,
  faults: Faults,
): CheckedSpec & { readonly read: readonly Diagnostic[] } {
  const { spec } = parsed;
  const assumptions: Assumption[] = [];
  const context: CheckContext = { spec, faults, knowledge, assumptions };
  distinctTargets(context);
  const complianceZones = complianceZonesOf(context);
  const bound = tenantsApart(bindWorkloads(context, manifests), complianceZones, context);
  const daemonSets = (kind: Target["kind"], name: string): SystemLoad[] =>
    bound.systemLoad.flatMap(({ target, load }) =>
      target.kind === kind && target.name === name ? [load] : [],
    );
  const clusters = (spec.clusters ?? []).flatMap((cluster, index) => {
    const made = clusterOf(cluster, `/clusters/${index}`, daemonSets("cluster", cluster.name), context);
    if (made === undefined) return [];
    checkPlaceLaw(cluster, isOfCloud(made), `/clusters/${index}`, context);
    const lawful = withClusterLaw(made, cluster, complianceZones, context);
    return [withClusterOrigins(lawful, cluster, complianceZones, `/clusters/${index}`, context)];
  });
  const edgeSites = (spec.edgeSites ?? []).map((site, index) => {
    const made = edgeSiteOf(site, `/edgeSites/${index}`, daemonSets("edgeSite", site.name), context);
    checkPlaceLaw(site, false, `/edgeSites/${index}`, context);
    const lawful = withSiteLaw(made, site, complianceZones, context);
    const known = withSiteOrigins(lawful, site, complianceZones, `/edgeSites/${index}`, context);
    return withEdge(known, site, `/edgeSites/${index}`, bound, context);
  });
  checkOverlaps(clusters, context);
  const quotas = accountQuotasOf(clusters, context);
  tellUncountedUpgrades(clusters, quotas.quotas ?? [], context);
  checkLicences(clusters, edgeSites, everyWorkload(bound), context);
  const licences = licencesOf(context);
  checkPriorityQuotas(bound.workloads, { ...quotas, ...licences }, context);
  checkPerformance(bound.workloads, { ...quotas, ...licences }, context);
  checkDeviceShares(spec, everyWorkload(bound), faults);
  const flows = checkedFlows(bound, context);
  checkLatency(bound, context);
  checkTotals(bound, nodesOf(spec, clusters, edgeSites), faults);
  const fleet: CheckedFleet = {
    name: spec.name,
    specDigest: digestOf(parsed, bound),
    complianceZones,
    clusters: sortedByName(clusters),
    edgeSites: sortedByName(edgeSites),
    ...riskGroupsOf(clusters, context),
    workloads: [...bound.workloads].sort((left, right) => (left.id < right.id ? -1 : 1)),
    ...(bound.divided.length === 0
      ? {}
      : { divided: [...bound.divided].sort((left, right) => (left.key < right.key ? -1 : 1)) }),
    ...flows,
    ...geographyOf(context),
    ...transfersOf(bound, context),
    ...objectivesOf(bound, context),
    ...futureRequestsOf(context),
    ...quotas,
    ...loadBalancerQuotasOf(clusters, context),
    ...licences,
    ...businessOf(context),
    ...trafficOf(bound, context),
    ...(spec.commitments === undefined ? {} : { commitmentYears: spec.commitments.years }),
    fidelity: spec.fidelity ?? "scheduler",
    ...(spec.steering === undefined ? {} : { steering: spec.steering }),
    limits: limitsOf(bound, context),
    assumptions,
    diagnostics: [...faults.diagnostics, ...bound.diagnostics],
  };
  return { fleet, manifests: bound.manifests, read: bound.diagnostics };
}

export function checkFleet(input: CheckFleetInput): CheckOutcome<CheckedSpec> {
  const faults = new Faults(input.parsed.text);
  const { fleet, manifests } = checked(input, faults);
  const { diagnostics } = fleet;
  if (diagnostics.some(({ severity }) => severity === "error")) return { ok: false, diagnostics };
  return { ok: true, value: { fleet, manifests }, diagnostics };
}
