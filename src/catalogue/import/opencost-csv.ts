/**
 * OpenCost's pricing file (opencost/opencost configs/pricing_schema.csv): EndTimestamp, InstanceID, Region,
 * AssetClass, InstanceIDField, InstanceType, MarketPriceHourly, Version. Rows of nodes that name their instance
 * type are prices; rows that name one machine are of no use to a price list.
 */
import type { Imported, ImportRequest } from "./import-request.js";
import { Offerings } from "./offerings.js";
import { providerOfType } from "./provider-names.js";
import type { Place, Reading } from "./reading.js";

/** The rows that give a price for a type, not for one machine of it. */
const BY_TYPE = "metadata.labels.node.kubernetes.io/instance-type";

function typeOf(row: Place, reading: Reading): string | undefined {
  const stated = reading.optionalText(reading.field(row, "InstanceType"));
  const field = reading.optionalText(reading.field(row, "InstanceIDField"));
  return stated ?? (field === BY_TYPE ? reading.optionalText(reading.field(row, "InstanceID")) : undefined);
}

export function readOpencostCsv(rows: readonly Place[], reading: Reading, request: ImportRequest): Imported {
  const offerings = new Offerings(reading);
  let others = 0;
  for (const row of rows) {
    const instanceType = typeOf(row, reading);
    if (reading.field(row, "AssetClass").value !== "node" || instanceType === undefined) {
      others += 1;
      continue;
    }
    if (
      reading.name({ value: instanceType, path: `${row.path}/InstanceType` }, "an instance type") ===
      undefined
    ) {
      continue;
    }
    const provider = request.provider ?? providerOfType(instanceType);
    const region = reading.optionalText(reading.field(row, "Region")) ?? request.region;
    if (provider === undefined || region === undefined) {
      const what = provider === undefined ? "provider" : "region";
      reading.fault(
        "unknown-name",
        row.path,
        `the ${what} of ${instanceType} is not in the row`,
        `say the ${what}`,
      );
      continue;
    }
    const microPerHour = reading.micro(reading.field(row, "MarketPriceHourly"));
    if (microPerHour === undefined) continue;
    const date = reading.optionalText(reading.field(row, "EndTimestamp"))?.slice(0, 10);
    const currency = request.currency ?? "USD";
    offerings.add(
      { provider, region, instanceType, purchaseOption: "on-demand", microPerHour, currency },
      row,
      date,
    );
  }
  if (others > 0) reading.note(`${others} rows that price no node type were left out`);
  return { contents: { offerings: offerings.values(reading) }, confidence: "secondary" };
}
