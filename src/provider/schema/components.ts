/**
 * The components in the package's schema. `NodePool` and `Workload` hang on a cluster object of the same
 * program, which no other language can pass: `Cluster` makes them there.
 */
import { COMPONENT_TOKENS } from "../../components/index.js";
import type { ClusterArgs, ComplianceZoneArgs, EdgeSiteArgs, FleetArgs } from "../../components/index.js";
import { ANY, JSON_OBJECT } from "./package-spec.js";
import type { PropertySpec, PropertySpecs, RequiredName, ResourceSpec, SpecOf } from "./package-spec.js";
import { CLUSTER_WIRING } from "./wiring-types.js";

function slice(description: string): PropertySpec {
  return { ...JSON_OBJECT, description, plain: true };
}

const TARGET: PropertySpec = {
  description: '"sim" builds on the simulated cloud, whatever the platform.',
  $ref: "#/types/stowage:index:Target",
  plain: true,
};

interface ComponentSpec<Args> {
  readonly description: string;
  readonly inputs: SpecOf<Args>;
  readonly required: readonly RequiredName<Args>[];
  /** Those that are always there. */
  readonly outputs?: PropertySpecs;
  readonly optionalOutputs?: PropertySpecs;
}

function component<Args>(spec: ComponentSpec<Args>): ResourceSpec {
  const { description, inputs, required, outputs = {}, optionalOutputs = {} } = spec;
  return {
    description,
    isComponent: true,
    inputProperties: inputs,
    requiredInputs: required,
    properties: { ...outputs, ...optionalOutputs },
    required: Object.keys(outputs),
  };
}

export const COMPONENTS: Readonly<Record<string, ResourceSpec>> = {
  [COMPONENT_TOKENS.fleet]: component<FleetArgs>({
    description: "A whole fleet: planned (or its lock verified) before anything is created, then built.",
    inputs: {
      spec: {
        description: "The fleet spec (an object), or the path of its file from the project's folder.",
        $ref: ANY,
        plain: true,
      },
      lock: {
        description: "Path of a committed plan: verified and built in place of planning again.",
        type: "string",
        plain: true,
      },
      target: TARGET,
      clusters: {
        description: "How the clusters are connected, by name.",
        type: "object",
        additionalProperties: { $ref: "#/types/stowage:index:FleetClusterWiring" },
      },
    },
    required: ["spec"],
    outputs: {
      monthlyCost: {
        description: "Machines and cluster fees in whole units of the plan's currency, for 730 hours.",
        type: "number",
      },
    },
  }),
  [COMPONENT_TOKENS.cluster]: component<ClusterArgs>({
    description: "A Kubernetes cluster, its node pools and its workloads, as its plan slice says.",
    inputs: {
      plan: slice("The cluster's slice of a plan."),
      workloads: slice("The plan's workloads by id; those of other clusters are left out."),
      manifests: {
        description: "Manifests by workload id: what is deployed, beside the plan's scheduling fields.",
        type: "object",
        additionalProperties: JSON_OBJECT,
      },
      target: TARGET,
      ...CLUSTER_WIRING,
    },
    required: ["plan"],
    optionalOutputs: {
      endpoint: { description: "Address of the API server, where the platform has one.", type: "string" },
    },
  }),
  [COMPONENT_TOKENS.edgeSite]: component<EdgeSiteArgs>({
    description: "A place with fixed nodes, and the workloads that are planned on it.",
    inputs: {
      plan: slice("The site's slice of a plan."),
      workloads: slice("The plan's workloads by id; those of other places are left out."),
      target: TARGET,
    },
    required: ["plan"],
  }),
  [COMPONENT_TOKENS.complianceZone]: component<ComplianceZoneArgs>({
    description: "A compliance zone's rules and members in the state, where diffs and policies see them.",
    inputs: { plan: slice("The zone's slice of a plan.") },
    required: ["plan"],
  }),
};
