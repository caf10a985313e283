/** The AKS cluster with its System node pool: private, Entra identities only, Standard tier. */
import type * as containerservice from "@pulumi/azure-native/containerservice";
import type { Purchase } from "../../../model/plan.js";
import { nodeScaleOf } from "../node-scale.js";
import type { PlatformInput } from "../platform.js";
import { nameWithDigest } from "../provider-names.js";
import { nodePoolArgs } from "./node-pool.js";
import type { AzureSdk } from "./sdk.js";
import type { AksWiring } from "./wiring.js";

const DNS_PREFIX_LENGTH = 54;

/** AKS commands through the Azure API are closed: they would go around the private network. */
function apiServerAccess({ authorizedIpRanges = [] }: AksWiring) {
  return authorizedIpRanges.length > 0
    ? { enablePrivateCluster: false, authorizedIPRanges: authorizedIpRanges, disableRunCommand: true }
    : { enablePrivateCluster: true, enablePrivateClusterPublicFQDN: false, disableRunCommand: true };
}

/** Without local accounts there is no credential that outlives its person. */
function identities({ adminGroupObjectIds }: AksWiring) {
  return {
    enableRBAC: true,
    disableLocalAccounts: true,
    aadProfile: {
      managed: true,
      enableAzureRBAC: true,
      ...(adminGroupObjectIds === undefined ? {} : { adminGroupObjectIDs: adminGroupObjectIds }),
    },
  };
}

export interface SystemPool {
  readonly name: string;
  readonly purchase: Purchase;
}

export function createAksCluster(
  sdk: AzureSdk,
  { plan, wiring, site }: PlatformInput<AksWiring>,
  system: SystemPool,
): containerservice.ManagedCluster {
  const { resourceGroupName, diskEncryptionSetId, tags } = wiring;
  return new sdk.ManagedCluster(
    `${site.name}-cluster`,
    {
      resourceGroupName,
      location: plan.region,
      dnsPrefix: nameWithDigest(site.name, site.name, DNS_PREFIX_LENGTH),
      ...(plan.version === undefined ? {} : { kubernetesVersion: plan.version }),
      // The cluster fee of the plan is the Standard tier's.
      sku: { name: "Base", tier: "Standard" },
      identity: { type: "SystemAssigned" },
      ...identities(wiring),
      apiServerAccessProfile: apiServerAccess(wiring),
      oidcIssuerProfile: { enabled: true },
      securityProfile: { workloadIdentity: { enabled: true } },
      // Azure CNI Overlay: what the allocatable rule and the system load of the plan count with.
      networkProfile: { networkPlugin: "azure", networkPluginMode: "overlay", loadBalancerSku: "standard" },
      agentPoolProfiles: [
        { name: system.name, mode: "System", ...nodePoolArgs(plan, wiring, system.purchase) },
      ],
      ...(diskEncryptionSetId === undefined ? {} : { diskEncryptionSetID: diskEncryptionSetId }),
      ...(tags === undefined ? {} : { tags }),
    },
    {
      parent: site.parent,
      ...(nodeScaleOf(system.purchase) === undefined
        ? {}
        : { ignoreChanges: ["agentPoolProfiles[0].count"] }),
    },
  );
}
