/**
 * `stowage catalogue import`: what users can export themselves, as an override of the catalogue. Pure: text in,
 * a value or diagnostics out; all of it or nothing.
 */
import type { CatalogueOverride } from "../../model/catalogue-override.js";
import { readAwsInstanceTypeOfferings } from "./aws-instance-type-offerings.js";
import { readAwsInstanceTypes } from "./aws-instance-types.js";
import { readAwsPriceList } from "./aws-price-list.js";
import { readAwsServiceQuotas } from "./aws-service-quotas.js";
import { readAzureRetailPrices } from "./azure-retail-prices.js";
import { readAzureSkus } from "./azure-skus.js";
import { readAzureUsage } from "./azure-usage.js";
import { csvRows } from "./csv-rows.js";
import { formatOfCsv, formatOfJson } from "./detect-format.js";
import { readGcpBillingSkus } from "./gcp-billing-skus.js";
import { readGcpMachineTypes } from "./gcp-machine-types.js";
import { readGcpRegionQuotas } from "./gcp-region-quotas.js";
import { IMPORT_FORMATS } from "./import-request.js";
import type {
  Imported,
  ImportFormat,
  ImportRequest,
  ImportResult,
  OverrideContents,
} from "./import-request.js";
import { readInfracost } from "./infracost.js";
import { readKubernetesNodes } from "./kubernetes-nodes.js";
import { readOpencostAssets } from "./opencost-assets.js";
import { readOpencostCsv } from "./opencost-csv.js";
import { readPriceCsv } from "./price-csv.js";
import { Reading, isRecord } from "./reading.js";
import type { Place } from "./reading.js";

/** Characters: the EC2 offer file of one region has 300 million. */
const MAX_TEXT = 500_000_000;

type Reader = (pages: readonly Place[], reading: Reading, request: ImportRequest) => Imported;

interface Format {
  readonly read: Reader;
  /** "object": pages are objects; a word: pages are the lists that they are, or hold under that key. */
  readonly pages: "object" | "skus" | "value" | "items" | "rows";
  /** The command or page that makes it, for messages and as the source. */
  readonly madeBy: string;
}

const FORMATS: Readonly<Record<ImportFormat, Format>> = {
  "aws-price-list": { read: readAwsPriceList, pages: "object", madeBy: "AWS price list, offer AmazonEC2" },
  "aws-instance-types": {
    read: readAwsInstanceTypes,
    pages: "object",
    madeBy: "aws ec2 describe-instance-types",
  },
  "aws-instance-type-offerings": {
    read: readAwsInstanceTypeOfferings,
    pages: "object",
    madeBy: "aws ec2 describe-instance-type-offerings",
  },
  "aws-service-quotas": {
    read: readAwsServiceQuotas,
    pages: "object",
    madeBy: "aws service-quotas list-service-quotas",
  },
  "azure-retail-prices": { read: readAzureRetailPrices, pages: "object", madeBy: "Azure Retail Prices API" },
  "azure-skus": { read: readAzureSkus, pages: "value", madeBy: "az vm list-skus" },
  "azure-usage": { read: readAzureUsage, pages: "value", madeBy: "az vm list-usage" },
  "gcp-billing-skus": { read: readGcpBillingSkus, pages: "skus", madeBy: "GCP Cloud Billing Catalog" },
  "gcp-machine-types": {
    read: readGcpMachineTypes,
    pages: "items",
    madeBy: "gcloud compute machine-types list",
  },
  "gcp-region-quotas": {
    read: readGcpRegionQuotas,
    pages: "object",
    madeBy: "gcloud compute regions describe",
  },
  "kubernetes-nodes": { read: readKubernetesNodes, pages: "items", madeBy: "kubectl get nodes" },
  "opencost-assets": { read: readOpencostAssets, pages: "object", madeBy: "OpenCost /assets" },
  "opencost-csv": { read: readOpencostCsv, pages: "rows", madeBy: "OpenCost pricing CSV" },
  infracost: { read: readInfracost, pages: "object", madeBy: "infracost breakdown" },
  "price-csv": { read: readPriceCsv, pages: "rows", madeBy: "price table" },
};

