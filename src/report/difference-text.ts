/** What differs between two catalogues, and what an override holds, for a person. */
import type { CatalogueDifference, ListChange, PriceChange, ZonesChange } from "../model/catalogue-answer.js";
import type { CatalogueOverride } from "../model/catalogue-override.js";
import { canonicalJson } from "../units/canonical.js";
import { count, money, percentOfPpm, plural } from "./amounts.js";
import { printable } from "./printable.js";
import { leftColumn, renderTable, rightColumn } from "./table.js";

function changeText({ before, after, changePpm }: PriceChange): string {
  if (before === undefined) return "added";
  if (after === undefined) return "withdrawn";
  if (changePpm === undefined) return "other currency";
  return `${changePpm > 0 ? "+" : ""}${percentOfPpm(changePpm)}`;
}

function priceLines({ prices, samePrices }: CatalogueDifference): string[] {
  const price = (offering: PriceChange["before"]): string =>
    offering === undefined ? "" : money(offering.microPerHour, offering.currency, 4);
  const table = renderTable(
    [
      leftColumn("CLOUD"),
      leftColumn("REGION"),
      leftColumn("INSTANCE TYPE"),
      leftColumn("OPTION"),
      rightColumn("OLD AN HOUR"),
      rightColumn("NEW AN HOUR"),
      rightColumn("CHANGE"),
    ],
    prices.map((change) => [
      change.provider,
      change.region,
      change.instanceType,
      change.purchaseOption,
      price(change.before),
      price(change.after),
      changeText(change),
    ]),
    "  ",
  );
  const added = prices.filter(({ before }) => before === undefined).length;
  const withdrawn = prices.filter(({ after }) => after === undefined).length;
  const replaced = prices.length - added - withdrawn;
  return [
    `Prices: ${count(added)} added, ${count(replaced)} replaced, ${count(withdrawn)} withdrawn, ${count(samePrices)} the same`,
    ...(prices.length === 0 ? [] : table),
  ];
}

function zoneText({ before, after, notIn = [] }: ZonesChange): readonly [string, string] {
  const now = after ?? (notIn.length === 0 ? undefined : [`not in ${notIn.join(", ")}`]);
  return [before?.join(", ") ?? "not known", now?.join(", ") ?? "not known"];
}

function zoneLines({ availabilityZones }: CatalogueDifference): string[] {
  if (availabilityZones.length === 0) return [];
  return [
    `Availability zones that sell a type: ${plural(availabilityZones.length, "change")}`,
    ...renderTable(
      [
        leftColumn("CLOUD"),
        leftColumn("REGION"),
        leftColumn("INSTANCE TYPE"),
        leftColumn("OLD"),
        leftColumn("NEW"),
      ],
      availabilityZones.map((change) => [
        change.provider,
        change.region,
        change.instanceType,
        ...zoneText(change),
      ]),
      "  ",
    ),
  ];
}

function typeLines({ instanceTypes }: CatalogueDifference): string[] {
  return instanceTypes.map(({ provider, name, before, after }) => {
    const what = before === undefined ? "added" : after === undefined ? "removed" : "replaced";
    return `Instance type ${name} (${provider}): ${what}`;
  });
}

function listLines(what: string, { removed, added }: ListChange<unknown>): string[] {
  if (removed.length + added.length === 0) return [];
  return [
    `${what}: ${count(added.length)} added, ${count(removed.length)} removed`,
    ...removed.map((entry) => `  - ${canonicalJson(entry)}`),
    ...added.map((entry) => `  + ${canonicalJson(entry)}`),
  ];
}

export function renderDifference(difference: CatalogueDifference): string[] {
  const { quotas, nodes, commitments, exchangeRates } = difference;
  return [
    ...priceLines(difference),
    ...zoneLines(difference),
    ...typeLines(difference),
    ...listLines("Quotas", quotas),
    ...listLines("Nodes that exist", nodes),
    ...listLines("Commitments", commitments),
    ...listLines("Exchange rates", exchangeRates),
  ].map(printable);
}

const LISTS = [
  ["instanceTypes", "instance type"],
  ["offerings", "price"],
  ["withdrawn", "withdrawal"],
  ["availabilityZones", "type with its zone"],
  ["quotas", "quota"],
  ["nodes", "kind of node"],
  ["commitments", "commitment"],
  ["exchangeRates", "exchange rate"],
] as const;

/** "3 prices, 1 withdrawal". */
export function overrideContents(override: CatalogueOverride): string {
  const parts = LISTS.flatMap(([key, noun]) => {
    const amount = override[key]?.length ?? 0;
    return amount === 0 ? [] : [plural(amount, noun)];
  });
  return parts.length === 0 ? "nothing" : parts.join(", ");
}

/** "prices.yaml: valid: 3 prices; contract (measured) of 2026-10-01, 56 days old". */
export function overrideLine(file: string, override: CatalogueOverride, ageDays: number): string {
  const { source, asOf, confidence } = override;
  const age = ageDays < 0 ? `${plural(-ageDays, "day")} from now` : `${plural(ageDays, "day")} old`;
  return printable(
    `${file}: valid: ${overrideContents(override)}; ${source} (${confidence}) of ${asOf}, ${age}`,
  );
}
