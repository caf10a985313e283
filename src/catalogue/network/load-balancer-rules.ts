/** Which load balancers of a cloud the objects of a cluster take, by platform: each rule with its source. */
import type { Evidence } from "../../model/evidence.js";
import type { LoadBalancerAsked } from "../../model/network.js";
import type { AllocatablePlatform } from "../allocatable/address-modes.js";

export interface LoadBalancerRule {
  /**
   * Name of the load balancer in its cluster: objects with the same name share it. "none": it takes none of its own;
   * undefined: nobody can say.
   */
  readonly nameOf: (asked: LoadBalancerAsked) => string | undefined;
  readonly statement: string;
  readonly evidence: Evidence;
}

const NONE = "none";

/** One for each object. */
function own({ kind, namespace, name }: LoadBalancerAsked): string {
  return `${kind} ${namespace}/${name}`;
}

const AWS_CLASSES = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];

function onEks(asked: LoadBalancerAsked): string | undefined {
  const { kind, className, group } = asked;
  if (kind === "Service")
    return className === undefined || AWS_CLASSES.includes(className) ? own(asked) : undefined;
  // Which controller a class is of only the cluster says, but for the one that its documents name.
  if (kind === "Gateway") return undefined;
  if (className !== "alb") return className === undefined ? undefined : NONE;
  return group === undefined ? own(asked) : `Ingress group ${group}`;
}

function onGke(asked: LoadBalancerAsked): string | undefined {
  const { kind, className } = asked;
  if (kind === "Service")
    return className === undefined || className.startsWith("networking.gke.io/") ? own(asked) : undefined;
  if (kind === "Gateway") return className?.startsWith("gke-l7-") === true ? own(asked) : undefined;
  return className === undefined || ["gce", "gce-internal"].includes(className) ? own(asked) : NONE;
}

function onAks({ kind, className, isInternal }: LoadBalancerAsked): string | undefined {
  if (kind === "Service")
    return className === undefined ? `shared ${isInternal ? "internal" : "public"}` : undefined;
  if (kind === "Gateway") return className === "azure-alb-external" ? NONE : undefined;
  // Its controller is behind a Service of the cluster, like others'.
  if (className === "webapprouting.kubernetes.azure.com") return "shared public";
  return className === undefined ? undefined : NONE;
}

const RULES: Readonly<Record<"eks" | "gke" | "aks", LoadBalancerRule>> = {
  eks: {
    nameOf: onEks,
    statement:
      "each Service of type LoadBalancer takes one, and each Ingress of class alb one, or one for all of its group.name",
    evidence: {
      source:
        "docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html; kubernetes-sigs.github.io/aws-load-balancer-controller, Ingress annotations (group.name)",
      asOf: "2026-11-27",
      confidence: "secondary",
    },
  },
  gke: {
    nameOf: onGke,
    statement:
      "each Service of type LoadBalancer takes one, each Ingress of class gce or none, and each Gateway of a gke-l7 class",
    evidence: {
      source:
        "cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer, .../ingress and .../gateway-api",
      asOf: "2026-11-27",
      confidence: "secondary",
    },
  },
  aks: {
    nameOf: onAks,
    statement:
      "Services of type LoadBalancer share one of their cluster, and internal ones another, each with an address of its own there",
    evidence: {
      source:
        "cloud-provider-azure.sigs.k8s.io/topics/loadbalancer (one load balancer has several frontends)",
      asOf: "2026-11-27",
      confidence: "secondary",
    },
  },
};

/** What brings load balancers to any other cluster nobody knows: one for each Service is what is taken for granted. */
const ANY: LoadBalancerRule = {
  nameOf: (asked) => (asked.kind === "Service" ? own(asked) : undefined),
  statement: "each Service of type LoadBalancer takes one",
  evidence: { source: "Stowage", asOf: "2026-11-27", confidence: "assumption" },
};

export function loadBalancerRule(platform: AllocatablePlatform): LoadBalancerRule {
  return platform === "eks" || platform === "gke" || platform === "aks" ? RULES[platform] : ANY;
}
