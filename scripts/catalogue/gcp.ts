/** GCP: machine types with the accelerators that their names imply, on-demand and spot prices. */
import { decimal, readCsv, text } from "./csv.js";
import { gcpFamily, isArmSeries } from "../../src/catalogue/import/gcp-family.js";
import { compareText } from "../../src/units/compare.js";
import { PROCESSOR_EVIDENCE, processorOf } from "./processors.js";
import { microPrice } from "./tables.js";
import type { EvidenceRow, PriceTable, TypeRow, TypeTable } from "./tables.js";

/** L4s of g2-standard-N and RTX PRO 6000s of g4-standard-N (cloud.google.com/compute/docs/gpus, 2026). */
const G2_COUNT: Readonly<Record<string, number>> = { "24": 2, "48": 4, "96": 8 };
const G4_COUNT: Readonly<Record<string, number>> = { "96": 2, "192": 4, "384": 8 };
/** g4-standard-6, -12 and -24 have an eighth, a quarter and a half of a card. */
const G4_SLICE = new Set(["6", "12", "24"]);

const GPU_CHIPS: readonly (readonly [RegExp, string])[] = [
  [/^a2-ultragpu-(\d+)g/, "nvidia-a100-80gb"],
  [/^a2-(?:high|mega)gpu-(\d+)g/, "nvidia-a100"],
  [/^a3-ultragpu-(\d+)g/, "nvidia-h200"],
  [/^a3-(?:high|mega|edge)gpu-(\d+)g/, "nvidia-h100"],
  [/^a4-highgpu-(\d+)g/, "nvidia-b200"],
  [/^a4x-highgpu-(\d+)g/, "nvidia-gb200"],
  [/^a4x-maxgpu-(\d+)g/, "nvidia-gb300"],
];
const TPU_CHIPS: readonly (readonly [RegExp, string])[] = [
  [/^ct3p?-hightpu-(\d+)t/, "google-tpu-v3"],
  [/^ct5lp?-hightpu-(\d+)t/, "google-tpu-v5e"],
  [/^ct5p-hightpu-(\d+)t/, "google-tpu-v5p"],
  [/^ct6e-standard-(\d+)t/, "google-tpu-v6e"],
  [/^tpu7x-standard-(\d+)t/, "google-tpu-v7x"],
];

function accelerator(name: string): TypeRow["accelerator"] {
  const size = /^g([24])-standard-(\d+)$/.exec(name);
  if (size !== null) {
    const [, series, cpus = ""] = size;
    if (series === "2") return { chip: "nvidia-l4", count: G2_COUNT[cpus] ?? 1, resource: "nvidia.com/gpu" };
    const chip = `nvidia-rtx-pro-server-6000${G4_SLICE.has(cpus) ? "-slice" : ""}`;
    return { chip, count: G4_COUNT[cpus] ?? 1, resource: "nvidia.com/gpu" };
  }
  for (const [chips, resource] of [
    [GPU_CHIPS, "nvidia.com/gpu"],
    [TPU_CHIPS, "google.com/tpu"],
  ] as const) {
    for (const [pattern, chip] of chips) {
      const match = pattern.exec(name);
      if (match !== null) return { chip, count: Number(match[1]), resource };
    }
  }
  return undefined;
}

function gcpTypes(from: string): TypeRow[] {
  return readCsv(from, "catalog/gcp/machine_types.csv").map((row) => {
    const name = text(row, "machine_type");
    const device = accelerator(name);
    return {
      name,
      family: gcpFamily(name),
      architecture: isArmSeries(name) ? "arm64" : "amd64",
      cpuMilli: decimal(row, "vcpu") * 1000,
      // The vendor's "GB" of memory are GiB.
      memoryMiB: Math.floor(decimal(row, "memory_gb") * 1024),
      ...processorOf("gcp", gcpFamily(name)),
      ...(device === undefined ? {} : { accelerator: device }),
      ...(text(row, "shared_cpu") === "True" ? { burstable: true } : {}),
    };
  });
}

const DEVICE_EVIDENCE: EvidenceRow = {
  source: "vendor-machine-pages",
  confidence: "secondary",
  note: "devices by machine type",
};

export function gcpTypeTable(from: string): TypeTable {
  return {
    provider: "gcp",
    evidence: [{ source: "gcp-types", confidence: "secondary" }, DEVICE_EVIDENCE, PROCESSOR_EVIDENCE],
    fieldEvidence: { accelerator: 1, processor: 2 },
    rows: gcpTypes(from),
  };
}

export function gcpPrices(from: string, types: readonly TypeRow[]): PriceTable[] {
  const names = new Set(types.map((type) => type.name));
  const sold = new Set(
    readCsv(from, "catalog/gcp/machine_type_by_region.csv").map(
      (row) => `${text(row, "region")} ${text(row, "machine_type")}`,
    ),
  );
  const regions = new Map<string, PriceTable["rows"][number][]>();
  for (const row of readCsv(from, "catalog/gcp/prices_karpenter.csv")) {
    const region = text(row, "region");
    const instanceType = text(row, "machine_type");
    if (!names.has(instanceType) || !sold.has(`${region} ${instanceType}`)) continue;
    const onDemand = microPrice(text(row, "ondemand_per_hour_usd"));
    // Types without spot are listed at their on-demand price.
    const spot = Math.round(decimal(row, "spot_per_hour_usd") * 1e6);
    const rows = regions.get(region) ?? [];
    rows.push({
      instanceType,
      onDemand,
      ...(spot > 0 && spot < onDemand ? { spot } : {}),
    });
    regions.set(region, rows);
  }
  return [...regions.keys()].sort(compareText).map((region) => ({
    provider: "gcp",
    region,
    currency: "USD",
    evidence: [{ source: "gcp-prices", confidence: "secondary" }],
    rows: regions.get(region) ?? [],
  }));
}
