/** Azure: VM sizes and on-demand prices. Spot prices are published by API only, so there are none here. */
import { decimal, readCsv, text } from "./csv.js";
import { azureFamily, constrainedCpus } from "../../src/catalogue/import/azure-family.js";
import { compareText } from "../../src/units/compare.js";
import { PROCESSOR_EVIDENCE, processorOf } from "./processors.js";
import { microPrice } from "./tables.js";
import type { EvidenceRow, PriceTable, TypeRow, TypeTable } from "./tables.js";

/**
 * Constrained sizes ("E16-4s_v5") show the guest the second number of virtual CPUs; the list has the first.
 * learn.microsoft.com/azure/virtual-machines/constrained-vcpu, 2026.
 */
function virtualCpus(name: string, listed: number): number {
  const constrained = constrainedCpus(name);
  return constrained === undefined ? listed : Number(constrained);
}

type Device = NonNullable<TypeRow["accelerator"]>;

function device(chip: string, count: number): Device {
  const resource = chip.startsWith("amd-")
    ? "amd.com/gpu"
    : chip.startsWith("xilinx-")
      ? "xilinx.com/fpga"
      : "nvidia.com/gpu";
  return { chip, count, resource };
}

/** Chip by a part of the size's name; the first that matches counts. learn.microsoft.com, "GPU sizes", 2026. */
const CHIPS: readonly (readonly [RegExp, string])[] = [
  [/_T4_/, "nvidia-t4"],
  [/^Standard_NV(?:6|12|18)ads_A10_/, "nvidia-a10-slice"],
  [/_A10_/, "nvidia-a10"],
  [/^Standard_NC\d+ads_A100_/, "nvidia-a100-80gb"],
  [/^Standard_ND96amsr_A100_/, "nvidia-a100-80gb"],
  [/^Standard_ND96asr_v4/, "nvidia-a100"],
  [/_H100_/, "nvidia-h100"],
  [/_H200_/, "nvidia-h200"],
  [/_MI300X_/, "amd-mi300x"],
  [/^Standard_NC\d+r?s_v3/, "nvidia-v100"],
  [/^Standard_ND40rs_v2/, "nvidia-v100"],
  [/^Standard_NP/, "xilinx-u250"],
  [/^Standard_NV\d+s_v[23]/, "nvidia-m60"],
  [/^Standard_NV\d+as_v4/, "amd-mi25-slice"],
  [/_V710_/, "amd-v710-slice"],
  [/_V620_/, "amd-v620-slice"],
];

function accelerator(name: string, listed: number): Device | undefined {
  const chip = CHIPS.find(([pattern]) => pattern.test(name))?.[1];
  if (chip !== undefined) return device(chip, Math.max(1, listed));
  if (listed > 0) throw new Error(`no chip is known for ${name}, which has ${listed} accelerators`);
  return undefined;
}

const DEVICE_EVIDENCE: EvidenceRow = {
  source: "vendor-machine-pages",
  confidence: "secondary",
  note: "kind of device by size, their number from the list",
};

/** Only as many as the file has by name, but "B1ls" has 0.5 GiB that the list rounds to nothing. */
export function azureTypeTable(from: string): { table: TypeTable; remarks: string[] } {
  const remarks: string[] = [];
  const types: TypeRow[] = [];
  for (const row of readCsv(from, "catalog/azure/instance_types_autoscaler.csv")) {
    const name = text(row, "vm_size");
    const memoryMiB = decimal(row, "memory_mib");
    if (memoryMiB === 0) {
      remarks.push(`azure ${name}: left out, the list gives it no memory`);
      continue;
    }
    const chip = accelerator(name, decimal(row, "gpu"));
    types.push({
      name,
      family: azureFamily(name),
      architecture: text(row, "arch") === "arm64" ? "arm64" : "amd64",
      cpuMilli: virtualCpus(name, decimal(row, "vcpu")) * 1000,
      memoryMiB,
      ...processorOf("azure", azureFamily(name)),
      ...(chip === undefined ? {} : { accelerator: chip }),
      ...(/^Standard_B\d/.test(name) ? { burstable: true } : {}),
    });
  }
  const table: TypeTable = {
    provider: "azure",
    evidence: [{ source: "azure-types", confidence: "vendor-code" }, DEVICE_EVIDENCE, PROCESSOR_EVIDENCE],
    fieldEvidence: { accelerator: 1, processor: 2 },
    rows: types,
  };
  return { table, remarks };
}

export function azurePrices(
  from: string,
  types: readonly TypeRow[],
): { prices: PriceTable[]; remarks: string[] } {
  const names = new Set(types.map((type) => type.name));
  const regions = new Map<string, Map<string, number>>();
  const free: string[] = [];
  for (const row of readCsv(from, "catalog/azure/ondemand_karpenter.csv")) {
    if (!names.has(text(row, "vm_size"))) continue;
    if (decimal(row, "price_per_hour_usd") === 0) {
      free.push(`${text(row, "region")} ${text(row, "vm_size")}`);
      continue;
    }
    const region = regions.get(text(row, "region")) ?? new Map<string, number>();
    region.set(text(row, "vm_size"), microPrice(text(row, "price_per_hour_usd")));
    regions.set(text(row, "region"), region);
  }
  const prices = [...regions.keys()].sort(compareText).map((region): PriceTable => ({
    provider: "azure",
    region,
    currency: "USD",
    evidence: [{ source: "azure-prices", confidence: "vendor-code" }],
    rows: [...(regions.get(region) ?? [])].map(([instanceType, onDemand]) => ({
      instanceType,
      onDemand,
    })),
  }));
  const sample = free.slice(0, 5).join(", ");
  return {
    prices,
    remarks: free.length === 0 ? [] : [`azure: ${free.length} prices of zero left out: ${sample}`],
  };
}
