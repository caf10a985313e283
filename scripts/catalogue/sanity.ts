/** Counts, and figures that a person should look at before the catalogue is committed. */
import { allocatable } from "../../src/catalogue/index.js";
import { CLOUD_PROVIDERS } from "../../src/model/catalogue.js";
import { decimal, readCsv, text } from "./csv.js";
import type { PriceTable, Provider, Tables, TypeRow, TypeTable } from "./tables.js";

/** Factor from the region's median price a virtual CPU from which on a price is called odd. */
const OUTLIER = 8;

/** "us-east-1 1367+812 spot": priced offerings of each region. */
function counts(tables: Tables): string[] {
  return tables.types.map(({ provider, rows }) => {
    const priced = tables.prices.filter((table) => table.provider === provider);
    const sum = (of: (table: PriceTable) => number): number =>
      priced.reduce((total, table) => total + of(table), 0);
    const spot = (table: PriceTable): number => table.rows.filter((row) => row.spot !== undefined).length;
    const regions = priced.map((table) => {
      const currency = table.currency === "USD" ? "" : ` ${table.currency}`;
      return `${table.region} ${table.rows.length}+${spot(table)}${currency}`;
    });
    return [
      `${provider}: ${rows.length} types, ${priced.length} priced regions`,
      `${sum((table) => table.rows.length)} on-demand and ${sum(spot)} spot prices`,
      `by region (on-demand+spot): ${regions.join(", ")}`,
    ].join("; ");
  });
}

function shapesWithoutPrice(tables: Tables): string[] {
  return tables.types.map(({ provider, rows }) => {
    const priced = new Set(
      tables.prices
        .filter((table) => table.provider === provider)
        .flatMap((table) => table.rows.map((row) => row.instanceType)),
    );
    const without = rows.filter((type) => !priced.has(type.name)).map((type) => type.name);
    return `${provider}: ${without.length} shapes without any price: ${without.join(" ") || "none"}`;
  });
}

/** Regions of the clouds that sell machines and have no price list here. */
function regionsWithoutPrice(tables: Tables): string[] {
  const priced = new Set(tables.prices.map(({ provider, region }) => `${provider} ${region}`));
  return CLOUD_PROVIDERS.map((provider) => {
    const own = tables.regions.filter((region) => region.provider === provider);
    const without = own.filter((region) => !priced.has(`${provider} ${region.name}`));
    const names = without.map(({ name }) => name).join(" ");
    return `${provider}: ${own.length} regions, ${without.length} without prices: ${names || "none"}`;
  });
}

/** Burstable machines are cheap and constrained ("E16-4s") ones dear by design: neither is odd. */
function isPlain(type: TypeRow): boolean {
  return (
    type.accelerator === undefined && type.burstable !== true && !/^Standard_[A-Z]+\d+-\d/.test(type.name)
  );
}

function outliers(table: PriceTable, types: ReadonlyMap<string, TypeRow>): string[] {
  const perCpu = table.rows.flatMap((row) => {
    const type = types.get(row.instanceType);
    return type !== undefined && isPlain(type)
      ? [{ name: type.name, price: (row.onDemand * 1000) / type.cpuMilli }]
      : [];
  });
  const prices = perCpu.map((row) => row.price).sort((left, right) => left - right);
  const median = prices[Math.floor(prices.length / 2)] ?? 0;
  return perCpu
    .filter((row) => row.price > median * OUTLIER || row.price < median / OUTLIER)
    .map((row) => row.name);
}

/** One line an odd type, with the regions that it is odd in. */
function priceOutliers(tables: Tables): string[] {
  const byProvider = new Map<Provider, ReadonlyMap<string, TypeRow>>(
    tables.types.map(({ provider, rows }) => [provider, new Map(rows.map((type) => [type.name, type]))]),
  );
  const regions = new Map<string, string[]>();
  for (const table of tables.prices) {
    for (const name of outliers(table, byProvider.get(table.provider) ?? new Map<string, TypeRow>())) {
      const key = `${table.provider} ${name}`;
      regions.set(key, [...(regions.get(key) ?? []), table.region]);
    }
  }
  return [...regions].map(
    ([name, list]) => `${name}: price a vCPU is ${OUTLIER} times from the median in ${list.join(" ")}`,
  );
}

