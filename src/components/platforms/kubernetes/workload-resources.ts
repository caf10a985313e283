/** Namespaces and pods through a cluster's API: the same on every platform that has one. */
import type * as pulumi from "@pulumi/pulumi";
import { labelSelector, plannedPriority, scheduleManifest } from "../../schedule-manifest.js";
import type { Manifest, PlacedWorkload, PlatformCluster, PlatformInput, Site } from "../platform.js";
import { createAdmissionPolicy } from "./admission-policy.js";
import { createFlowPolicies } from "./flow-policies.js";
import { checkWiring, isCreated } from "./left-out.js";
import { createNamespaces } from "./namespaces.js";
import { PriorityClasses } from "./priority-classes.js";
import { kubernetesSdk } from "./sdk.js";
import type { KubernetesSdk } from "./sdk.js";
import type { KubernetesApiWiring, KubernetesWiring } from "./wiring.js";
import { createCompanions } from "./workload-companions.js";

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

/** What pods of every workload need to know of the cluster. */
interface Surroundings {
  readonly namespaces: ReadonlyMap<string, pulumi.Resource>;
  readonly priorities: PriorityClasses;
  /** The binding of the compliance zone's rules. */
  readonly admission: pulumi.Resource | undefined;
}

function createPods(
  input: WorkloadResourcesInput,
  { namespaces, priorities, admission }: Surroundings,
  workload: PlacedWorkload,
  site: Site,
): pulumi.Resource | undefined {
  const { manifest, plan } = workload;
  if (manifest === undefined) return undefined;
  const { sdk, wiring, provider } = input;
  const schedule = {
    ...workload,
    cluster: input.plan,
    withoutPriorities: !isCreated("PriorityClass", wiring),
  };
  const scheduled = inNamespace(scheduleManifest(manifest, schedule), plan.namespace);
  const priority = plannedPriority(manifest, schedule);
  const namespace = namespaces.get(plan.namespace);
  const options = { parent: site.parent, ...(provider === undefined ? {} : { provider }) };
  const before = [
    ...(namespace === undefined ? [] : [namespace]),
    ...(priority === undefined ? [] : [priorities.of(priority)]),
    ...(admission === undefined ? [] : [admission]),
  ];
  const Workload = sdk.workloadClass(plan.kind);
  const pods = new Workload(
    `${site.name}-${plan.kind.toLowerCase()}-${plan.namespace}-${plan.name}`,
    scheduled,
    { ...options, dependsOn: [...before, ...input.nodes] },
  );
  createCompanions({
    sdk,
    plan,
    wiring,
    selector: () => labelSelector(manifest, schedule),
    name: site.name,
    options: { ...options, dependsOn: [pods] },
  });
  return pods;
}

export function workloadResources(input: WorkloadResourcesInput): WorkloadResources {
  const { sdk, site, provider, wiring, plan, workloads = {} } = input;
  checkWiring(wiring);
  const options = { parent: site.parent, ...(provider === undefined ? {} : { provider }) };
  const admission = createAdmissionPolicy({ sdk, plan, wiring, site, options });
  const namespaces = createNamespaces(sdk, { ...input, workloads, options });
  if (wiring.allowTrafficByDefault !== true)
    createFlowPolicies({ sdk, plan, workloads, namespaces, name: site.name, options });
  const surroundings = { namespaces, admission, priorities: new PriorityClasses(sdk, site, options) };
  return {
    resources: Object.fromEntries(
      [...namespaces].map(([namespace, resource]) => [`namespace-${namespace}`, resource]),
    ),
    createWorkload: (workload, where) => createPods(input, surroundings, workload, where),
  };
}

/** Loads `@pulumi/kubernetes` where the wiring leads to a new cluster's API; call it before any resource. */
export function newClusterSdk({
  wiring,
  plan,
}: PlatformInput<KubernetesApiWiring>): KubernetesSdk | undefined {
  if (wiring.kubernetesProvider === undefined) return undefined;
  checkWiring(wiring);
  return kubernetesSdk(plan.platform);
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
