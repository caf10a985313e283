/** Reads the source folder into the tables of the catalogue: everything between the CSV files and the text. */
import { awsPrices, awsTypes } from "./aws.js";
import { azurePrices, azureTypes } from "./azure.js";
import { gcpPrices, gcpTypes } from "./gcp.js";
import { POWER_EVIDENCE, powerTable } from "./power.js";
import { REGION_EVIDENCE, regionTable } from "./regions.js";
import type { PriceTable, Tables } from "./tables.js";

/** Prices of regions that the region list does not know would have no country: they are left out, and named. */
function withKnownRegions(
  prices: readonly PriceTable[],
  known: ReadonlySet<string>,
  remarks: string[],
): PriceTable[] {
  return prices.filter((table) => {
    const key = `${table.provider}/${table.region}`;
    const isKnown = known.has(key);
    if (!isKnown)
      remarks.push(`${key}: ${table.rows.length} prices left out, the region list does not have it`);
    return isKnown;
  });
}

export function tablesFrom(from: string): Tables {
  const azure = azureTypes(from);
  const types = { aws: awsTypes(from), azure: azure.types, gcp: gcpTypes(from) };
  const regions = regionTable(from);
  const azureList = azurePrices(from, azure.types);
  const remarks = [...azure.remarks, ...azureList.remarks];
  const known = new Set(regions.map((region) => `${region.provider}/${region.name}`));
  const prices = withKnownRegions(
    [...awsPrices(from, types.aws), ...azureList.prices, ...gcpPrices(from, types.gcp)],
    known,
    remarks,
  );
  return {
    types,
    prices,
    regions,
    regionEvidence: REGION_EVIDENCE,
    power: powerTable(from),
    powerEvidence: POWER_EVIDENCE,
    remarks,
  };
}
