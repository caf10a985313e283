/**
 * Labels that a node pool's API takes. The kubelet and the cloud set the well-known ones themselves and refuse
 * to be given them; a label of the user's own that is refused would make the plan untrue, so it is a fault.
 */
import { NODE_LABELS } from "../../model/kubernetes.js";
import type { Labels } from "../../model/kubernetes.js";
import type { ClusterPlan, Purchase } from "../../model/plan.js";
import { purchasesInOrder } from "./plan-faults.js";

/** What the planner adds and the cloud sets by itself. */
const SET_BY_CLOUD: ReadonlySet<string> = new Set([
  NODE_LABELS.architecture,
  NODE_LABELS.operatingSystem,
  NODE_LABELS.instanceType,
  NODE_LABELS.region,
  NODE_LABELS.availabilityZone,
]);

export interface ReservedLabels {
  /** Domains whose labels, and whose subdomains' labels, are refused. */
  readonly domains: readonly string[];
  /** Domains inside those that are taken all the same. */
  readonly except: readonly string[];
}

/** The kubelet's own rule for `--node-labels` (k8s.io/kubernetes v1.36, pkg/kubelet/apis/well_known_labels.go). */
const KUBELET: ReservedLabels = {
  domains: ["kubernetes.io", "k8s.io"],
  except: ["kubelet.kubernetes.io", "node.kubernetes.io"],
};

/** EKS: "Label cannot contain reserved prefixes [kubernetes.io/, k8s.io/, eks.amazonaws.com/]". */
export const EKS_RESERVED: ReservedLabels = {
  domains: ["kubernetes.io", "k8s.io", "eks.amazonaws.com"],
  except: [],
};

/** learn.microsoft.com/azure/aks/use-labels, reserved system labels. */
export const AKS_RESERVED: ReservedLabels = {
  domains: [...KUBELET.domains, "kubernetes.azure.com"],
  except: KUBELET.except,
};

/** Labels of GKE's own, such as cloud.google.com/gke-nodepool. */
export const GKE_RESERVED: ReservedLabels = {
  domains: [...KUBELET.domains, "cloud.google.com"],
  except: KUBELET.except,
};

function isInside(domain: string, parents: readonly string[]): boolean {
  return parents.some((parent) => domain === parent || domain.endsWith(`.${parent}`));
}

function isReserved(key: string, { domains, except }: ReservedLabels): boolean {
  const slash = key.indexOf("/");
  if (slash < 0) return false;
  const domain = key.slice(0, slash);
  return isInside(domain, domains) && !isInside(domain, except);
}

/** The labels to send: all but those that the cloud sets by itself. */
export function sentLabels({ labels }: Purchase): Labels {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => !SET_BY_CLOUD.has(key)));
}

export function labelFaults(plan: ClusterPlan, reserved: ReservedLabels): string[] {
  return purchasesInOrder(plan).flatMap((purchase) =>
    Object.keys(sentLabels(purchase))
      .filter((key) => isReserved(key, reserved))
      .map(
        (key) =>
          `label "${key}" of pool "${purchase.pool}" is reserved: ${plan.platform} and the kubelet refuse it. Use a label of your own domain`,
      ),
  );
}
