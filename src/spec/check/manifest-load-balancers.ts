/**
 * Load balancers that manifests take where they are bound: each is counted with the first workload that it leads to, so
 * that it counts wherever that runs, and where it leads to none of the files with the first of the entry.
 */
import { qualifiedName } from "../../model/fleet-parts.js";
import type { Target, Workload } from "../../model/fleet.js";
import type { LoadBalancerAsked } from "../../model/network.js";
import type { ImportedLoadBalancer } from "../manifests/imported.js";
import type { CheckContext } from "./context.js";

interface Entry {
  /** JSON Pointer of the spec's entry. */
  readonly path: string;
  readonly objects: readonly ImportedLoadBalancer[];
}

function words({ kind, namespace, name }: LoadBalancerAsked): string {
  return `${kind} ${namespace}/${name}`;
}

/** Where quotas are stated, what is not counted may be missed by them; elsewhere nothing asks. */
function tell(message: string, hint: string, path: string, { spec, faults }: CheckContext): void {
  faults.add(
    spec.loadBalancerQuotas === undefined ? "info" : "warning",
    "not-supported",
    path,
    message,
    hint,
  );
}

/** Workloads in one target, each with the load balancers that it takes there. */
function ofTarget(
  target: Target,
  workloads: readonly Workload[],
  { path, objects }: Entry,
  context: CheckContext,
): Workload[] {
  const cluster = (context.spec.clusters ?? []).find(({ name }) => name === target.name);
  const own = workloads.filter((one) => one.target.kind === target.kind && one.target.name === target.name);
  if (target.kind !== "cluster" || cluster === undefined || objects.length === 0) return own;
  const rule = context.knowledge.loadBalancerRule(cluster.platform);
  const counts = new Map<Workload, number>();
  const seen = new Set<string>();
  const unknown: string[] = [];
  for (const object of objects) {
    const name = rule.nameOf(object);
    if (name === undefined) unknown.push(words(object));
    if (name === undefined || name === "none" || seen.has(name)) continue;
    const carrier = own.find((one) => object.workloads.includes(qualifiedName(one))) ?? own[0];
    if (carrier === undefined) {
      unknown.push(words(object));
      continue;
    }
    seen.add(name);
    counts.set(carrier, (counts.get(carrier) ?? 0) + 1);
  }
  if (unknown.length > 0)
    tell(
      `${unknown.join(", ")}: whether it takes a load balancer in cluster "${target.name}" is not known, and none is counted`,
      "where it does, say so with loadBalancers of a workload in the spec",
      path,
      context,
    );
  if (seen.size > 0) {
    const { source, asOf, confidence } = rule.evidence;
    context.faults.add(
      "info",
      "assumption",
      path,
      `${seen.size} load balancer(s) in cluster "${target.name}" are counted against quotas: ${rule.statement} (${source}, ${asOf}, ${confidence}); they are not priced, as the catalogue has no price of any`,
    );
  }
  return own.map((one) => {
    const taken = counts.get(one) ?? 0;
    return taken === 0 ? one : { ...one, loadBalancers: (one.loadBalancers ?? 0) + taken };
  });
}

/** In the order of the targets, as they came. */
export function withLoadBalancers(
  workloads: readonly Workload[],
  targets: readonly Target[],
  entry: Entry,
  context: CheckContext,
): Workload[] {
  return targets.flatMap((target) => ofTarget(target, workloads, entry, context));
}
