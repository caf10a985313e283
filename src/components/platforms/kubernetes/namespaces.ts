/** Namespaces of the workloads, each closed by default. */
import type * as pulumi from "@pulumi/pulumi";
import type { Site } from "../platform.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesWiring } from "./wiring.js";

export interface NamespacesInput {
  readonly namespaces: readonly string[];
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

function createNamespace(
  sdk: KubernetesSdk,
  namespace: string,
  { site, wiring, options }: NamespacesInput,
): pulumi.Resource {
  const created = new sdk.Namespace(
    `${site.name}-namespace-${namespace}`,
    { metadata: { name: namespace } },
    options,
  );
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