/** Exports come as one page, or as a list of pages (`jq --slurp`). */
function pagesOf(root: Place, { pages }: Format): Place[] {
  const whole = Array.isArray(root.value) ? root.value : [root.value];
  const at = (index: number): string => (Array.isArray(root.value) ? `/${index}` : "");
  if (pages === "object") return whole.map((value: unknown, index) => ({ value, path: at(index) }));
  const first: unknown = whole[0];
  // A list of rows is one page as it stands.
  if (!isRecord(first) || !Object.hasOwn(first, pages)) {
    return isRecord(root.value) ? [{ value: [root.value], path: "" }] : [root];
  }
  return whole.map((page: unknown, index) => ({
    value: isRecord(page) && Object.hasOwn(page, pages) ? page[pages] : undefined,
    path: `${at(index)}/${pages}`,
  }));
}

interface Parsed {
  readonly format: ImportFormat;
  readonly places: readonly Place[];
}

function knownFormats(): string {
  return `known formats: ${IMPORT_FORMATS.join(", ")}`;
}

function parseJson(text: string, reading: Reading): Place | undefined {
  try {
    return { value: JSON.parse(text) as unknown, path: "" };
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : "unknown";
    reading.fault(
      "syntax",
      "",
      `the text is no JSON: ${reason}`,
      "export it again; it may have been cut off",
    );
    return undefined;
  }
}

function parse(text: string, wanted: ImportFormat | undefined, reading: Reading): Parsed | undefined {
  const isJson = /^\s*[[{]/.test(text);
  const root = isJson ? parseJson(text, reading) : undefined;
  if (isJson && root === undefined) return undefined;
  const format = wanted ?? (root === undefined ? formatOfCsv(text) : formatOfJson(root.value));
  if (format === undefined) {
    const found = isJson ? "JSON of another shape" : "text whose first line names no known columns";
    reading.fault("not-supported", "", `expected one of the known exports, found ${found}`, knownFormats());
    return undefined;
  }
  const isTable = FORMATS[format].pages === "rows";
  if (isTable !== (root === undefined)) {
    const message = `expected ${isTable ? "comma-separated values" : "JSON"} for ${format}, found ${isJson ? "JSON" : "something else"}`;
    reading.fault("invalid-spec", "", message);
    return undefined;
  }
  const places = root === undefined ? csvRows(text, reading) : pagesOf(root, FORMATS[format]);
  return { format, places };
}

const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/;

/** Lists that hold nothing are left out. */
function withoutEmpty(contents: OverrideContents): OverrideContents {
  return Object.fromEntries(
    Object.entries(contents).filter(([, list]: [string, readonly unknown[]]) => list.length > 0),
  );
}

function overrideOf(
  { contents, asOf, confidence }: Imported,
  format: ImportFormat,
  request: ImportRequest,
): CatalogueOverride {
  const { madeBy } = FORMATS[format];
  const dated = asOf !== undefined && DATE.test(asOf) ? asOf : request.asOf;
  const source = request.file === undefined ? madeBy : `${madeBy}: ${request.file.slice(-400)}`;
  return { source, asOf: dated, confidence, ...withoutEmpty(contents) };
}

/** Never throws for what the text holds. The same request gives the same result. */
export function importCatalogue(request: ImportRequest): ImportResult {
  const reading = new Reading(request.file);
  const text = request.text.startsWith("\uFEFF") ? request.text.slice(1) : request.text;
  if (text.length > MAX_TEXT) {
    const message = `the export has ${text.length} characters, more than ${MAX_TEXT}`;
    reading.fault("file-too-large", "", message, "export one region at a time");
    return { diagnostics: reading.diagnostics() };
  }
  if (!DATE.test(request.asOf)) {
    reading.fault(
      "invalid-spec",
      "",
      `expected the date of the export as YYYY-MM-DD, found ${request.asOf.slice(0, 40)}`,
    );
  }
  const parsed = parse(text, request.format, reading);
  if (parsed === undefined) return { diagnostics: reading.diagnostics() };
  const { format, places } = parsed;
  const imported = FORMATS[format].read(places, reading, request);
  const override = reading.failed ? undefined : overrideOf(imported, format, request);
  if (override !== undefined && Object.keys(withoutEmpty(imported.contents)).length === 0) {
    reading.warn(
      "unpriced",
      "",
      `the export (${FORMATS[format].madeBy}) holds nothing that the catalogue can use`,
    );
  }
  return {
    format,
    ...(override === undefined ? {} : { override }),
    diagnostics: reading.diagnostics(),
  };
}
