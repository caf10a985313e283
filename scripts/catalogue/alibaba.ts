/** Alibaba Cloud: instance types and prices of one list of 2024, in yuan, with the zones that sell each type. */
import { PROCESSOR_EVIDENCE, processorOf } from "./processors.js";

import { decimal, readCsv, text } from "./csv.js";
import type { Row } from "./csv.js";
import { compareText } from "../../src/units/compare.js";
import { microPrice } from "./tables.js";
import type { EvidenceRow, PriceRow, PriceTable, TypeRow, TypeTable } from "./tables.js";

const LIST = "catalog/alibaba/ecs_prices_priceserver.csv";

/** "ecs.gn6i-c16g1.4xlarge" -> "gn6i", "ecs.t6-c1m2.large" -> "t6", "ecs.vgn6i-m4-vws.xlarge" -> "vgn6i-vws". */
export function alibabaFamily(name: string): string {
  const part = name.split(".")[1] ?? name;
  return part.replace(/-(?:l?c\d+[mg]\d+|\d+x|m\d+s?)(?=-|$)/, "");
}

/** The list calls every type amd64; Ampere Altra (6r) and Yitian 710 (8y) are Arm. */
const ARM = /^(?:ebm)?[cgr](?:6r|8y)$/;

/** Credited (t), shared with other tenants (e, s, n, mn, xn and their old kin). help.aliyun.com, 2024. */
const BURSTABLE = /^(?:t[156]|e|e3|e4|s\d|xn4|n[124]|mn4|[cm]1|[cm]2)$/;

/** Device by family; a virtual workstation ("vws") has a slice of one. */
const DEVICES: readonly (readonly [RegExp, chip: string, memoryMiB: number | undefined])[] = [
  [/^[sv]gn6i-vws$/, "nvidia-t4-slice", undefined],
  [/^[sv]gn7i-vws$/, "nvidia-a10-slice", undefined],
  [/^gn5$/, "nvidia-p100", 16_384],
  [/^gn5i$/, "nvidia-p4", 8192],
  [/^(?:ebm)?gn6i$/, "nvidia-t4", 16_384],
  [/^(?:ebm)?gn6v$/, "nvidia-v100", 16_384],
  [/^gn6e$/, "nvidia-v100", 32_768],
  [/^(?:ebm)?gn7ix?$/, "nvidia-a10", 24_576],
  [/^(?:ebm)?gn7ex?$/, "nvidia-a100-80gb", 81_920],
];

function accelerator(name: string, family: string, listed: number): Pick<TypeRow, "accelerator"> {
  const device = DEVICES.find(([pattern]) => pattern.test(family));
  if (device === undefined) {
    if (listed > 0) throw new Error(`no chip is known for ${name}, which has ${listed} accelerators`);
    return {};
  }
  const [, chip, memoryMiBEach] = device;
  const memory = memoryMiBEach === undefined ? {} : { memoryMiBEach };
  return { accelerator: { chip, count: Math.max(1, listed), resource: "nvidia.com/gpu", ...memory } };
}

function typeRow(row: Row): TypeRow {
  const name = text(row, "instance_type");
  const family = alibabaFamily(name);
  return {
    name,
    family,
    architecture: ARM.test(family) ? "arm64" : "amd64",
    cpuMilli: decimal(row, "vcpu") * 1000,
    memoryMiB: Math.floor(decimal(row, "memory_gib") * 1024),
    ...processorOf("alibaba", family),
    ...accelerator(name, family, decimal(row, "gpu")),
    ...(BURSTABLE.test(family) ? { burstable: true } : {}),
  };
}

const LISTED: EvidenceRow = { source: "alibaba-prices", confidence: "secondary" };

export function alibabaTypeTable(from: string): TypeTable {
  const rows = new Map(readCsv(from, LIST).map((row) => [text(row, "instance_type"), row]));
  return {
    provider: "alibaba",
    evidence: [
      LISTED,
      { source: "vendor-machine-pages", confidence: "secondary", note: "devices and ISA by family" },
      PROCESSOR_EVIDENCE,
    ],
    fieldEvidence: { accelerator: 1, architecture: 1, burstable: 1, processor: 2 },
    rows: [...rows.values()].map(typeRow),
  };
}

/** Zones as the API names them: "cn-beijing-a", but "eu-central-1a". */
function zonesOf(row: Row): Pick<PriceRow, "availabilityZones"> {
  const zones = text(row, "zones")
    .split("|")
    .filter((zone) => zone !== "");
  return zones.length === 0 ? {} : { availabilityZones: zones.sort(compareText) };
}

export function alibabaPrices(from: string): { prices: PriceTable[]; remarks: string[] } {
  const regions = new Map<string, PriceRow[]>();
  const free: string[] = [];
  for (const row of readCsv(from, LIST)) {
    const region = text(row, "region");
    const instanceType = text(row, "instance_type");
    if (decimal(row, "price_per_hour_cny") === 0) {
      free.push(`${region} ${instanceType}`);
      continue;
    }
    const rows = regions.get(region) ?? [];
    rows.push({ instanceType, onDemand: microPrice(text(row, "price_per_hour_cny")), ...zonesOf(row) });
    regions.set(region, rows);
  }
  const prices = [...regions.keys()].sort(compareText).map((region): PriceTable => ({
    provider: "alibaba",
    region,
    currency: "CNY",
    evidence: [
      { ...LISTED, note: "the list names no currency; its figures are those of the price list in yuan" },
    ],
    rows: regions.get(region) ?? [],
  }));
  const sample = free.slice(0, 5).join(", ");
  return {
    prices,
    remarks: free.length === 0 ? [] : [`alibaba: ${free.length} prices of zero left out: ${sample}`],
  };
}
