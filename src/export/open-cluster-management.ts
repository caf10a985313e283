/**
 * Open Cluster Management (cluster.open-cluster-management.io/v1beta1): a Placement for each namespace and set of
 * clusters that its workloads run in. A Placement chooses ManagedClusters by their labels, not by their names.
 */
import type { Plan } from "../model/plan.js";
import { MANAGED_LABELS, exported } from "./exported.js";
import type { ExportWarning, Exported, ExportedObject } from "./exported.js";
import { workloadGroups } from "./workload-groups.js";

/** What a ManagedCluster must carry, with the name of the plan's cluster or edge site. */
export const CLUSTER_LABEL = "stowage.dev/cluster";

interface Placed {
  readonly namespace: string;
  readonly targets: readonly string[];
  readonly workloads: string[];
}

function placed(plan: Plan): Placed[] {
  const found = new Map<string, Placed>();
  for (const { kind, namespace, name, members } of workloadGroups(plan)) {
    const targets = members.map(({ target }) => target.name);
    const key = [namespace, ...targets].join("\u0000");
    const known = found.get(key) ?? { namespace, targets, workloads: [] };
    known.workloads.push(`${kind}/${name}`);
    found.set(key, known);
  }
  return [...found.values()];
}

function placement({ namespace, targets }: Placed, name: string): ExportedObject {
  return {
    apiVersion: "cluster.open-cluster-management.io/v1beta1",
    kind: "Placement",
    metadata: { name, namespace, labels: MANAGED_LABELS },
    spec: {
      numberOfClusters: targets.length,
      predicates: [
        {
          requiredClusterSelector: {
            labelSelector: { matchExpressions: [{ key: CLUSTER_LABEL, operator: "In", values: targets }] },
          },
        },
      ],
    },
  };
}

/** "shop-web" where there is one target; "shop-2-clusters", numbered, where there are more. */
function nameOf({ targets }: Placed, taken: Set<string>): string {
  const [only] = targets;
  const wanted = targets.length === 1 && only !== undefined ? only : `${targets.length}-clusters`;
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  taken.add(name);
  return name;
}

export function openClusterManagement(plan: Plan): Exported {
  const taken = new Map<string, Set<string>>();
  const all = placed(plan);
  const objects = all.map((one) => {
    const names = taken.get(one.namespace) ?? new Set<string>();
    taken.set(one.namespace, names);
    return placement(one, nameOf(one, names));
  });
  const warnings: ExportWarning[] = [
    {
      subject: "managed clusters",
      message: `each must carry the label ${CLUSTER_LABEL} with its name in the plan, and be in a ManagedClusterSet that is bound to the namespace`,
    },
    ...all.map(({ namespace, targets, workloads }) => ({
      subject: `${namespace} on ${targets.join(", ")}`,
      message: `a Placement names clusters alone: replicas and pools of ${workloads.join(", ")} are the manifests' to say`,
    })),
  ];
  return exported([{ path: "open-cluster-management.yaml", objects }], objects.length === 0 ? [] : warnings);
}
