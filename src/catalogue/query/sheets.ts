/** Everything that the catalogue says of one name: a machine, a region, a chip, a platform, an ability. */
import { CLOUD_PROVIDERS } from "../../model/catalogue.js";
import type { CloudProvider, InstanceType, PlacedAbility, Region } from "../../model/catalogue.js";
import type {
  AbilitySheet,
  ChipSheet,
  MachineSheet,
  NodeSheet,
  PlatformSheet,
  PricesInRegion,
  RegionSheet,
} from "../../model/catalogue-answer.js";
import type { Evidence } from "../../model/evidence.js";
import { canonicalJson } from "../../units/canonical.js";
import { compareText } from "../../units/compare.js";
import { ADDRESS_MODES } from "../allocatable/address-modes.js";
import type { AllocatablePlatform } from "../allocatable/address-modes.js";
import type { Catalogue } from "../catalogue.js";
import { chipOf } from "../chips.js";
import { defaultSystemLoad } from "../system-load.js";

/** Fields of a machine that have a source, in the order in which they are told. */
const FIELDS = [
  "family",
  "architecture",
  "cpuMilli",
  "memoryMiB",
  "processor",
  "accelerator",
  "interfaces",
  "networkMbps",
  "volumeMbps",
  "localDiskGiB",
  "burstable",
] as const satisfies readonly (keyof InstanceType)[];

function evidenceByField(catalogue: Catalogue, machine: InstanceType): MachineSheet["evidence"] {
  const bySource = new Map<string, { fields: string[]; evidence: Evidence }>();
  for (const field of FIELDS) {
    if (machine[field] === undefined) continue;
    const evidence = catalogue.instanceTypeEvidence(machine, field);
    if (evidence === undefined) continue;
    const key = canonicalJson(evidence);
    const entry = bySource.get(key) ?? { fields: [], evidence };
    bySource.set(key, { ...entry, fields: [...entry.fields, field] });
  }
  return [...bySource.values()];
}

function pricesIn(catalogue: Catalogue, { provider, name }: InstanceType, region: string): PricesInRegion[] {
  const own = catalogue.offerings(provider, region).filter(({ instanceType }) => instanceType === name);
  const onDemand = own.find(({ purchaseOption }) => purchaseOption === "on-demand");
  const spot = own.find(({ purchaseOption }) => purchaseOption === "spot");
  if (onDemand === undefined && spot === undefined) return [];
  return [
    {
      region,
      country: catalogue.region(provider, region)?.country ?? "",
      ...(onDemand === undefined ? {} : { onDemand }),
      ...(spot === undefined ? {} : { spot }),
    },
  ];
}

/** Of a spot price alone, that one. */
function priceOrder({ onDemand, spot, region }: PricesInRegion): readonly [string, number, string] {
  const offering = onDemand ?? spot;
  const currency = offering?.currency ?? "";
  return [currency === "USD" ? "" : currency, offering?.microPerHour ?? 0, region];
}

export interface MachineSheetInput {
  readonly machine: InstanceType;
  /** Regions whose prices are told; those that do not sell it are left out. */
  readonly regions: readonly string[];
  readonly node?: NodeSheet;
}

/** Prices are sorted from the cheapest; of several currencies, US dollars come first. */
export function machineSheet(
  catalogue: Catalogue,
  { machine, regions, node }: MachineSheetInput,
): MachineSheet {
  const prices = regions
    .flatMap((region) => pricesIn(catalogue, machine, region))
    .map((price) => ({ price, order: priceOrder(price) }))
    .sort(
      ({ order: left }, { order: right }) =>
        compareText(left[0], right[0]) || left[1] - right[1] || compareText(left[2], right[2]),
    );
  return {
    kind: "instanceType",
    machine,
    evidence: evidenceByField(catalogue, machine),
    ...(node === undefined ? {} : { node }),
    prices: prices.map(({ price }) => price),
  };
}

