/**
 * A catalogue of six machines in two regions, with prices that can be added up by hand. On platform
 * `kubernetes` a node holds the whole machine and 110 pods.
 */
import type { Catalogue } from "../../src/catalogue/index.js";
import type { InstanceType, Offering, Region } from "../../src/model/catalogue.js";
import type { Evidence } from "../../src/model/evidence.js";

const LISTED: Evidence = { source: "a price list", asOf: "2026-01-01", confidence: "vendor-doc" };
const GUESSED: Evidence = { source: "on-demand x 0.3", asOf: "2026-01-01", confidence: "estimate" };

interface Machine {
  readonly name: string;
  readonly cpu: number;
  readonly gib: number;
  /** Micro-USD an hour. */
  readonly price: number;
  readonly architecture?: "amd64" | "arm64";
  readonly more?: Partial<InstanceType>;
}

const MACHINES: readonly Machine[] = [
  { name: "x.small", cpu: 2, gib: 4, price: 20_000 },
  { name: "x.large", cpu: 8, gib: 16, price: 70_000 },
  { name: "a.small", cpu: 2, gib: 4, price: 16_000, architecture: "arm64" },
  { name: "a.large", cpu: 8, gib: 16, price: 56_000, architecture: "arm64" },
  {
    name: "g.large",
    cpu: 8,
    gib: 32,
    price: 400_000,
    more: { accelerator: { chip: "nvidia-l4", count: 1, resource: "nvidia.com/gpu" } },
  },
  { name: "t.small", cpu: 2, gib: 4, price: 5_000, more: { burstable: true } },
];

function typeOf({ name, cpu, gib, architecture = "amd64", more }: Machine): InstanceType {
  return {
    name,
    provider: "aws",
    family: name.slice(0, 1),
    architecture,
    cpuMilli: cpu * 1000,
    memoryMiB: gib * 1024,
    ...more,
  };
}

function offeringsOf(region: string): Offering[] {
  return MACHINES.flatMap(({ name, price }): Offering[] => {
    const shared = { instanceType: name, provider: "aws", region, currency: "USD" } as const;
    return [
      { ...shared, purchaseOption: "on-demand", microPerHour: price, evidence: LISTED },
      { ...shared, purchaseOption: "spot", microPerHour: Math.round(price * 0.3), evidence: GUESSED },
    ];
  });
}

function regionOf(name: string, country: string): Region {
  return {
    name,
    provider: "aws",
    country,
    partition: "aws",
    latitude: 50,
    longitude: 8,
    availabilityZones: ["a", "b", "c"].map((letter) => name + letter),
    gridGramsPerKWh: 300,
    gridEvidence: LISTED,
  };
}

const TYPES = MACHINES.map(typeOf).sort((left, right) => (left.name < right.name ? -1 : 1));
const REGIONS = [regionOf("eu-central-1", "DE"), regionOf("us-east-1", "US")];

export const tinyCatalogue: Catalogue = {
  digest: `sha256:${"7".repeat(64)}`,
  sources: [],
  instanceType: (provider, name) => TYPES.find((type) => type.provider === provider && type.name === name),
  instanceTypes: (provider) => (provider === "aws" ? TYPES : []),
  offerings: (provider, region) =>
    provider === "aws" && REGIONS.some(({ name }) => name === region) ? offeringsOf(region) : [],
  region: (provider, name) => REGIONS.find((region) => region.provider === provider && region.name === name),
  regions: () => REGIONS,
  pricedRegions: (provider) => (provider === "aws" ? REGIONS.map(({ name }) => name) : []),
  providers: () => ["aws"],
  instanceTypeEvidence: () => LISTED,
  isLoaded: () => true,
  embodiedServer: () => undefined,
  chips: () => [],
  chip: () => undefined,
  hubClusters: () => [],
  ability: () => undefined,
  abilities: () => [],
  commitmentTerms: () => [],
  processorPower: () => ({ minMilliwatts: 1000, maxMilliwatts: 3000, evidence: LISTED }),
};
