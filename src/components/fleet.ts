import * as pulumi from "@pulumi/pulumi";
import type { FleetSpec } from "../model/fleet-spec.js";
import type { ByName, Plan } from "../model/plan.js";
import { checkLock, loadFleet, planFleetSync, readFleet, readLock } from "../planner/index.js";
import type { LoadedFleet } from "../planner/index.js";
import { Cluster } from "./cluster.js";
import { ComplianceZone } from "./compliance-zone.js";
import { EdgeSite } from "./edge-site.js";
import { refuseOutputs } from "./plain-args.js";
import type { ClusterWiring } from "./platforms/platforms.js";
import { orRunError } from "./run-error.js";
import { COMPONENT_TOKENS } from "./tokens.js";

/** How one cluster of a fleet is connected. */
export interface FleetClusterWiring extends ClusterWiring {
  /** The cloud's provider for this cluster's region. Absent: the fleet's, or the default one. */
  provider?: pulumi.ProviderResource;
}

export interface FleetArgs {
  /** The spec's file, found from the program's folder, or the spec itself. */
  spec: string | FleetSpec;
  /** A committed plan: it is verified and built in place of planning again. */
  lock?: string;
  /** "sim" builds the whole fleet on the simulated cloud. */
  target?: "sim";
  /** By cluster name. */
  clusters?: ByName<FleetClusterWiring>;
}

interface Planned {
  readonly loaded: LoadedFleet;
  readonly plan: Plan;
  /** What is to be told, though it stops nothing. */
  readonly warnings: readonly string[];
}

function planned({ spec, lock }: FleetArgs): Planned {
  const loaded = typeof spec === "string" ? loadFleet(spec) : readFleet(spec);
  if (lock === undefined) return { loaded, plan: planFleetSync(loaded), warnings: [] };
  const plan = readLock(lock);
  const warnings = checkLock({ path: lock, plan, loaded });
  return { loaded, plan, warnings: warnings.map((warning) => `${lock}: ${warning}`) };
}

/** What stands in the state of the fleet itself; the slices stand with their clusters and sites. */
function summaryOf({ name, version, specDigest, cost, carbon, search }: Plan): object {
  return { name, version, specDigest, cost, carbon, search };
}

/**
 * A whole fleet: plans it (or verifies its lock) before the first resource is registered, then builds exactly
 * that plan. Where there is no plan, the program ends with the conflict and the ways out.
 */
export class Fleet extends pulumi.ComponentResource {
  readonly plan: Plan;
  readonly complianceZones: ByName<ComplianceZone>;
  readonly clusters: ByName<Cluster>;
  readonly edgeSites: ByName<EdgeSite>;
  /** Machines and cluster fees in whole units of `plan.cost.currency`, for 730 hours. */
  readonly monthlyCost: pulumi.Output<number>;

  constructor(name: string, args: FleetArgs, opts?: pulumi.ComponentResourceOptions) {
    for (const field of ["spec", "lock", "target"] as const) refuseOutputs(args[field], "Fleet", field);
    const { loaded, plan, warnings } = orRunError(() => planned(args));
    refuseUnknownWiring(plan, args);
    super(COMPONENT_TOKENS.fleet, name, { plan: summaryOf(plan) }, opts);
    this.plan = plan;
    for (const warning of warnings) void pulumi.log.warn(warning, this);
    const manifests = Object.fromEntries(
      [...loaded.manifests].map(([id, manifest]): [string, Record<string, unknown>] => [id, { ...manifest }]),
    );
    const target = args.target === undefined ? {} : { target: args.target };
    const { workloads } = plan;
    this.complianceZones = each(
      plan.complianceZones,
      (key, slice) => new ComplianceZone(`${name}-zone-${key}`, { plan: slice }, { parent: this }),
    );
    this.clusters = each(plan.clusters, (key, slice) => {
      const { provider, ...wiring } = args.clusters?.[key] ?? {};
      return new Cluster(
        `${name}-cluster-${key}`,
        { ...wiring, plan: slice, workloads, manifests, ...target },
        { parent: this, ...(provider === undefined ? {} : { providers: [provider] }) },
      );
    });
    this.edgeSites = each(
      plan.edgeSites,
      (key, slice) =>
        new EdgeSite(`${name}-site-${key}`, { plan: slice, workloads, ...target }, { parent: this }),
    );
    this.monthlyCost = pulumi.output(Math.round(plan.cost.microPerMonth / 1e4) / 100);
    this.registerOutputs({ monthlyCost: this.monthlyCost });
  }
}

function each<Slice, Made>(slices: ByName<Slice>, make: (key: string, slice: Slice) => Made): ByName<Made> {
  return Object.fromEntries(
    Object.entries(slices)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, slice]) => [key, make(key, slice)]),
  );
}

function refuseUnknownWiring(plan: Plan, { clusters = {} }: FleetArgs): void {
  const unknown = Object.keys(clusters).filter((key) => !Object.hasOwn(plan.clusters, key));
  if (unknown.length === 0) return;
  const known = Object.keys(plan.clusters).sort().join(", ");
  throw new pulumi.RunError(
    `\`clusters\` names ${unknown.join(", ")}, and the fleet has ${known === "" ? "no cluster" : known}`,
  );
}
