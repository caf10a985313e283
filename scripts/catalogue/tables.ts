/** The tables that the build writes, before they become text. */
import type { Confidence } from "../../src/model/evidence.js";
import { microFromDecimal } from "../../src/units/money.js";
import type { SourceId } from "./sources.js";

export type Provider = "aws" | "azure" | "gcp";

export interface TypeRow {
  readonly name: string;
  readonly family: string;
  readonly architecture: "amd64" | "arm64";
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly accelerator?: { readonly chip: string; readonly count: number; readonly resource: string };
  readonly interfaces?: { readonly count: number; readonly addressesEach: number };
  readonly localDiskGiB?: number;
  readonly burstable?: boolean;
}

export interface EvidenceRow {
  readonly source: SourceId;
  readonly confidence: Confidence;
  /** How the figure was derived, where it was not just copied. */
  readonly note?: string;
}

export interface PriceRow {
  readonly instanceType: string;
  readonly onDemand: number;
  /** Index into the table's `evidence`. */
  readonly onDemandEvidence: number;
  readonly spot?: number;
  readonly spotEvidence?: number;
}

export interface PriceTable {
  readonly provider: Provider;
  readonly region: string;
  readonly currency: "USD";
  readonly evidence: readonly EvidenceRow[];
  readonly rows: readonly PriceRow[];
}

export interface RegionRow {
  readonly provider: Provider;
  readonly name: string;
  readonly country: string;
  readonly partition: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly availabilityZones: readonly string[];
  readonly gridGramsPerKWh?: number;
  readonly gridEvidence?: number;
  readonly pueMilli: number;
  readonly pueEvidence: number;
}

export interface PowerRow {
  readonly provider: Provider;
  readonly architecture: "amd64" | "arm64";
  readonly minMilliwatts: number;
  readonly maxMilliwatts: number;
  readonly evidence: number;
}

export interface Tables {
  readonly types: Readonly<Record<Provider, readonly TypeRow[]>>;
  readonly prices: readonly PriceTable[];
  readonly regions: readonly RegionRow[];
  readonly regionEvidence: readonly EvidenceRow[];
  readonly power: readonly PowerRow[];
  readonly powerEvidence: readonly EvidenceRow[];
  /** What the build left out or found odd, for its report. */
  readonly remarks: readonly string[];
}

/** A listed price in micro-units; the lists have none of zero or below. */
export function microUsd(price: string): number {
  const micro = microFromDecimal(Number(price));
  if (micro === undefined || micro === 0) throw new Error(`"${price}" is no price`);
  return micro;
}
