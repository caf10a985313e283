/** A list of machines with their prices as a table, and where the prices come from. */
import type { Chip, Offering, Region } from "../model/catalogue.js";
import type { MachineList } from "../model/catalogue-answer.js";
import { compareText } from "../units/compare.js";
import { count, money, monthly, plural } from "./amounts.js";
import { chipText, gibibytes, offeringNotes, vcpus } from "./machine-text.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

const MACHINE_COLUMNS = [
  leftColumn("CLOUD"),
  leftColumn("REGION"),
  leftColumn("INSTANCE TYPE"),
  rightColumn("VCPU"),
  rightColumn("MEMORY"),
  leftColumn("CHIP"),
  leftColumn("OPTION"),
  rightColumn("AN HOUR"),
  rightColumn("A MONTH"),
  leftColumn("NOTES"),
];

/** One line a source: how many of the prices it gives. */
export function priceSourceLines(offerings: readonly Offering[]): string[] {
  const counts = new Map<string, number>();
  for (const { purchaseOption, evidence } of offerings) {
    const { source, asOf, confidence } = evidence;
    const line = `${purchaseOption}, as of ${asOf}: ${source} (${confidence})`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts]
    .sort(([left], [right]) => compareText(left, right))
    .map(([line, amount]) => `${plural(amount, "price")} ${line}`);
}

function currencyLines(offerings: readonly Offering[]): string[] {
  const currencies = [...new Set(offerings.map(({ currency }) => currency))];
  return currencies.length < 2
    ? []
    : [
        `prices in ${currencies.join(" and ")} have no common order: give exchangeRates in an override to compare them`,
      ];
}

export function renderMachines({ rows, matching }: MachineList): string[] {
  if (rows.length === 0) return ["no machine on sale matches"];
  const offerings = rows.map(({ offering }) => offering);
  const table = renderTable(
    MACHINE_COLUMNS,
    rows.map(({ machine, offering }) => [
      offering.provider,
      offering.region,
      machine.name,
      vcpus(machine.cpuMilli),
      gibibytes(machine.memoryMiB),
      chipText(machine),
      offering.purchaseOption,
      money(offering.microPerHour, offering.currency, 4),
      monthly(offering.microPerHour, offering.currency),
      offeringNotes(machine, offering),
    ]),
  );
  const rest = matching - rows.length;
  return [
    ...table,
    "",
    ...(rest === 0 ? [] : [`${count(rest)} more match`]),
    ...currencyLines(offerings),
    ...priceSourceLines(offerings),
  ].map(printable);
}

export function renderRegions(regions: readonly Region[]): string[] {
  if (regions.length === 0) return ["no region matches"];
  return renderTable(
    [
      leftColumn("PROVIDER"),
      leftColumn("REGION"),
      leftColumn("COUNTRY"),
      leftColumn("PARTITION"),
      rightColumn("AVAILABILITY ZONES"),
      leftColumn("OPERATOR"),
    ],
    regions.map(({ provider, name, country, partition, availabilityZones, operator }) => [
      provider,
      name,
      country,
      partition,
      availabilityZones.length === 0 ? "-" : String(availabilityZones.length),
      operator ?? "",
    ]),
  );
}

export function renderChips(chips: readonly Chip[]): string[] {
  return renderTable(
    [
      leftColumn("CHIP"),
      leftColumn("KIND"),
      leftColumn("ISA"),
      leftColumn("VENDOR"),
      leftColumn("COUNTRY"),
      rightColumn("MEMORY"),
      leftColumn("RESOURCE"),
    ],
    chips.map(({ name, kind, isa, vendor, country, memoryMiB, resources }) => [
      name,
      kind,
      isa,
      vendor,
      country,
      memoryMiB === undefined ? "" : gibibytes(memoryMiB),
      resources[0] ?? "",
    ]),
  );
}
