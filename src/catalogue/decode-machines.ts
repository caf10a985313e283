/**
 * Rows of instance types and prices as objects. Members are set one by one: there are tens of thousands of rows,
 * and spreading each costs more than parsing the file.
 */
import type { Accelerator, CloudProvider, InstanceType, Offering } from "../model/catalogue.js";
import type { AcceleratorCell, InstanceTypeRow, PricesFile } from "../model/catalogue-files.js";
import type { Evidence } from "../model/evidence.js";
import { present } from "../units/invariant.js";
import type { SheetEvidence } from "./decode-evidence.js";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Absent = null | undefined;

const isThere = <T>(cell: T | Absent): cell is T => cell !== null && cell !== undefined;

function decodeAccelerator([chip, count, resource, memoryMiBEach]: AcceleratorCell): Accelerator {
  return memoryMiBEach === undefined ? { chip, count, resource } : { chip, count, resource, memoryMiBEach };
}

export function decodeInstanceType(provider: CloudProvider, row: InstanceTypeRow): InstanceType {
  const [name, family, architecture, cpuMilli, memoryMiB, processor, accelerator, interfaces] = row;
  const type: Writable<InstanceType> = { name, provider, family, architecture, cpuMilli, memoryMiB };
  if (isThere(processor)) type.processor = processor;
  if (isThere(accelerator)) type.accelerator = decodeAccelerator(accelerator);
  if (isThere(interfaces)) type.interfaces = { count: interfaces[0], addressesEach: interfaces[1] };
  if (isThere(row[8])) type.networkMbps = row[8];
  if (isThere(row[9])) type.volumeMbps = row[9];
  if (isThere(row[10])) type.localDiskGiB = row[10];
  if (isThere(row[11])) type.burstable = row[11];
  return type;
}

interface PriceColumns {
  readonly onDemand: Evidence;
  readonly spot: Evidence;
  readonly at: SheetEvidence["at"];
}

type Row = PricesFile["rows"][number];

function onDemandOf(file: PricesFile, row: Row, columns: PriceColumns): Offering {
  const [instanceType, microPerHour, , doubt] = row;
  const { provider, region, currency } = file;
  return {
    instanceType,
    provider,
    region,
    purchaseOption: "on-demand",
    microPerHour,
    currency,
    evidence: isThere(doubt) ? columns.at(doubt) : columns.onDemand,
  };
}

function spotOf(file: PricesFile, row: Row, microPerHour: number, columns: PriceColumns): Offering {
  const { provider, region, currency } = file;
  const offering: Writable<Offering> = {
    instanceType: row[0],
    provider,
    region,
    purchaseOption: "spot",
    microPerHour,
    currency,
    evidence: columns.spot,
  };
  if (isThere(row[4])) offering.interruptionBand = row[4];
  return offering;
}

export function decodeOfferings(file: PricesFile, evidence: SheetEvidence): Offering[] {
  const columns: PriceColumns = {
    onDemand: evidence.ofColumn("onDemandMicroPerHour"),
    spot: evidence.ofColumn("spotMicroPerHour"),
    at: evidence.at,
  };
  const offerings: Writable<Offering>[] = [];
  for (const row of file.rows) {
    const first = offerings.length;
    offerings.push(onDemandOf(file, row, columns));
    if (isThere(row[2])) offerings.push(spotOf(file, row, row[2], columns));
    if (row[5] === undefined) continue;
    const zones = present(file.zoneSets?.[row[5]], "a set of zones");
    for (const offering of offerings.slice(first)) offering.availabilityZones = zones;
  }
  return offerings;
}
