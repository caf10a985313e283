/** Namespaces of the workloads, each closed by default, with the room that the plan gives it. */
import type * as pulumi from "@pulumi/pulumi";
import { COMPLIANCE_ZONE_LABEL } from "../../../model/kubernetes.js";
import type { ByName, ClusterPlan, WorkloadPlan } from "../../../model/plan.js";
import type { Site } from "../platform.js";
import { isCreated } from "./left-out.js";
import { limitRangeSpec, quotaSpec } from "./namespace-limits.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesWiring } from "./wiring.js";
import { isHostPort } from "../../../units/resources.js";

export interface NamespacesInput {
  readonly plan: ClusterPlan;
  readonly namespaces: readonly string[];
  readonly workloads: ByName<WorkloadPlan>;
  readonly wiring: KubernetesWiring;
  readonly site: Site;
  readonly options: pulumi.CustomResourceOptions;
}

/** Every cluster has these, and their own pods must keep talking. */
function belongsToCluster(namespace: string): boolean {
  return namespace === "default" || namespace.startsWith("kube-");
}

/**
 * Denies all traffic in and out, but DNS queries to kube-system: without names not even an allowed connection
 * could be opened. What a workload needs is allowed by policies of its own, which add up.
 */
const DEFAULT_DENY = {
  podSelector: {},
  policyTypes: ["Ingress", "Egress"],
  egress: [
    {
      to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
      ports: [
        { protocol: "UDP", port: 53 },
        { protocol: "TCP", port: 53 },
      ],
    },
  ],
};

/** Ports of nodes are allowed on no other level (kubernetes.io/docs, Pod Security Standards, v1.36). */
function podSecurityLabels(
  workloads: readonly WorkloadPlan[],
  { podSecurity = "baseline" }: KubernetesWiring,
): Record<string, string> {
  const holdsPorts = workloads.some(({ requests }) => Object.keys(requests).some(isHostPort));
  return {
    "pod-security.kubernetes.io/enforce": holdsPorts ? "privileged" : podSecurity,
    "pod-security.kubernetes.io/warn": "restricted",
    "pod-security.kubernetes.io/audit": "restricted",
  };
}

function labelsOf(own: readonly WorkloadPlan[], { plan, wiring }: NamespacesInput): Record<string, string> {
  const { complianceZone } = plan;
  return {
    ...podSecurityLabels(own, wiring),
    ...(complianceZone === undefined ? {} : { [COMPLIANCE_ZONE_LABEL]: complianceZone }),
  };
}

function createLimits(
  sdk: KubernetesSdk,
  namespace: string,
  own: readonly WorkloadPlan[],
  { site, wiring, options }: NamespacesInput,
): void {
  const metadata = { name: "planned", namespace };
  if (own.length > 0 && isCreated("ResourceQuota", wiring))
    new sdk.ResourceQuota(`${site.name}-quota-${namespace}`, { metadata, spec: quotaSpec(own) }, options);
  if (isCreated("LimitRange", wiring))
    new sdk.LimitRange(
      `${site.name}-container-defaults-${namespace}`,
      { metadata: { name: "container-defaults", namespace }, spec: limitRangeSpec(wiring) },
      options,
    );
}

function createNamespace(sdk: KubernetesSdk, namespace: string, input: NamespacesInput): pulumi.Resource {
  const { site, wiring, options, workloads } = input;
  const own = Object.values(workloads).filter((workload) => workload.namespace === namespace);
  const created = new sdk.Namespace(
    `${site.name}-namespace-${namespace}`,
    { metadata: { name: namespace, labels: labelsOf(own, input) } },
    options,
  );
  const inside = { ...options, dependsOn: [created] };
  createLimits(sdk, namespace, own, { ...input, options: inside });
  if (wiring.allowTrafficByDefault !== true) {
    new sdk.NetworkPolicy(
      `${site.name}-default-deny-${namespace}`,
      { metadata: { name: "default-deny", namespace: created.metadata.name }, spec: DEFAULT_DENY },
      options,
    );
  }
  return created;
}

/** Keyed by namespace; those that exist already are left out. */
export function createNamespaces(
  sdk: KubernetesSdk,
  input: NamespacesInput,
): ReadonlyMap<string, pulumi.Resource> {
  const existing = new Set(input.wiring.existingNamespaces);
  return new Map(
    input.namespaces
      .filter((namespace) => !belongsToCluster(namespace) && !existing.has(namespace))
      .map((namespace) => [namespace, createNamespace(sdk, namespace, input)]),
  );
}
