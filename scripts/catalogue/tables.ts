/** The tables that the build writes, before they become text. */
import type {
  AbilityFact,
  Ability,
  Architecture,
  ChipKind,
  CloudProvider,
  InstanceType,
  RegionProvider,
} from "../../src/model/catalogue.js";
import type { ChipSliceRow } from "../../src/model/catalogue-files.js";
import type { Confidence } from "../../src/model/evidence.js";
import { microFromDecimal } from "../../src/units/money.js";
import type { SourceId } from "./sources.js";

/** Clouds whose instance types have a public list. */
export const LISTED_PROVIDERS = ["aws", "azure", "gcp", "alibaba"] as const;

export type Provider = (typeof LISTED_PROVIDERS)[number];

export type TypeRow = Omit<InstanceType, "provider">;

export interface EvidenceRow {
  readonly source: SourceId;
  readonly confidence: Confidence;
  /** How the figure was derived, where it was not just copied. */
  readonly note?: string;
}

export interface TypeTable {
  readonly provider: Provider;
  readonly evidence: readonly EvidenceRow[];
  /** Field -> index into `evidence`; others have the first. */
  readonly fieldEvidence: Readonly<Partial<Record<keyof TypeRow, number>>>;
  readonly rows: readonly TypeRow[];
}

export interface PriceRow {
  readonly instanceType: string;
  readonly onDemand: number;
  /** Index into the table's `evidence`; absent: that of the table. */
  readonly onDemandEvidence?: number;
  readonly spot?: number;
  readonly interruptionBand?: number;
  readonly availabilityZones?: readonly string[];
}

export interface PriceTable {
  readonly provider: Provider;
  readonly region: string;
  readonly currency: string;
  readonly evidence: readonly EvidenceRow[];
  /** Index into `evidence`; the first is that of on-demand prices. */
  readonly spotEvidence?: number;
  readonly rows: readonly PriceRow[];
}

export interface RegionRow {
  readonly provider: RegionProvider;
  readonly name: string;
  readonly country: string;
  readonly partition: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly availabilityZones: readonly string[];
  readonly operator?: string;
  readonly pue?: readonly [milli: number, evidence: number];
  readonly grid: readonly (readonly [year: number, grams: number, evidence: number])[];
}

export interface PowerRow {
  readonly provider: CloudProvider;
  readonly architecture: Architecture;
  readonly minMilliwatts: number;
  readonly maxMilliwatts: number;
  readonly evidence: number;
}

export interface EmbodiedTable {
  readonly provider: Provider;
  readonly evidence: readonly EvidenceRow[];
  readonly rows: readonly (readonly [family: string, kilograms: number, vcpus: number])[];
}

/** A row with the evidence that it alone has; the build numbers them. */
export interface ChipEntry {
  readonly name: string;
  readonly kind: ChipKind;
  readonly isa: string;
  readonly vendor: string;
  readonly country: string;
  readonly evidence: EvidenceRow;
  readonly resources?: readonly string[];
  readonly memoryMiB?: number;
  readonly watts?: number;
  readonly performance?: readonly [milli: number, baseline: string, statement: string];
  readonly slices?: readonly ChipSliceRow[];
}

export interface HubEntry {
  readonly name: string;
  readonly hub: string;
  readonly side: "east" | "west";
  readonly province: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly pueLimitMilli: number;
  readonly pueLimitEvidence: EvidenceRow;
  readonly minRackUtilisationPercent: number;
  readonly gridGramsPerKWh: number;
  readonly gridArea: string;
  readonly regions: readonly (readonly [RegionProvider, string, Confidence])[];
}

export interface AbilityEntry {
  readonly subject: string;
  readonly partition: string;
  readonly regions?: readonly string[];
  readonly ability: Ability;
  readonly answer: AbilityFact["answer"];
  readonly statement: string;
  readonly evidence: EvidenceRow;
}

export interface CommitmentEntry {
  readonly provider: CloudProvider;
  readonly name: string;
  readonly kind: "reserved" | "savings-plan" | "committed-use";
  readonly years: 1 | 3;
  readonly families?: readonly string[];
  readonly payPpm?: number;
  readonly statement: string;
  readonly evidence: EvidenceRow;
}

export interface Tables {
  readonly types: readonly TypeTable[];
  readonly prices: readonly PriceTable[];
  readonly regions: readonly RegionRow[];
  readonly regionEvidence: readonly EvidenceRow[];
  readonly power: readonly PowerRow[];
  readonly powerEvidence: readonly EvidenceRow[];
  readonly embodied: readonly EmbodiedTable[];
  readonly chips: readonly ChipEntry[];
  readonly hubs: readonly HubEntry[];
  readonly abilities: readonly AbilityEntry[];
  readonly commitments: readonly CommitmentEntry[];
  /** What the build left out or found odd, for its report. */
  readonly remarks: readonly string[];
}

/** A listed price in micro-units; the lists have none of zero or below. */
export function microPrice(price: string): number {
  const micro = microFromDecimal(Number(price));
  if (micro === undefined || micro === 0) throw new Error(`"${price}" is no price`);
  return micro;
}
