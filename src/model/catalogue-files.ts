/**
 * The catalogue's file format (version 2): one JSON text a file with `columns` named once and one row a
 * line, so that files are small and their diffs read. Rows end at their last value: what is null or left out is
 * absent. A figure's evidence is named by column, and by row only where a row differs. This file is the one
 * place where the format is defined: `schemas/catalogue.schema.json` is generated from it.
 */
import type {
  Ability,
  AbilityFact,
  Architecture,
  ChipKind,
  CloudProvider,
  RegionProvider,
} from "./catalogue.js";
import type { CatalogueOverrideFile } from "./catalogue-override.js";
import type { Confidence } from "./evidence.js";

export const CATALOGUE_FORMAT = 2;

/** A source's id in `sources.json`, how far it may be trusted, and how the figure was derived from it. */
export type EvidenceRow = readonly [source: string, confidence: Confidence, note?: string];

/** Absent, and something follows in the row. */
type Gap = null;

export interface CatalogueSheet {
  readonly columns: readonly string[];
  readonly evidence?: readonly EvidenceRow[];
  /** Column -> index into `evidence`; a column that is not named has the first. */
  readonly columnEvidence?: Readonly<Record<string, number>>;
}

export interface IndexFile extends CatalogueSheet {
  readonly kind: "index";
  readonly format: 2;
  readonly rows: readonly (readonly [path: string, sha256: string])[];
}

export interface SourcesFile extends CatalogueSheet {
  readonly kind: "sources";
  readonly rows: readonly (readonly [
    id: string,
    origin: string,
    commit: string,
    asOf: string,
    licence: string,
    holds: string,
  ])[];
}

export type AcceleratorCell = readonly [
  chip: string,
  count: number,
  resource: string,
  memoryMiBEach?: number,
];

export type InstanceTypeRow = readonly [
  name: string,
  family: string,
  architecture: Architecture,
  cpuMilli: number,
  memoryMiB: number,
  processor?: string | Gap,
  accelerator?: AcceleratorCell | Gap,
  interfaces?: readonly [count: number, addressesEach: number] | Gap,
  networkMbps?: number | Gap,
  volumeMbps?: number | Gap,
  localDiskGiB?: number | Gap,
  burstable?: true,
];

export interface InstanceTypesFile extends CatalogueSheet {
  readonly kind: "instanceTypes";
  readonly provider: CloudProvider;
  readonly rows: readonly InstanceTypeRow[];
}

export type PriceRow = readonly [
  instanceType: string,
  onDemandMicroPerHour: number,
  spotMicroPerHour?: number | Gap,
  /** Index into `evidence`, where it is not the column's. */
  onDemandEvidence?: number | Gap,
  interruptionBand?: number | Gap,
  /** Index into `zoneSets`. */
  zoneSet?: number,
];

export interface PricesFile extends CatalogueSheet {
  readonly kind: "prices";
  readonly provider: CloudProvider;
  readonly region: string;
  readonly currency: string;
  /** Sets of availability zones that sell a type; absent where no source says which do. */
  readonly zoneSets?: readonly (readonly string[])[];
  readonly rows: readonly PriceRow[];
}

export type RegionRow = readonly [
  provider: RegionProvider,
  name: string,
  country: string,
  partition: string,
  latitude: number,
  longitude: number,
  availabilityZones: readonly string[],
  operator?: string | Gap,
  pue?: readonly [milli: number, evidence: number] | Gap,
  /** By year, oldest first. */
  grid?: readonly (readonly [year: number, gramsPerKWh: number, evidence: number])[],
];

export interface RegionsFile extends CatalogueSheet {
  readonly kind: "regions";
  readonly rows: readonly RegionRow[];
}

export interface PowerFile extends CatalogueSheet {
  readonly kind: "power";
  readonly rows: readonly (readonly [
    provider: CloudProvider,
    architecture: Architecture,
    minMilliwatts: number,
    maxMilliwatts: number,
    evidence: number,
  ])[];
}

/** Of the server that a family's machines are cut from, over its whole life. */
export type EmbodiedRow = readonly [family: string, kilograms: number, vcpus: number];

export interface EmbodiedFile extends CatalogueSheet {
  readonly kind: "embodied";
  readonly provider: CloudProvider;
  readonly rows: readonly EmbodiedRow[];
}

export type ChipSliceRow = readonly [
  profile: string,
  memoryMiB: number,
  most: number,
  resource: string,
  /** Memory slices that one takes, then where the first of them may be. */
  placements?: readonly number[],
];

export type ChipRow = readonly [
  name: string,
  kind: ChipKind,
  isa: string,
  vendor: string,
  country: string,
  evidence: number,
  resources: readonly string[],
  memoryMiB?: number | Gap,
  watts?: number | Gap,
  performance?: readonly [milli: number, baseline: string, statement: string] | Gap,
  slices?: readonly ChipSliceRow[],
];

export interface ChipsFile extends CatalogueSheet {
  readonly kind: "chips";
  readonly rows: readonly ChipRow[];
}

export type HubRow = readonly [
  name: string,
  hub: string,
  side: "east" | "west",
  province: string,
  latitude: number,
  longitude: number,
  pueLimitMilli: number,
  pueLimitEvidence: number,
  minRackUtilisationPercent: number,
  gridGramsPerKWh: number,
  gridArea: string,
  gridEvidence: number,
  regions: readonly (readonly [provider: RegionProvider, region: string, confidence: Confidence])[],
];

export interface HubsFile extends CatalogueSheet {
  readonly kind: "hubs";
  readonly rows: readonly HubRow[];
}

export type AbilityRow = readonly [
  /** Platform ("eks"), or provider where it is the cloud's own ("aws"). */
  subject: string,
  /** Partition, or "*". */
  partition: string,
  /** Regions it holds in; empty: all of the partition. */
  regions: readonly string[],
  ability: Ability,
  answer: AbilityFact["answer"],
  statement: string,
  evidence: number,
];

export interface AbilitiesFile extends CatalogueSheet {
  readonly kind: "abilities";
  readonly rows: readonly AbilityRow[];
}

export type CommitmentRow = readonly [
  provider: CloudProvider,
  name: string,
  kind: "reserved" | "savings-plan" | "committed-use",
  years: 1 | 3,
  families: readonly string[],
  evidence: number,
  statement: string,
  payPpm?: number,
];

export interface CommitmentsFile extends CatalogueSheet {
  readonly kind: "commitments";
  readonly rows: readonly CommitmentRow[];
}

export type CatalogueFile =
  | IndexFile
  | SourcesFile
  | InstanceTypesFile
  | PricesFile
  | RegionsFile
  | PowerFile
  | EmbodiedFile
  | ChipsFile
  | HubsFile
  | AbilitiesFile
  | CommitmentsFile;

/** Every file that has to do with the catalogue: those of the package, and a team's own. */
export type AnyCatalogueFile = CatalogueFile | CatalogueOverrideFile;
