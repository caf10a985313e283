/**
 * How many block volumes a node can have attached besides its root disk, as its storage driver tells the
 * scheduler. The drivers count by instance type; what they count is bounded from below here by rules over
 * families and sizes, so that a plan never attaches more than a driver allows.
 */
import type { CloudProvider, InstanceType } from "../model/catalogue.js";
import type { Assumption, Evidence } from "../model/evidence.js";

/** AWS: 28 attachments of a Nitro machine, its network interfaces and local disks among them. */
const NITRO_ATTACHMENTS = 28;
/** Most local disks that a machine with any has. */
const MOST_LOCAL_DISKS = 8;
/** Most interfaces of a type whose interfaces are unknown. */
const MOST_INTERFACES = 15;

const AZURE_DISKS_PER_VCPU = 2;
const AZURE_MOST_DISKS = 32;
const AZURE_ACCELERATED_DISKS = 4;

const GCP_DISKS = 127;
const GCP_SHARED_CORE_DISKS = 15;
/** Machines that attach Hyperdisk only; the smallest of them, 7 besides the boot disk. */
const GCP_HYPERDISK_DISKS = 7;
const GCP_HYPERDISK = /^(a4|c4|g4|h4|m4|n4|x4|z3|z4)/;

/** Clouds whose driver's rule was not read: below the 16 disks that such machines take with their system disk. */
const OTHER_DISKS = 15;

interface CloudRule {
  readonly limitOf: (type: InstanceType) => number;
  readonly statement: string;
  readonly evidence: Evidence;
}

const NOT_READ: CloudRule = {
  limitOf: () => OTHER_DISKS,
  statement: `${OTHER_DISKS} volumes a node besides its system disk`,
  evidence: { source: "no document was read", asOf: "2026-11-26", confidence: "assumption" },
};

const RULES: Readonly<Record<CloudProvider, CloudRule>> = {
  aws: {
    limitOf: ({ interfaces, localDiskGiB }) =>
      NITRO_ATTACHMENTS -
      1 -
      (interfaces?.count ?? MOST_INTERFACES) -
      ((localDiskGiB ?? 0) > 0 ? MOST_LOCAL_DISKS : 0),
    statement:
      "28 attachments a machine less its root disk, all its network interfaces, and 8 where it has local disks; newer machines allow more",
    evidence: {
      source: "kubernetes-sigs/aws-ebs-csi-driver@03352d5 pkg/cloud/limits",
      asOf: "2026-11-26",
      confidence: "estimate",
    },
  },
  azure: {
    limitOf: ({ cpuMilli, accelerator }) =>
      accelerator === undefined
        ? Math.min(AZURE_MOST_DISKS, AZURE_DISKS_PER_VCPU * Math.floor(cpuMilli / 1000))
        : AZURE_ACCELERATED_DISKS,
    statement: "2 data disks a vCPU, at most 32; 4 on machines with accelerators; newer machines allow more",
    evidence: {
      source: "kubernetes-sigs/azuredisk-csi-driver@005d9c4 pkg/azuredisk/azure_dd_max_disk_count.go",
      asOf: "2026-11-26",
      confidence: "estimate",
    },
  },
  gcp: {
    limitOf: ({ name, burstable }) =>
      burstable === true ? GCP_SHARED_CORE_DISKS : GCP_HYPERDISK.test(name) ? GCP_HYPERDISK_DISKS : GCP_DISKS,
    statement:
      "127 disks besides the boot disk, 15 on shared cores, 7 on machines that attach Hyperdisk only (the larger ones allow more)",
    evidence: {
      source: "kubernetes-sigs/gcp-compute-persistent-disk-csi-driver pkg/gce-pd-csi-driver/node.go",
      asOf: "2026-11-26",
      confidence: "estimate",
    },
  },
  alibaba: NOT_READ,
  tencent: NOT_READ,
  huawei: NOT_READ,
};

export interface VolumeLimit {
  readonly volumes: number;
  readonly assumptions: readonly Assumption[];
}

/** `stated`: what the spec says of the cluster's nodes, which goes before any rule. */
export function attachableVolumes(type: InstanceType, stated?: number): VolumeLimit {
  if (stated !== undefined) return { volumes: stated, assumptions: [] };
  const { limitOf, statement, evidence } = RULES[type.provider];
  return {
    volumes: Math.max(1, limitOf(type)),
    assumptions: [{ subject: `attachable volumes of ${type.provider} nodes`, statement, ...evidence }],
  };
}
