/** One node pool a purchase: one machine type in one availability zone at one price. */
import type * as container from "@pulumi/gcp/container";
import type { Taint, TaintEffect } from "../../../model/kubernetes.js";
import type { ClusterPlan, Purchase } from "../../../model/plan.js";
import { amountOf } from "../../../units/resources.js";
import { nodeScaleOf } from "../node-scale.js";
import { sentLabels } from "../node-labels.js";
import type { Site } from "../platform.js";
import { namePrefix } from "../provider-names.js";
import { guestAccelerators } from "./accelerators.js";
import type { NodeAccount } from "./node-account.js";
import type { GcpSdk } from "./sdk.js";
import type { GkeWiring } from "./wiring.js";

/** What the allocatable rule of GKE counts with; the plan does not carry it. */
const DEFAULT_DISK_GIB = 100;
/** GKE allows 40 characters, and the provider adds 26 of its own. */
const PREFIX_LENGTH = 14;

const EFFECTS: Readonly<Record<TaintEffect, string>> = {
  NoSchedule: "NO_SCHEDULE",
  PreferNoSchedule: "PREFER_NO_SCHEDULE",
  NoExecute: "NO_EXECUTE",
};

function gkeTaint({ key, value = "", effect }: Taint): { key: string; value: string; effect: string } {
  return { key, value, effect: EFFECTS[effect] };
}

export interface NodePoolInput {
  readonly sdk: GcpSdk;
  readonly plan: ClusterPlan;
  readonly wiring: GkeWiring;
  readonly cluster: container.Cluster;
  readonly account: NodeAccount;
}

/** Nodes of a reservation take its machines and no others (cloud.google.com/kubernetes-engine, consuming reservations). */
function reservation({ capacityReservation }: Purchase): object {
  if (capacityReservation === undefined) return {};
  return {
    reservationAffinity: {
      consumeReservationType: "SPECIFIC_RESERVATION",
      key: "compute.googleapis.com/reservation-name",
      values: [capacityReservation],
    },
  };
}

/** Arm and GPU nodes get a taint more from GKE, see `platform-taints.ts`. */
function nodeConfig({ wiring, account }: NodePoolInput, purchase: Purchase) {
  const { bootDiskKmsKeyName, resourceLabels } = wiring;
  return {
    machineType: purchase.instanceType,
    spot: purchase.purchaseOption === "spot",
    imageType: "COS_CONTAINERD",
    diskSizeGb: wiring.diskSizeGiB ?? DEFAULT_DISK_GIB,
    ...(bootDiskKmsKeyName === undefined ? {} : { bootDiskKmsKey: bootDiskKmsKeyName }),
    ...guestAccelerators(purchase),
    ...reservation(purchase),
    labels: sentLabels(purchase),
    taints: purchase.taints.map(gkeTaint),
    serviceAccount: account.email,
    // What the account may do is said by its roles alone.
    oauthScopes: ["https://www.googleapis.com/auth/cloud-platform"],
    shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    workloadMetadataConfig: { mode: "GKE_METADATA" },
    ...(resourceLabels === undefined ? {} : { resourceLabels }),
  };
}

/**
 * Counts are by availability zone, and there is one. GKE's own autoscaler moves between the base and the peak,
 * where the plan has one; otherwise the count is the plan's.
 */
export function createNodePool(input: NodePoolInput, purchase: Purchase, site: Site): container.NodePool {
  const { sdk, plan, wiring, cluster, account } = input;
  const scale = nodeScaleOf(purchase);
  return new sdk.container.NodePool(
    `${site.name}-nodes-${purchase.key}`,
    {
      project: wiring.project,
      cluster: cluster.name,
      location: plan.region,
      namePrefix: namePrefix(purchase.pool, PREFIX_LENGTH),
      nodeLocations: [purchase.availabilityZone],
      ...(scale === undefined
        ? { nodeCount: purchase.count }
        : {
            initialNodeCount: purchase.count,
            autoscaling: { minNodeCount: scale.min, maxNodeCount: scale.max, locationPolicy: "ANY" },
          }),
      maxPodsPerNode: amountOf(purchase.allocatable, "pods"),
      management: { autoRepair: true, autoUpgrade: true },
      nodeConfig: nodeConfig(input, purchase),
    },
    {
      parent: site.parent,
      dependsOn: Object.values(account.resources),
      // Changing it would replace the pool, and the autoscaler owns the count.
      ...(scale === undefined ? {} : { ignoreChanges: ["initialNodeCount", "nodeCount"] }),
    },
  );
}
