/** Which platform builds a cluster: the plan's, or the simulated cloud in its place. */
import * as pulumi from "@pulumi/pulumi";
import type { ClusterPlan } from "../../model/plan.js";
import { aks } from "./aks.js";
import type { AksWiring } from "./aks.js";
import { eks } from "./eks.js";
import type { EksWiring } from "./eks.js";
import { gke } from "./gke.js";
import type { GkeWiring } from "./gke.js";
import { kubernetes } from "./kubernetes.js";
import type { KubernetesWiring } from "./kubernetes.js";
import type { PlatformCluster, PlatformInput } from "./platform.js";
import { sim } from "./sim.js";

/** How a cluster is connected: only that of its own platform is read. */
export interface ClusterWiring {
  /** Networks and keys of an EKS cluster. */
  eks?: EksWiring;
  /** Networks and keys of an AKS cluster. */
  aks?: AksWiring;
  /** Networks and keys of a GKE cluster. */
  gke?: GkeWiring;
  /** Namespaces of an existing cluster. */
  kubernetes?: KubernetesWiring;
}

export interface ClusterBuild extends Omit<PlatformInput<unknown>, "wiring"> {
  readonly wiring: ClusterWiring;
  /** "sim" builds the plan on the simulated cloud, whatever its platform. */
  readonly target: "sim" | undefined;
}

function required<W>({ name, platform }: ClusterPlan, wiring: W | undefined): W {
  if (wiring !== undefined) return wiring;
  throw new pulumi.RunError(
    `Cluster "${name}" is planned on ${platform}, and its args have no \`${platform}\`: say how it is connected (\`${platform}: {...}\`), or build it on the simulated cloud with \`target: "sim"\``,
  );
}

export function createPlatformCluster({ wiring, target, ...input }: ClusterBuild): PlatformCluster {
  const { plan } = input;
  if (target === "sim") return sim.createCluster({ ...input, wiring: {} });
  switch (plan.platform) {
    case "sim":
      return sim.createCluster({ ...input, wiring: {} });
    case "eks":
      return eks.createCluster({ ...input, wiring: required(plan, wiring.eks) });
    case "aks":
      return aks.createCluster({ ...input, wiring: required(plan, wiring.aks) });
    case "gke":
      return gke.createCluster({ ...input, wiring: required(plan, wiring.gke) });
    case "kubernetes":
      return kubernetes.createCluster({ ...input, wiring: wiring.kubernetes ?? {} });
  }
}
