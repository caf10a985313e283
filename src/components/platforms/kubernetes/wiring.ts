import type * as pulumi from "@pulumi/pulumi";

/** How the objects of an existing cluster are made. The Kubernetes provider is the parent's. */
export interface KubernetesWiring {
  /**
   * Namespaces that exist already, besides "default" and those that start with "kube-": they are neither
   * created nor given a network policy.
   */
  existingNamespaces?: string[];
  /**
   * Leaves created namespaces without the network policy that denies all traffic but DNS queries to
   * kube-system. Network policies act only where the cluster's network enforces them.
   * @default false
   */
  allowTrafficByDefault?: boolean;
  /**
   * Kinds that others create, or that are not wanted: "ResourceQuota", "LimitRange", "PodDisruptionBudget",
   * "HorizontalPodAutoscaler", "PriorityClass", "ValidatingAdmissionPolicy".
   */
  leaveOut?: string[];
  /**
   * Pod Security level that created namespaces enforce: "privileged", "baseline" or "restricted". Namespaces whose
   * workloads hold ports of nodes enforce "privileged", which alone allows them.
   * @default "baseline"
   */
  podSecurity?: string;
  /**
   * What a container without a CPU request gets, as a quantity: the spec's `defaults.containerRequests`.
   * @default "100m"
   */
  defaultCpu?: string;
  /**
   * What a container without a memory request gets, as a quantity: the spec's `defaults.containerRequests`.
   * @default "128Mi"
   */
  defaultMemory?: string;
}

/** How a cluster that is being created is reached for namespaces and pods. */
export interface KubernetesApiWiring extends KubernetesWiring {
  /**
   * Provider of the new cluster's API. Without one no namespaces and no pods are created. It must reach the
   * API server, which is private unless opened.
   */
  kubernetesProvider?: pulumi.ProviderResource;
}
