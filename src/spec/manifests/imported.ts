/** What Kubernetes manifests say, before anything is bound to a cluster or an edge site. */
import type { Assumption } from "../../model/evidence.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { SystemLoad, Workload } from "../../model/fleet.js";
import type { LoadBalancerAsked } from "../../model/network.js";
import type { ResourceVector } from "../../units/resources.js";

/** One manifest file that has been read, named as the user would name it. */
export interface ManifestText {
  readonly file: string;
  readonly text: string;
}

/** A manifest document as it was written, environment values included: never part of a plan. */
export type ManifestObject = Readonly<Record<string, unknown>>;

/**
 * What the manifest itself knows of a workload; the spec entry that names the file adds the rest. `apartFrom`
 * is "namespace/name" each, as the target is not known yet.
 */
export type ManifestWorkload = Omit<
  Workload,
  "id" | "target" | "imagePlatforms" | "regions" | "complianceZone" | "data" | "survive" | "dedicatedNodes"
>;

export interface ImportedWorkload {
  readonly workload: ManifestWorkload;
  readonly manifest: ManifestObject;
}

/** A DaemonSet. */
export interface ImportedSystemLoad {
  readonly load: SystemLoad;
  readonly namespace: string;
  readonly origin: string;
}

/** A Service, an Ingress or a Gateway. */
export interface ImportedLoadBalancer extends LoadBalancerAsked {
  /** "namespace/name" of workloads among the files that traffic goes to, sorted. */
  readonly workloads: readonly string[];
}

export interface ImportOptions {
  /** What a container without requests counts as. */
  readonly containerRequests: ResourceVector;
  /** Replicas of every Deployment and StatefulSet that no HorizontalPodAutoscaler scales. */
  readonly replicas?: number;
  /** Whether nodes are bought for an autoscaler's maximum, its minimum, or what it runs now. @default "maximum" */
  readonly autoscaled?: "maximum" | "range" | "current";
  /** Other files of the fleet: their cluster-wide objects (priority classes, volumes) count here too. */
  readonly besides?: readonly ManifestText[];
}

export interface ManifestsImport {
  /** Sorted by namespace and name. */
  readonly workloads: readonly ImportedWorkload[];
  readonly systemLoad: readonly ImportedSystemLoad[];
  /** Sorted by kind, namespace and name. */
  readonly loadBalancers: readonly ImportedLoadBalancer[];
  readonly assumptions: readonly Assumption[];
  readonly diagnostics: readonly Diagnostic[];
}
