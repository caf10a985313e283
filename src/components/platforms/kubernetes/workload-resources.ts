/** Namespaces and pods through a cluster's API: the same on every platform that has one. */
import type * as pulumi from "@pulumi/pulumi";
import { scheduleManifest } from "../../schedule-manifest.js";
import type { Manifest, PlacedWorkload, PlatformCluster, PlatformInput, Site } from "../platform.js";
import { createNamespaces } from "./namespaces.js";
import { kubernetesSdk } from "./sdk.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesApiWiring, KubernetesWiring } from "./wiring.js";

type CreateWorkload = NonNullable<PlatformCluster["createWorkload"]>;

export interface WorkloadResources {
  /** Created namespaces by role: "namespace-shop". */
  readonly resources: Readonly<Record<string, pulumi.Resource>>;
  readonly createWorkload: CreateWorkload;
}

export interface WorkloadResourcesInput extends PlatformInput<KubernetesWiring> {
  readonly sdk: KubernetesSdk;
  /** Absent: the parent's. */
  readonly provider?: pulumi.ProviderResource;
  /** Nodes created so far: pods wait for them rather than time out without a place. */
  readonly nodes: readonly pulumi.Resource[];
}

/** Where the plan counts the pods; a manifest may leave its namespace to whoever applies it. */
function inNamespace(manifest: Manifest, namespace: string): Manifest {
  const metadata = manifest["metadata"] as Readonly<Record<string, unknown>> | undefined;
  return metadata?.["namespace"] === undefined
    ? { ...manifest, metadata: { ...metadata, namespace } }
    : manifest;
}

function createPods(
  input: WorkloadResourcesInput,
  namespaces: ReadonlyMap<string, pulumi.Resource>,
  workload: PlacedWorkload,
  site: Site,
): pulumi.Resource | undefined {
  const { manifest, plan } = workload;
  if (manifest === undefined) return undefined;
  const scheduled = inNamespace(
    scheduleManifest(manifest, { ...workload, cluster: input.plan }),
    plan.namespace,
  );
  const namespace = namespaces.get(plan.namespace);
  const Workload = input.sdk.workloadClass(plan.kind);
  return new Workload(`${site.name}-${plan.kind.toLowerCase()}-${plan.namespace}-${plan.name}`, scheduled, {
    parent: site.parent,
    ...(input.provider === undefined ? {} : { provider: input.provider }),
    dependsOn: [...(namespace === undefined ? [] : [namespace]), ...input.nodes],
  });
}

export function workloadResources(input: WorkloadResourcesInput): WorkloadResources {
  const { sdk, site, provider } = input;
  const options = { parent: site.parent, ...(provider === undefined ? {} : { provider }) };
  const namespaces = createNamespaces(sdk, { ...input, options });
  return {
    resources: Object.fromEntries(
      [...namespaces].map(([namespace, resource]) => [`namespace-${namespace}`, resource]),
    ),
    createWorkload: (workload, where) => createPods(input, namespaces, workload, where),
  };
}

/** Loads `@pulumi/kubernetes` where the wiring leads to a new cluster's API; call it before any resource. */
export function newClusterSdk({
  wiring,
  plan,
}: PlatformInput<KubernetesApiWiring>): KubernetesSdk | undefined {
  return wiring.kubernetesProvider === undefined ? undefined : kubernetesSdk(plan.platform);
}

/** Namespaces and pods of a cluster that is being created, where the wiring leads to its API. */
export function newClusterWorkloads(
  input: PlatformInput<KubernetesApiWiring>,
  sdk: KubernetesSdk | undefined,
  nodes: readonly pulumi.Resource[],
): WorkloadResources | undefined {
  const provider = input.wiring.kubernetesProvider;
  if (sdk === undefined || provider === undefined) return undefined;
  return workloadResources({ ...input, sdk, provider, nodes });
}
