/**
 * Declared flows as network policies, which add up to what the default denies. A policy that selects pods denies
 * them all else in its direction, so that only namespaces that are closed anyway are given any.
 */
import type * as pulumi from "@pulumi/pulumi";
import { WORKLOAD_LABEL } from "../../../model/kubernetes.js";
import type { ByName, ClusterPlan, FlowPlan, WorkloadPlan } from "../../../model/plan.js";
import { workloadLabel } from "../../schedule/pod-labels.js";
import type { KubernetesSdk } from "./sdk.js";

export interface FlowPoliciesInput {
  readonly sdk: KubernetesSdk;
  readonly plan: ClusterPlan;
  readonly workloads: ByName<WorkloadPlan>;
  /** Namespaces that are created, and closed. */
  readonly namespaces: ReadonlyMap<string, pulumi.Resource>;
  /** Prefix of names. */
  readonly name: string;
  readonly options: pulumi.CustomResourceOptions;
}

function peer(
  workload: string | undefined,
  cidr: string | undefined,
  workloads: ByName<WorkloadPlan>,
): object[] {
  const plan = workload === undefined ? undefined : workloads[workload];
  if (plan !== undefined)
    return [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": plan.namespace } },
        podSelector: { matchLabels: { [WORKLOAD_LABEL]: workloadLabel(plan.name) } },
      },
    ];
  return cidr === undefined ? [] : [{ ipBlock: { cidr } }];
}

interface NetworkPolicySpec {
  readonly podSelector: { readonly matchLabels: Record<string, string> };
  readonly policyTypes: string[];
  readonly ingress?: object[];
  readonly egress?: object[];
}

function portsOf({ ports }: FlowPlan): { ports?: object[] } {
  if (ports.length === 0) return {};
  return {
    ports: ports.map((text) => {
      const [protocol = "TCP", port = "0"] = text.split("/");
      return { protocol, port: Number(port) };
    }),
  };
}

/** What the workload takes and opens; undefined where nothing is declared of it. */
export function flowPolicySpec(
  id: string,
  { flows = [] }: ClusterPlan,
  workloads: ByName<WorkloadPlan>,
): NetworkPolicySpec | undefined {
  const plan = workloads[id];
  if (plan === undefined) return undefined;
  const ingress = flows
    .filter(({ toWorkload }) => toWorkload === id)
    .map((flow) => ({ from: peer(flow.fromWorkload, flow.fromCidr, workloads), ...portsOf(flow) }));
  const egress = flows
    .filter(({ fromWorkload }) => fromWorkload === id)
    .map((flow) => ({ to: peer(flow.toWorkload, flow.toCidr, workloads), ...portsOf(flow) }));
  if (ingress.length + egress.length === 0) return undefined;
  return {
    podSelector: { matchLabels: { [WORKLOAD_LABEL]: workloadLabel(plan.name) } },
    policyTypes: [...(ingress.length > 0 ? ["Ingress"] : []), ...(egress.length > 0 ? ["Egress"] : [])],
    ...(ingress.length > 0 ? { ingress } : {}),
    ...(egress.length > 0 ? { egress } : {}),
  };
}

export function createFlowPolicies(input: FlowPoliciesInput): void {
  const { sdk, plan, workloads, namespaces, name, options } = input;
  for (const id of Object.keys(workloads).sort()) {
    const workload = workloads[id];
    const namespace = workload === undefined ? undefined : namespaces.get(workload.namespace);
    const spec = flowPolicySpec(id, plan, workloads);
    if (workload === undefined || namespace === undefined || spec === undefined) continue;
    new sdk.NetworkPolicy(
      `${name}-flows-${workload.namespace}-${workload.name}`,
      { metadata: { name: `flows-${workload.name}`, namespace: workload.namespace }, spec },
      { ...options, dependsOn: [namespace] },
    );
  }
}
