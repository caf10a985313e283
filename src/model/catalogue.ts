/**
 * What clouds offer, as plain values. `src/catalogue` loads and looks these up; planner, verifier and lock
 * carry them. Prices are integers in micro-units of `currency` an hour.
 */
import type { Evidence } from "./evidence.js";

export type CloudProvider = "aws" | "azure" | "gcp";
export type Architecture = "amd64" | "arm64";
/** "owned" nodes stand already; "reserved" ones are to be had up to a count, at a price of the spec's. */
export type PurchaseOption = "on-demand" | "spot" | "owned" | "reserved";

export interface Accelerator {
  /** Chip name as pools ask for it, such as "nvidia-l4". */
  readonly chip: string;
  readonly count: number;
  /** Extended resource that its device plugin publishes, such as "nvidia.com/gpu". */
  readonly resource: string;
}

export interface InstanceType {
  readonly name: string;
  readonly provider: CloudProvider;
  /** Family as pools name it: "m7g" (aws), "Dsv5" (azure), "n2-standard" (gcp). */
  readonly family: string;
  readonly architecture: Architecture;
  readonly cpuMilli: number;
  /** Nominal memory, before what the hypervisor and the operating system keep. */
  readonly memoryMiB: number;
  readonly accelerator?: Accelerator;
  /** Network interfaces and IPv4 addresses each; AWS only. */
  readonly interfaces?: { readonly count: number; readonly addressesEach: number };
  /** Local disks that can hold pods' ephemeral storage; absent means none is counted. */
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
}

export interface Region {
  readonly name: string;
  readonly provider: CloudProvider;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** aws, aws-cn, aws-us-gov, azure, azurechina, azureusgov, gcp: no accounts or peering across. */
  readonly partition: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly availabilityZones: readonly string[];
  /** Grid carbon in grams of CO2 equivalent a kWh. */
  readonly gridGramsPerKWh?: number;
  readonly gridEvidence?: Evidence;
  /** Power usage effectiveness, thousandths (1135 = 1.135). */
  readonly pueMilli?: number;
  readonly pueEvidence?: Evidence;
}
