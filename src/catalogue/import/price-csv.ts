/**
 * A table of the user's own. Columns: `provider` (aws, azure, gcp), `region`, `instanceType`, `pricePerHour`;
 * and, where wanted, `purchaseOption` (on-demand, spot, owned; default on-demand), `currency` (ISO 4217; default
 * the request's, or USD), `availabilityZones` (separated by blanks), and for types that the catalogue does not
 * know `architecture` (amd64, arm64), `vcpu`, `memoryGiB` and `family`.
 */
import type { InstanceType } from "../../model/catalogue.js";
import type { CloudProvider, PurchaseOption } from "../../model/catalogue.js";
import { Distinct } from "./distinct.js";
import type { Imported, ImportRequest } from "./import-request.js";
import { Offerings } from "./offerings.js";
import { providerNamed } from "./provider-names.js";
import type { Place, Reading } from "./reading.js";
import { ZonesOfTypes } from "./zones-of-types.js";

export const PRICE_COLUMNS = [
  "provider",
  "region",
  "instanceType",
  "pricePerHour",
  "purchaseOption",
  "currency",
  "availabilityZones",
  "architecture",
  "vcpu",
  "memoryGiB",
  "family",
] as const;

const PURCHASE_OPTIONS: readonly string[] = ["on-demand", "spot", "owned"] satisfies PurchaseOption[];

function purchaseOptionOf(row: Place, reading: Reading): PurchaseOption | undefined {
  const place = reading.field(row, "purchaseOption");
  const value = place.value ?? "on-demand";
  const known = typeof value === "string" && PURCHASE_OPTIONS.includes(value);
  return reading.must(known ? (value as PurchaseOption) : undefined, "on-demand, spot or owned", place);
}

/** A type is described as a whole or not at all. */
function typeOf(
  row: Place,
  provider: CloudProvider,
  name: string,
  reading: Reading,
): InstanceType | undefined {
  if (!["architecture", "vcpu", "memoryGiB"].some((key) => reading.has(row, key))) return undefined;
  const architecture = reading.field(row, "architecture");
  const vcpu = reading.decimal(reading.field(row, "vcpu"), "vCPUs");
  const gibibytes = reading.decimal(reading.field(row, "memoryGiB"), "GiB of memory");
  const isa = architecture.value;
  if (isa !== "amd64" && isa !== "arm64") {
    reading.expected("amd64 or arm64", architecture);
    return undefined;
  }
  if (vcpu === undefined || gibibytes === undefined) return undefined;
  const family = reading.optionalText(reading.field(row, "family")) ?? name;
  const cpuMilli = Math.floor(vcpu * 1000);
  const memoryMiB = Math.floor(gibibytes * 1024);
  if (
    !Number.isSafeInteger(cpuMilli) ||
    !Number.isSafeInteger(memoryMiB) ||
    cpuMilli === 0 ||
    memoryMiB === 0
  ) {
    reading.expected("an amount of vCPUs and memory that a machine can have", row);
    return undefined;
  }
  return { name, provider, family, architecture: isa, cpuMilli, memoryMiB };
}

function warnUnknownColumns(rows: readonly Place[], reading: Reading): void {
  const [first] = rows;
  if (first === undefined) return;
  const columns = new Set<string>(rows.flatMap((row) => reading.entries(row).map(([key]) => key)));
  for (const column of [...columns].sort()) {
    if ((PRICE_COLUMNS as readonly string[]).includes(column)) continue;
    const known = `known columns: ${PRICE_COLUMNS.join(", ")}`;
    reading.warn(
      "unknown-field",
      "/0",
      `the column ${JSON.stringify(column.slice(0, 40))} is not read`,
      known,
    );
  }
}

export function readPriceCsv(rows: readonly Place[], reading: Reading, request: ImportRequest): Imported {
  const offerings = new Offerings(reading);
  const types = new Distinct<InstanceType>(reading, "descriptions");
  const zones = new Map<CloudProvider, ZonesOfTypes>();
  warnUnknownColumns(rows, reading);
  for (const row of rows) {
    const providerField = reading.field(row, "provider");
    const provider = providerNamed(reading.optionalText(providerField)) ?? request.provider;
    if (provider === undefined) reading.expected("a provider of aws, azure or gcp", providerField);
    const regionField = reading.field(row, "region");
    const region = reading.name({ ...regionField, value: regionField.value ?? request.region }, "a region");
    const instanceType = reading.name(reading.field(row, "instanceType"), "an instance type");
    const microPerHour = reading.micro(reading.field(row, "pricePerHour"));
    const purchaseOption = purchaseOptionOf(row, reading);
    const currencyField = reading.field(row, "currency");
    const currency = reading.currency({
      ...currencyField,
      value: currencyField.value ?? request.currency ?? "USD",
    });
    if (provider === undefined || region === undefined || instanceType === undefined) continue;
    if (microPerHour === undefined || purchaseOption === undefined || currency === undefined) continue;
    offerings.add({ provider, region, instanceType, purchaseOption, microPerHour, currency }, row);
    const type = typeOf(row, provider, instanceType, reading);
    if (type !== undefined) types.add(`${provider} ${instanceType}`, type, row);
    const listed = reading.optionalText(reading.field(row, "availabilityZones"));
    if (listed === undefined) continue;
    const own = zones.get(provider) ?? new ZonesOfTypes(provider);
    zones.set(provider, own);
    for (const zone of listed.split(/\s+/)) own.add(region, instanceType, zone);
  }
  return {
    contents: {
      instanceTypes: types.values(),
      offerings: offerings.values(reading),
      availabilityZones: [...zones.keys()].sort().flatMap((provider) => zones.get(provider)?.values() ?? []),
    },
    confidence: "secondary",
  };
}
