/** Reads the source folder into the tables of the catalogue: everything between the CSV files and the text. */
import { ABILITIES } from "./abilities.js";
import { alibabaPrices, alibabaTypeTable } from "./alibaba.js";
import { awsPrices, awsTypeTable } from "./aws.js";
import { azurePrices, azureTypeTable } from "./azure.js";
import { hubTable } from "./china.js";
import { CHIPS } from "./chips.js";
import { COMMITMENTS } from "./commitments.js";
import { embodiedTable } from "./embodied.js";
import { gcpPrices, gcpTypeTable } from "./gcp.js";
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
  const aws = awsTypeTable(from);
  const azure = azureTypeTable(from);
  const gcp = gcpTypeTable(from);
  const types = [aws, azure.table, gcp, alibabaTypeTable(from)];
  const azureList = azurePrices(from, azure.table.rows);
  const alibabaList = alibabaPrices(from);
  const regions = regionTable(from, alibabaList.prices);
  const remarks = [...azure.remarks, ...azureList.remarks, ...alibabaList.remarks];
  const known = new Set(regions.map((region) => `${region.provider}/${region.name}`));
  const prices = withKnownRegions(
    [...awsPrices(from, aws.rows), ...azureList.prices, ...gcpPrices(from, gcp.rows), ...alibabaList.prices],
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
    embodied: types.flatMap((table) => embodiedTable(from, table) ?? []),
    chips: CHIPS,
    hubs: hubTable(from),
    abilities: ABILITIES,
    commitments: COMMITMENTS,
    remarks,
  };
}
