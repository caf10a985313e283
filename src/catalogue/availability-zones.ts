/**
 * Availability zones of a region, and what its nodes carry as `topology.kubernetes.io/zone`. Which zone
 * sells a type is known to no public list: a plan that spreads over zones assumes that all of them do.
 */
import type { CloudProvider, Region, RegionProvider } from "../model/catalogue.js";
import type { Assumption, Confidence } from "../model/evidence.js";

export interface AvailabilityZoneChoice {
  /** At most three, as the provider's API names them. */
  readonly availabilityZones: readonly string[];
  readonly assumptions: readonly Assumption[];
}

/** Where a region has no availability zones, AKS labels its nodes "0" and takes no zones at creation. */
export const NO_AVAILABILITY_ZONE = "0";

const DEFAULT_COUNT = 3;

interface Naming {
  readonly statement: string;
  readonly source: string;
  readonly asOf: string;
  readonly confidence: Confidence;
}

/** What is known of how each provider names its zones. */
const NAMING: Readonly<Partial<Record<RegionProvider, Naming>>> = {
  aws: {
    statement: "AWS maps zone letters to each account by itself; check them with describe-availability-zones",
    source: "docs.aws.amazon.com, Regions and Availability Zones; count from the region list",
    asOf: "2026-01-21",
    confidence: "secondary",
  },
  azure: {
    statement: "zones are logical numbers, mapped to each subscription by itself",
    source: "Azure/karpenter-provider-azure@352646f pkg/fake/locations.json",
    asOf: "2026-06-18",
    confidence: "vendor-code",
  },
  gcp: {
    statement: "zones are named a, b, c but for the regions whose letters are known to differ",
    source: "cloud.google.com/compute/docs/regions-zones",
    asOf: "2026-01-21",
    confidence: "secondary",
  },
  alibaba: {
    statement: "the zones are those that the price list of 2024 names; newer ones are not known",
    source: "cloudpilot-ai/priceserver@de6fe92",
    asOf: "2024-10-16",
    confidence: "secondary",
  },
};

const NAMES_UNKNOWN: Naming = {
  statement:
    "the names of its zones are not in the catalogue: one nameless zone is planned; name yours in availabilityZones",
  source: "no list was found that may be carried",
  asOf: "2026-11-22",
  confidence: "assumption",
};

function namingAssumption(region: Region): Assumption {
  return { subject: `${region.name} availability zones`, ...(NAMING[region.provider] ?? NAMES_UNKNOWN) };
}

/** The zones that a cluster uses where its spec names none: the first three. */
export function defaultAvailabilityZones(region: Region): AvailabilityZoneChoice {
  const zones = region.availabilityZones.slice(0, DEFAULT_COUNT);
  return {
    availabilityZones: zones.length > 0 ? zones : [NO_AVAILABILITY_ZONE],
    assumptions: [namingAssumption(region)],
  };
}

/** The value of the nodes' zone label: AKS writes "westeurope-1" for zone "1", the others the zone itself. */
export function availabilityZoneLabel(
  provider: CloudProvider,
  region: string,
  availabilityZone: string,
): string {
  return provider === "azure" && /^[1-9]$/.test(availabilityZone)
    ? `${region}-${availabilityZone}`
    : availabilityZone;
}
