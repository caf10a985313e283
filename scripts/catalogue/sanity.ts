/** Figures that a person should look at before the catalogue is committed. */
import { allocatable } from "../../src/catalogue/index.js";
import { decimal, readCsv, text } from "./csv.js";
import type { PriceTable, Tables, TypeRow } from "./tables.js";

/** Factor from the region's median price a virtual CPU from which on a price is called odd. */
const OUTLIER = 8;

function shapesWithoutPrice(tables: Tables): string[] {
  return Object.entries(tables.types).map(([provider, types]) => {
    const priced = new Set(
      tables.prices
        .filter((table) => table.provider === provider)
        .flatMap((table) => table.rows.map((row) => row.instanceType)),
    );
    const without = types.filter((type) => !priced.has(type.name)).map((type) => type.name);
    return `${provider}: ${types.length} shapes, ${without.length} without any price: ${without.join(" ") || "none"}`;
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
  const regions = new Map<string, string[]>();
  for (const table of tables.prices) {
    const types = new Map(tables.types[table.provider].map((type) => [type.name, type]));
    for (const name of outliers(table, types)) {
      regions.set(name, [...(regions.get(name) ?? []), table.region]);
    }
  }
  return [...regions].map(
    ([name, list]) => `${name}: price a vCPU is ${OUTLIER} times from the median in ${list.join(" ")}`,
  );
}

function withoutCarbon(tables: Tables): string {
  const dark = tables.regions.filter((region) => region.gridGramsPerKWh === undefined);
  const names = dark.map((region) => region.name).join(" ");
  return `${dark.length} of ${tables.regions.length} regions without grid carbon: ${names}`;
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

export function sanity(from: string, tables: Tables): string[] {
  const disagreements = eksDisagreements(from, tables.types.aws);
  return [
    ...shapesWithoutPrice(tables),
    ...priceOutliers(tables),
    withoutCarbon(tables),
    `EKS allocatable: ${tables.types.aws.length - disagreements.length} of ${tables.types.aws.length} types agree with Karpenter's table`,
    ...disagreements,
  ];
}