function priceSources(catalogue: Catalogue, { provider, name }: Region): RegionSheet["prices"] {
  if (!isCloud(provider)) return [];
  const bySource = new Map<string, RegionSheet["prices"][number]>();
  for (const { purchaseOption, currency, evidence } of catalogue.offerings(provider, name)) {
    const key = canonicalJson({ purchaseOption, currency, evidence });
    const offerings = (bySource.get(key)?.offerings ?? 0) + 1;
    bySource.set(key, { purchaseOption, currency, evidence, offerings });
  }
  return [...bySource].sort(([left], [right]) => compareText(left, right)).map(([, prices]) => prices);
}

export function isCloud(provider: string): provider is CloudProvider {
  return (CLOUD_PROVIDERS as readonly string[]).includes(provider);
}

/** The platform that a cloud runs itself. */
export const PLATFORM_OF: Readonly<Record<CloudProvider, AllocatablePlatform>> = {
  aws: "eks",
  azure: "aks",
  gcp: "gke",
  alibaba: "ack",
  tencent: "tke",
  huawei: "cce",
};

/** More is more specific; below 0 where the fact is not of this place. */
function nearness({ partition, regions }: PlacedAbility, region: Region): number {
  if (partition !== "*" && partition !== region.partition) return -1;
  if (regions.length > 0) return regions.includes(region.name) ? 2 : -1;
  return partition === "*" ? 0 : 1;
}

/** The nearest fact of each ability of the region's cloud and of the platform that it runs. */
function abilitiesIn(catalogue: Catalogue, region: Region): readonly PlacedAbility[] {
  const subjects: readonly string[] = isCloud(region.provider)
    ? [region.provider, PLATFORM_OF[region.provider]]
    : [region.provider];
  const best = new Map<string, PlacedAbility>();
  for (const one of catalogue.abilities().filter(({ subject }) => subjects.includes(subject))) {
    const key = `${one.subject} ${one.fact.ability}`;
    const before = best.get(key);
    const near = nearness(one, region);
    if (near >= 0 && (before === undefined || near > nearness(before, region))) best.set(key, one);
  }
  return [...best].sort(([left], [right]) => compareText(left, right)).map(([, one]) => one);
}

export function regionSheet(catalogue: Catalogue, region: Region): RegionSheet {
  const { provider, name } = region;
  const hubs = catalogue
    .hubClusters()
    .filter(({ regions }) => regions.some((one) => one.provider === provider && one.region === name));
  return {
    kind: "region",
    region,
    hubs,
    abilities: abilitiesIn(catalogue, region),
    prices: priceSources(catalogue, region),
  };
}

export function chipSheet(catalogue: Catalogue, name: string): ChipSheet | undefined {
  const chip = catalogue.chip(name);
  if (chip === undefined) return undefined;
  const families = catalogue.providers().flatMap((provider) => {
    const own = catalogue
      .instanceTypes(provider)
      .filter((type) => type.processor === name || chipOf(type) === name)
      .map(({ family }) => family);
    return own.length === 0 ? [] : [{ provider, families: [...new Set(own)].sort(compareText) }];
  });
  return { kind: "chip", chip, families };
}

export function platformSheet(catalogue: Catalogue, name: string): PlatformSheet | undefined {
  const abilities = catalogue.abilities().filter(({ subject }) => subject === name);
  const platform = isPlatform(name) ? name : undefined;
  if (platform === undefined && abilities.length === 0) return undefined;
  return {
    kind: "platform",
    name,
    addressModes: platform === undefined ? [] : ADDRESS_MODES[platform],
    agents: (platform === undefined ? [] : defaultSystemLoad(platform)).map(({ load, evidence }) => ({
      name: load.name,
      requests: load.requests,
      evidence,
    })),
    abilities,
  };
}

export function isPlatform(name: string): name is AllocatablePlatform {
  return Object.hasOwn(ADDRESS_MODES, name);
}

export function abilitySheet(catalogue: Catalogue, name: string): AbilitySheet | undefined {
  const facts = catalogue.abilities().filter(({ fact }) => fact.ability === name);
  return facts.length === 0 ? undefined : { kind: "ability", ability: name, facts };
}
