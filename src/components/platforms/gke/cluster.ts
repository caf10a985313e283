/** The GKE cluster: regional, private, without a node pool of its own. */
import type * as container from "@pulumi/gcp/container";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformInput } from "../platform.js";
import { nameWithDigest } from "../provider-names.js";
import type { NodeAccount } from "./node-account.js";
import { uniqueInProject } from "./node-account.js";
import type { GcpSdk } from "./sdk.js";
import { GkeReleaseChannel } from "./wiring.js";
import type { GkeWiring } from "./wiring.js";

const NAME_LENGTH = 40;

/** Nodes have no public addresses, and neither has the API server unless networks are named. */
function access({ authorizedNetworks = [] }: GkeWiring) {
  return {
    privateClusterConfig: {
      enablePrivateNodes: true,
      enablePrivateEndpoint: authorizedNetworks.length === 0,
    },
    masterAuthorizedNetworksConfig: {
      cidrBlocks: authorizedNetworks.map((cidrBlock) => ({ cidrBlock })),
      gcpPublicCidrsAccessEnabled: false,
    },
  };
}

function network({ network: vpc, subnetwork, podRangeName, serviceRangeName }: GkeWiring) {
  return {
    networkingMode: "VPC_NATIVE",
    ...(vpc === undefined ? {} : { network: vpc }),
    ...(subnetwork === undefined ? {} : { subnetwork }),
    ipAllocationPolicy: {
      ...(podRangeName === undefined ? {} : { clusterSecondaryRangeName: podRangeName }),
      ...(serviceRangeName === undefined ? {} : { servicesSecondaryRangeName: serviceRangeName }),
    },
    // Dataplane V2: network policies act without an add-on.
    datapathProvider: "ADVANCED_DATAPATH",
  };
}

function encryption({ kmsKeyName }: GkeWiring) {
  return kmsKeyName === undefined ? {} : { databaseEncryption: { state: "ENCRYPTED", keyName: kmsKeyName } };
}

/** GKE makes a cluster only with a node pool, which goes again before the plan's pools come. */
function passingNodePool(account: NodeAccount) {
  return {
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: {
      serviceAccount: account.email,
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    },
  };
}

export function createGkeCluster(
  sdk: GcpSdk,
  { plan, wiring, site }: PlatformInput<GkeWiring>,
  account: NodeAccount,
): container.Cluster {
  const { project, releaseChannel = GkeReleaseChannel.Regular, resourceLabels } = wiring;
  return new sdk.container.Cluster(
    `${site.name}-cluster`,
    {
      project,
      name: nameWithDigest(site.name, uniqueInProject(site.name), NAME_LENGTH),
      location: plan.region,
      nodeLocations: [...plan.availabilityZones],
      ...(plan.version === undefined ? {} : { minMasterVersion: plan.version }),
      releaseChannel: { channel: releaseChannel },
      deletionProtection: wiring.deletionProtection ?? true,
      ...passingNodePool(account),
      ...access(wiring),
      ...network(wiring),
      ...encryption(wiring),
      workloadIdentityConfig: { workloadPool: pulumi.interpolate`${project}.svc.id.goog` },
      enableShieldedNodes: true,
      ...(resourceLabels === undefined ? {} : { resourceLabels }),
    },
    {
      parent: site.parent,
      dependsOn: Object.values(account.resources),
      // Of the node pool that is gone: comparing it with the plan's pools would replace the cluster.
      ignoreChanges: ["nodeConfig", "initialNodeCount"],
      // The name is fixed, because Pulumi's own may be longer than GKE's 40 characters.
      deleteBeforeReplace: true,
    },
  );
}
