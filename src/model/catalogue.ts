/**
 * What clouds offer, as plain values. `src/catalogue` loads and looks these up; planner, verifier and lock
 * carry them. Prices are integers in micro-units of `currency` an hour.
 */
import type { Confidence, Evidence } from "./evidence.js";

/** Clouds whose machines the catalogue knows. */
export type CloudProvider = "aws" | "azure" | "gcp" | "alibaba" | "tencent" | "huawei";

/** In the order in which they are listed. */
export const CLOUD_PROVIDERS = ["aws", "azure", "gcp", "alibaba", "tencent", "huawei"] as const;

/** Who runs regions: the clouds, and others of which the catalogue knows the places alone. */
export type RegionProvider =
  | CloudProvider
  | "coreweave"
  | "crusoe"
  | "digitalocean"
  | "hetzner"
  | "lambda"
  | "linode"
  | "oci"
  | "ovh"
  | "paperspace"
  | "scaleway"
  | "vultr";

export type Architecture = "amd64" | "arm64";
/** "owned" nodes stand already; "reserved" ones are to be had up to a count, at a price of the spec's. */
export type PurchaseOption = "on-demand" | "spot" | "owned" | "reserved";

export interface Accelerator {
  /** Chip name as pools ask for it, such as "nvidia-l4". */
  readonly chip: string;
  /**
   * @minimum 1
   * @asType integer
   */
  readonly count: number;
  /** Extended resource that its device plugin publishes, such as "nvidia.com/gpu". */
  readonly resource: string;
  /**
   * Memory of one device.
   * @minimum 1
   * @asType integer
   */
  readonly memoryMiBEach?: number;
}

/**
 * A name as providers give them: no spaces, no leading underscore.
 * @pattern ^[A-Za-z0-9][-A-Za-z0-9._]{0,127}$
 */
export type CatalogueName = string;

export interface InstanceType {
  readonly name: CatalogueName;
  readonly provider: CloudProvider;
  /** Family as pools name it: "m7g" (aws), "Dsv5" (azure), "n2-standard" (gcp), "g7" (alibaba). */
  readonly family: CatalogueName;
  readonly architecture: Architecture;
  /**
   * @minimum 1
   * @asType integer
   */
  readonly cpuMilli: number;
  /**
   * Nominal memory, before what the hypervisor and the operating system keep.
   * @minimum 1
   * @asType integer
   */
  readonly memoryMiB: number;
  /** Name of its processor's chip, such as "aws-graviton3"; absent where the provider mixes several. */
  readonly processor?: string;
  readonly accelerator?: Accelerator;
  /** Network interfaces and IPv4 addresses each; AWS only. */
  readonly interfaces?: {
    /**
     * @minimum 1
     * @asType integer
     */
    readonly count: number;
    /**
     * @minimum 1
     * @asType integer
     */
    readonly addressesEach: number;
  };
  /**
   * Network bandwidth, in megabits a second; of a burstable link its baseline.
   * @minimum 1
   * @asType integer
   */
  readonly networkMbps?: number;
  /**
   * Bandwidth to network volumes, in megabits a second.
   * @minimum 1
   * @asType integer
   */
  readonly volumeMbps?: number;
  /**
   * Local disks that can hold pods' ephemeral storage; absent means none is counted.
   * @minimum 1
   * @asType integer
   */
  readonly localDiskGiB?: number;
  /** The processors are credited or shared: all of `cpuMilli` at once is not sustained. */
  readonly burstable?: boolean;
}

export interface Offering {
  readonly instanceType: string;
  readonly provider: CloudProvider;
  readonly region: string;
  readonly purchaseOption: PurchaseOption;
  readonly microPerHour: number;
  readonly currency: string;
  readonly evidence: Evidence;
  /** The zones that sell it and no other; absent where nobody has said which do. */
  readonly availabilityZones?: readonly string[];
  /** Zones that do not sell it, whatever else is known. */
  readonly withdrawnFrom?: readonly string[];
  /** Of spot: how often it was interrupted in a month, 0: < 5 %, 1: 5-10, 2: 10-15, 3: 15-20, 4: > 20 %. */
  readonly interruptionBand?: number;
}

/** Grid carbon of one calendar year, in grams of CO2 equivalent a kWh. */
export interface GridYear {
  readonly year: number;
  readonly gramsPerKWh: number;
  readonly evidence: Evidence;
}

