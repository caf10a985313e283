/** What an import is asked for, and what it gives. */
import type { CloudProvider, InstanceType } from "../../model/catalogue.js";
import type { CatalogueOverride } from "../../model/catalogue-override.js";
import type { Diagnostic } from "../../model/diagnostic.js";
import type { Confidence, Evidence } from "../../model/evidence.js";

/** The formats, named for what makes them. */
export const IMPORT_FORMATS = [
  "aws-price-list",
  "aws-instance-types",
  "aws-instance-type-offerings",
  "aws-service-quotas",
  "azure-retail-prices",
  "azure-skus",
  "azure-usage",
  "gcp-billing-skus",
  "gcp-machine-types",
  "gcp-region-quotas",
  "kubernetes-nodes",
  "opencost-assets",
  "opencost-csv",
  "infracost",
  "price-csv",
] as const;

export type ImportFormat = (typeof IMPORT_FORMATS)[number];

export interface ImportRequest {
  readonly text: string;
  /** As the user named it, for messages and as the source. */
  readonly file?: string;
  /** @default what the content looks like */
  readonly format?: ImportFormat;
  /** ISO date of the export; a date that the export itself carries goes before it. */
  readonly asOf: string;
  /** For exports that do not say them. */
  readonly provider?: CloudProvider;
  readonly region?: string;
  /** ISO 4217, for exports that name none. @default "USD" */
  readonly currency?: string;
  /** The catalogue's types, to know accelerators by name and to price GCP's types by core and memory. */
  readonly knownTypes?: readonly InstanceType[];
}

export interface ImportResult {
  readonly format?: ImportFormat;
  /** Absent where a diagnostic is an error: nothing is half imported. */
  readonly override?: CatalogueOverride;
  readonly diagnostics: readonly Diagnostic[];
}

export type OverrideContents = Omit<CatalogueOverride, keyof Evidence>;

/** What one format's reader found. */
export interface Imported {
  readonly contents: OverrideContents;
  /** ISO date, where the export carries one. */
  readonly asOf?: string;
  readonly confidence: Confidence;
}
