/**
 * What the checks need to know of the world, as a value: the catalogue comes in through this and not as an
 * import, so that a spec can be checked against any catalogue.
 */
import type {
  Ability,
  AbilityFact,
  Architecture,
  Chip,
  ChipSlice,
  CloudProvider,
  Region,
} from "../model/catalogue.js";
import type { AccountQuota } from "../model/catalogue-override.js";
import type { Assumption, Evidence } from "../model/evidence.js";
import type { DistributionName, PlatformName } from "../model/fleet-spec.js";
import type { SystemLoad } from "../model/fleet.js";
import type { LoadBalancerAsked } from "../model/network.js";
import type { RegimeRule } from "../model/law.js";
import type { Regime } from "../model/law-spec.js";
import type { TransferRule } from "../model/transfer.js";

export interface AbilityAsked {
  readonly subject: string;
  readonly ability: Ability;
  readonly partition: string;
  readonly region: string;
}

export interface KnownAddressRule extends AssumedRule {
  readonly podRanges: boolean;
  readonly kept: { readonly nodes: number; readonly pods: number };
  readonly routed: { readonly pods: boolean; readonly services: boolean };
}

interface AssumedRule {
  readonly statement: string;
  readonly evidence: Evidence;
}

export interface KnownLoadBalancerRule extends AssumedRule {
  /** Name of the load balancer in its cluster, or "none"; undefined: nobody can say. */
  readonly nameOf: (asked: LoadBalancerAsked) => string | undefined;
}

export interface FleetKnowledge {
  /** Which load balancers objects of a cluster take. */
  readonly loadBalancerRule: (platform: PlatformName) => KnownLoadBalancerRule;
  readonly region: (provider: CloudProvider, name: string) => Region | undefined;
  readonly regionNames: (provider: CloudProvider) => readonly string[];
  /** Regions in which something has a price. */
  readonly pricedRegionNames: (provider: CloudProvider) => readonly string[];
  /** Currencies of the region's prices, sorted. */
  readonly priceCurrencies: (provider: CloudProvider, region: string) => readonly string[];
  readonly defaultAvailabilityZones: (region: Region) => {
    readonly availabilityZones: readonly string[];
    readonly assumptions: readonly Assumption[];
  };
  /** ISAs and accelerator chips that pools may name. */
  readonly chips: () => readonly string[];
  /** A processor by its name in the catalogue. */
  readonly processor: (name: string) => Pick<Chip, "isa" | "country"> | undefined;
  readonly processors: () => readonly string[];
  /** How a chip's devices can be cut, by profile. */
  readonly chipSlices: (chip: string) => readonly ChipSlice[];
  readonly families: (provider: CloudProvider) => readonly string[];
  readonly instanceTypes: (provider: CloudProvider) => readonly string[];
  /** Whether any machine of the family or instance type has a price in the region; true of a name that nothing has. */
  readonly sells: (provider: CloudProvider, region: string, named: string) => boolean;
  /** Chips of which a pool needs one to buy any machine of the family or instance type; none where it has it. */
  readonly missingChips: (
    provider: CloudProvider,
    named: string,
    chips: readonly string[],
  ) => readonly string[];
  /** Whether anything in the region is sold on the spot market at a price that the catalogue knows. */
  readonly sellsSpot: (provider: CloudProvider, region: string) => boolean;
  /** How the platform's network may give addresses to pods; the default first. */
  readonly addressModes: (platform: PlatformName) => readonly string[];
  /** Addresses of ranges that no node can have, whether pods have ranges of their own, and what peers can reach. */
  readonly addressRule: (platform: PlatformName, addressMode?: string) => KnownAddressRule | undefined;
  /** What a quota may name as families of the provider's machines. */
  readonly quotaFamilies: (provider: CloudProvider) => readonly string[];
  /** Quotas of the account that catalogue overrides give. */
  readonly accountQuotas: (provider: CloudProvider, region: string) => readonly AccountQuota[];
  /** What a regime says, rule by rule. */
  readonly regimeRules: (regime: Regime) => readonly RegimeRule[];
  /** What a regime says of data that leaves a country. */
  readonly transferRules: (regime: Regime) => readonly TransferRule[];
  /** What a platform or a provider can do in a region; undefined where nobody has said. */
  readonly ability: (question: AbilityAsked) => AbilityFact | undefined;
  /** From which country who runs places does so; undefined where the catalogue does not know. */
  readonly operatorCountry: (operator: string) => string | undefined;
  /** Partitions of the clouds, sorted. */
  readonly partitions: () => readonly string[];
  readonly isJurisdiction: (name: string) => boolean;
  readonly jurisdictions: () => readonly string[];
  readonly systemLoad: (
    platform: PlatformName | DistributionName,
  ) => readonly { readonly load: SystemLoad; readonly evidence: Evidence }[];
}

export const ARCHITECTURES: readonly Architecture[] = ["amd64", "arm64"];
