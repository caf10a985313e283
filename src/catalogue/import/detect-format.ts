/** Which export a text is, from its own marks: top-level keys, the keys of the first row, CSV columns. */
import type { ImportFormat } from "./import-request.js";
import { isRecord } from "./reading.js";

function hasKeys(value: unknown, ...keys: readonly string[]): boolean {
  return isRecord(value) && keys.every((key) => Object.hasOwn(value, key));
}

/** One page of an export that is an object. */
function formatOfObject(value: unknown): ImportFormat | undefined {
  if (hasKeys(value, "offerCode", "products")) return "aws-price-list";
  if (hasKeys(value, "InstanceTypes")) return "aws-instance-types";
  if (hasKeys(value, "InstanceTypeOfferings")) return "aws-instance-type-offerings";
  if (hasKeys(value, "Quotas")) return "aws-service-quotas";
  if (hasKeys(value, "Items")) return "azure-retail-prices";
  if (hasKeys(value, "skus")) return "gcp-billing-skus";
  if (hasKeys(value, "projects", "version")) return "infracost";
  if (hasKeys(value, "code", "data")) return "opencost-assets";
  if (hasKeys(value, "name", "quotas")) return "gcp-region-quotas";
  if (isRecord(value) && value["kind"] === "Node") return "kubernetes-nodes";
  if (hasKeys(value, "apiVersion", "items") && isRecord(value)) {
    const items = value["items"];
    const first: unknown = Array.isArray(items) ? items[0] : undefined;
    const empty = Array.isArray(items) && items.length === 0;
    return empty || (isRecord(first) && first["kind"] === "Node") ? "kubernetes-nodes" : undefined;
  }
  if (hasKeys(value, "value") && isRecord(value)) return formatOfList(value["value"]);
  return undefined;
}

/** An export that is a list of rows, or a list of pages. */
function formatOfList(value: unknown): ImportFormat | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  if (hasKeys(first, "resourceType", "name")) return "azure-skus";
  if (hasKeys(first, "currentValue", "limit")) return "azure-usage";
  if (hasKeys(first, "guestCpus")) return "gcp-machine-types";
  if (hasKeys(first, "skuId", "pricingInfo")) return "gcp-billing-skus";
  return undefined;
}

export function formatOfJson(value: unknown): ImportFormat | undefined {
  if (!Array.isArray(value)) return formatOfObject(value);
  return formatOfList(value) ?? formatOfObject(value[0]);
}

export function formatOfCsv(text: string): ImportFormat | undefined {
  const [header = ""] = text.split("\n", 1);
  const columns = header.split(",").map((name) => name.trim().replaceAll('"', ""));
  if (columns.includes("MarketPriceHourly")) return "opencost-csv";
  return columns.includes("instanceType") && columns.includes("pricePerHour") ? "price-csv" : undefined;
}