export interface Region {
  readonly name: string;
  readonly provider: RegionProvider;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /**
   * aws, aws-cn, aws-us-gov, aws-eusc, azure, azurechina, azureusgov; of others the provider: no accounts or
   * peering across.
   */
  readonly partition: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Names as the provider's API gives them; empty where the region has none or they are unknown. */
  readonly availabilityZones: readonly string[];
  /** Who runs it, where that is not the provider itself. */
  readonly operator?: string;
  /** Grid carbon in grams of CO2 equivalent a kWh: the latest year. */
  readonly gridGramsPerKWh?: number;
  readonly gridEvidence?: Evidence;
  /** The same by year, oldest first. */
  readonly gridByYear?: readonly GridYear[];
  /** Power usage effectiveness, thousandths (1135 = 1.135). */
  readonly pueMilli?: number;
  readonly pueEvidence?: Evidence;
}

export type ChipKind = "cpu" | "gpu" | "npu" | "tpu" | "fpga";

/** What a partitioned device offers to pods. */
export interface ChipSlice {
  /** MIG profile ("1g.10gb"), vGPU or vNPU template. */
  readonly profile: string;
  /** As its name says, in GB of 10^9 bytes: drivers give a few percent more or less. */
  readonly memoryMiB: number;
  /** Most of this profile on one device. */
  readonly most: number;
  /** What the device plugin publishes for it. */
  readonly resource: string;
  /** Where it may lie on the device; absent where nobody says how profiles of different sizes go together. */
  readonly placements?: SlicePlacements;
}

/** As `nvidia-smi mig -lgipp` prints it: "{0,2,4}:2". */
export interface SlicePlacements {
  /** Memory slices that one takes. */
  readonly size: number;
  /** Indices of the first of them, ascending. */
  readonly starts: readonly number[];
}

/** Speed against the baseline of its kind. */
export interface RelativePerformance {
  /** Thousandths of the baseline's: 1250 is a quarter faster. */
  readonly milli: number;
  /** Name of the chip it is relative to. */
  readonly baseline: string;
  /** Of which work, and how it was found. */
  readonly statement: string;
}

export interface Chip {
  readonly name: string;
  readonly kind: ChipKind;
  /** amd64, arm64, loong64, riscv64, mips64el; of accelerators "none". */
  readonly isa: string;
  readonly vendor: string;
  /** Country of the designer, ISO 3166-1 alpha-2: "domestic" is whatever country the question is asked for. */
  readonly country: string;
  readonly memoryMiB?: number;
  /** Thermal design power of one device or socket. */
  readonly watts?: number;
  readonly performance?: RelativePerformance;
  /** Extended resource names of its device plugins, the vendor's own first. */
  readonly resources: readonly string[];
  readonly slices: readonly ChipSlice[];
  readonly evidence: Evidence;
}

/** A national hub and one of its data-centre clusters ("East Data, West Compute"). */
export interface HubCluster {
  readonly name: string;
  readonly hub: string;
  readonly side: "east" | "west";
  readonly province: string;
  readonly latitude: number;
  readonly longitude: number;
  /** Highest power usage effectiveness allowed for new sites, thousandths. */
  readonly pueLimitMilli: number;
  readonly pueLimitEvidence: Evidence;
  /** Lowest use of its racks, percent. */
  readonly minRackUtilisationPercent: number;
  /** Grams of CO2 equivalent a kWh of the smallest area with an official factor. */
  readonly gridGramsPerKWh: number;
  readonly gridArea: string;
  readonly gridEvidence: Evidence;
  /** Cloud regions that stand in it. */
  readonly regions: readonly {
    readonly provider: RegionProvider;
    readonly region: string;
    readonly confidence: Confidence;
  }[];
}

export type Ability =
  | "private-api-endpoint"
  | "api-audit-log"
  | "secret-encryption-customer-key"
  | "confidential-nodes"
  | "fips-nodes"
  | "dedicated-hosts"
  | "customer-key-sm4"
  | "customer-key-sm2"
  | "customer-key-aes256";

/** Whether a platform or its cloud can do something that law or security asks for. */
export interface AbilityFact {
  readonly ability: Ability;
  /** "partly": only with what the statement says. "unknown": nobody has said, so do not rely on it. */
  readonly answer: "yes" | "no" | "partly" | "unknown";
  readonly statement: string;
  readonly evidence: Evidence;
}

/** A fact with what it is said of. */
export interface PlacedAbility {
  /** A platform or a provider. */
  readonly subject: string;
  /** "*": every partition. */
  readonly partition: string;
  /** Empty: every region of the partition. */
  readonly regions: readonly string[];
  readonly fact: AbilityFact;
}

/** A discount for a promise of use, as its list states it. */
export interface CommitmentTerm {
  readonly provider: CloudProvider;
  readonly name: string;
  readonly kind: "reserved" | "savings-plan" | "committed-use";
  readonly years: 1 | 3;
  /** Families it holds for; empty: all. */
  readonly families: readonly string[];
  /** What is paid in place of the on-demand price, millionths of it; absent: it has to be given. */
  readonly payPpm?: number;
  readonly statement: string;
  readonly evidence: Evidence;
}
