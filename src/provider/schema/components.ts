/**
 * The components in the package's schema. `NodePool` and `Workload` hang on a cluster object of the same
 * program, which no other language can pass: `Cluster` makes them there.
 */
import { COMPONENT_TOKENS } from "../../components/index.js";
import { ANY } from "./package-spec.js";
import type { PropertySpec, ResourceSpec } from "./package-spec.js";

function plain(description: string): PropertySpec {
  return { description, $ref: ANY, plain: true };
}

const TARGET: PropertySpec = {
  description: '"sim" builds on the simulated cloud, whatever the platform.',
  type: "string",
  plain: true,
};

const WIRING: Readonly<Record<string, PropertySpec>> = {
  eks: { description: "Networks and keys of an EKS cluster: `EksWiring` of the npm package.", $ref: ANY },
  aks: { description: "Networks and keys of an AKS cluster: `AksWiring` of the npm package.", $ref: ANY },
  gke: { description: "Networks and keys of a GKE cluster: `GkeWiring` of the npm package.", $ref: ANY },
  kubernetes: {
    description: "Namespaces of an existing cluster: `KubernetesWiring` of the npm package.",
    $ref: ANY,
  },
};

export const COMPONENTS: Readonly<Record<string, ResourceSpec>> = {
  [COMPONENT_TOKENS.fleet]: {
    description: "A whole fleet: planned (or its lock verified) before anything is created, then built.",
    isComponent: true,
    inputProperties: {
      spec: plain("The fleet spec, or the path of its file from the project's folder."),
      lock: {
        description: "Path of a committed plan: verified and built in place of planning again.",
        type: "string",
        plain: true,
      },
      target: TARGET,
      clusters: { description: "Wiring by cluster name.", $ref: ANY },
    },
    requiredInputs: ["spec"],
    properties: {
      monthlyCost: {
        description: "Machines and cluster fees in whole units of the plan's currency, for 730 hours.",
        type: "number",
      },
    },
    required: ["monthlyCost"],
  },
  [COMPONENT_TOKENS.cluster]: {
    description: "A Kubernetes cluster, its node pools and its workloads, as its plan slice says.",
    isComponent: true,
    inputProperties: {
      plan: plain("The cluster's slice of a plan."),
      workloads: plain("The plan's workloads by id; those of other clusters are left out."),
      target: TARGET,
      ...WIRING,
    },
    requiredInputs: ["plan"],
    properties: {
      endpoint: { description: "Address of the API server, where the platform has one.", type: "string" },
    },
    required: [],
  },
  [COMPONENT_TOKENS.edgeSite]: {
    description: "A place with fixed nodes, and the workloads that are planned on it.",
    isComponent: true,
    inputProperties: {
      plan: plain("The site's slice of a plan."),
      workloads: plain("The plan's workloads by id; those of other places are left out."),
      target: TARGET,
    },
    requiredInputs: ["plan"],
    properties: {},
    required: [],
  },
  [COMPONENT_TOKENS.complianceZone]: {
    description: "A compliance zone's rules and members in the state, where diffs and policies see them.",
    isComponent: true,
    inputProperties: { plan: plain("The zone's slice of a plan.") },
    requiredInputs: ["plan"],
    properties: {},
    required: [],
  },
};
