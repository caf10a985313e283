/**
 * Azure Retail Prices API (`Items`, learn.microsoft.com/rest/api/cost-management/retail-prices, 2026): pay-as-you-go
 * and spot prices of Linux virtual machines. Reservations and savings plans are commitments, Windows carries a
 * licence, "Low Priority" is of scale sets only: none of them is read.
 */
import type { Imported } from "./import-request.js";
import { Offerings } from "./offerings.js";
import type { Place, Reading } from "./reading.js";

/** "spot", "on-demand", or nothing where the row is something else. */
function purchaseOptionOf(item: Place, reading: Reading): "spot" | "on-demand" | undefined {
  const text = (key: string): string => reading.optionalText(reading.field(item, key)) ?? "";
  if (text("type") !== "Consumption" || text("unitOfMeasure") !== "1 Hour") return undefined;
  if (text("serviceName") !== "Virtual Machines" || !text("armSkuName").startsWith("Standard_"))
    return undefined;
  const product = text("productName");
  if (/Windows|CloudServices|Dedicated Host|Isolated/.test(product)) return undefined;
  const sku = `${text("skuName")} ${text("meterName")}`;
  if (sku.includes("Low Priority")) return undefined;
  return sku.includes("Spot") ? "spot" : "on-demand";
}

export function readAzureRetailPrices(pages: readonly Place[], reading: Reading): Imported {
  const offerings = new Offerings(reading);
  let others = 0;
  for (const item of pages.flatMap((page) => reading.records(reading.field(page, "Items")))) {
    const purchaseOption = purchaseOptionOf(item, reading);
    if (purchaseOption === undefined) {
      others += 1;
      continue;
    }
    const instanceType = reading.name(reading.field(item, "armSkuName"), "a size");
    const region = reading.name(reading.field(item, "armRegionName"), "a region");
    const currency = reading.currency(reading.field(item, "currencyCode"));
    const microPerHour = reading.micro(reading.field(item, "retailPrice"));
    const date = reading.optionalText(reading.field(item, "effectiveStartDate"))?.slice(0, 10) ?? "";
    if (instanceType === undefined || region === undefined) continue;
    if (currency === undefined || microPerHour === undefined) continue;
    const offering = {
      provider: "azure",
      region,
      instanceType,
      purchaseOption,
      microPerHour,
      currency,
    } as const;
    // A size whose price changed is listed with both prices and the days from which they hold.
    offerings.add(offering, item, date);
  }
  if (others > 0) {
    reading.note(`${others} rows that are not Linux virtual machines by the hour were left out`);
  }
  if (pages.some((page) => reading.has(page, "NextPageLink"))) {
    const message =
      "the export has a NextPageLink: prices of further pages are missing unless they are in it too";
    reading.warn("unpriced", "/NextPageLink", message, "import the other pages as well");
  }
  return { contents: { offerings: offerings.values(reading) }, confidence: "vendor-doc" };
}