function withoutCarbon({ regions }: Tables): string {
  const dark = regions.filter(({ grid }) => grid.length === 0);
  const byProvider = new Map<string, number>();
  for (const { provider } of dark) byProvider.set(provider, (byProvider.get(provider) ?? 0) + 1);
  const words = [...byProvider].map(([provider, count]) => `${provider} ${count}`).join(", ");
  return `${dark.length} of ${regions.length} regions without grid carbon: ${words || "none"}`;
}

/** Chips that machines name and the list of chips does not have; a slice is told by its device. */
function unknownChips({ types, chips }: Tables): string {
  const known = new Set(chips.map(({ name }) => name));
  const used = types.flatMap(({ rows }) =>
    rows.flatMap(({ processor, accelerator }) => [
      ...(processor === undefined ? [] : [processor]),
      ...(accelerator === undefined ? [] : [accelerator.chip.replace(/-slice$/, "")]),
    ]),
  );
  const unknown = [...new Set(used)].filter((chip) => !known.has(chip)).sort();
  return `chips of machines that the list of chips does not have: ${unknown.join(" ") || "none"}`;
}

function awsRows(types: readonly TypeTable[]): readonly TypeRow[] {
  return types.find(({ provider }) => provider === "aws")?.rows ?? [];
}

/** Karpenter's own allocatable figures of every EKS type, against the rule of the product. */
export function eksDisagreements(from: string, types: readonly TypeRow[]): string[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  return readCsv(from, "catalog/aws/instance_types.csv").flatMap((row) => {
    const type = byName.get(text(row, "instance_type"));
    if (type === undefined) return [`${text(row, "instance_type")}: not in the catalogue`];
    const own = allocatable({ platform: "eks", instanceType: { ...type, provider: "aws" } }).allocatable;
    const cpu = decimal(row, "karpenter_alloc_cpu_m");
    const memory = decimal(row, "karpenter_alloc_memory_mib");
    return own["cpuMilli"] === cpu && own["memoryMiB"] === memory
      ? []
      : [`${type.name}: ${own["cpuMilli"]}m ${own["memoryMiB"]}MiB here, ${cpu}m ${memory}MiB there`];
  });
}

/** The CNI's published pod limits against interfaces x (addresses - 1) + 2. */
function podLimitDisagreements(from: string, types: readonly TypeRow[]): string {
  const listed = new Map(
    readCsv(from, "catalog/aws/eni_max_pods.csv").map((row) => [
      text(row, "instance_type"),
      decimal(row, "max_pods"),
    ]),
  );
  const compared = types.flatMap(({ name, interfaces }) => {
    const pods = listed.get(name);
    if (interfaces === undefined || pods === undefined) return [];
    const own = interfaces.count * (interfaces.addressesEach - 1) + 2;
    return [{ name, own, pods }];
  });
  const wrong = compared.filter(({ own, pods }) => own !== pods);
  const words = wrong.map(({ name, own, pods }) => `${name} ${own} here, ${pods} there`).join("; ");
  return `EKS pod limits: ${compared.length - wrong.length} of ${compared.length} agree with the CNI's list${words === "" ? "" : `: ${words}`}`;
}

export function sanity(from: string, tables: Tables): string[] {
  const types = awsRows(tables.types);
  const disagreements = eksDisagreements(from, types);
  return [
    ...counts(tables),
    ...shapesWithoutPrice(tables),
    ...regionsWithoutPrice(tables),
    ...priceOutliers(tables),
    withoutCarbon(tables),
    unknownChips(tables),
    podLimitDisagreements(from, types),
    `EKS allocatable: ${types.length - disagreements.length} of ${types.length} types agree with Karpenter's table`,
    ...disagreements,
  ];
}
