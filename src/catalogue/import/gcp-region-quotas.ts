/**
 * `gcloud compute regions describe REGION --format json` (or `list`): quotas with their use, by metric
 * (cloud.google.com/compute/docs/reference/rest/v1/regions, 2026).
 */
import type { AccountQuota } from "../../model/catalogue-override.js";
import { Distinct } from "./distinct.js";
import type { Imported } from "./import-request.js";
import type { Place, Reading } from "./reading.js";

type Scope = Pick<AccountQuota, "unit" | "purchaseOption" | "families" | "chips">;

/** Series that have no metric of their own count against CPUS (cloud.google.com/compute/resource-usage, 2026). */
const GENERAL_SERIES = ["e2", "f1", "g1", "n1"];

const CHIPS: Readonly<Record<string, string>> = {
  NVIDIA_T4_GPUS: "nvidia-t4",
  NVIDIA_V100_GPUS: "nvidia-v100",
  NVIDIA_P100_GPUS: "nvidia-p100",
  NVIDIA_P4_GPUS: "nvidia-p4",
  NVIDIA_A100_GPUS: "nvidia-a100",
  NVIDIA_A100_80GB_GPUS: "nvidia-a100-80gb",
  NVIDIA_L4_GPUS: "nvidia-l4",
  NVIDIA_H100_GPUS: "nvidia-h100",
};

function scopeOf(metric: string): Scope | undefined {
  if (metric === "CPUS") return { unit: "vcpu", families: GENERAL_SERIES };
  if (metric === "PREEMPTIBLE_CPUS") return { unit: "vcpu", purchaseOption: "spot" };
  if (metric === "INSTANCES") return { unit: "instances" };
  const series = /^([A-Z]\d[A-Z]?)_CPUS$/.exec(metric)?.[1];
  if (series !== undefined) return { unit: "vcpu", families: [series.toLowerCase()] };
  const spot = metric.startsWith("PREEMPTIBLE_");
  const key = spot ? metric.slice("PREEMPTIBLE_".length) : metric;
  const chip = Object.hasOwn(CHIPS, key) ? CHIPS[key] : undefined;
  if (chip === undefined) return undefined;
  return { unit: "accelerators", purchaseOption: spot ? "spot" : "on-demand", chips: [chip] };
}

export function readGcpRegionQuotas(pages: readonly Place[], reading: Reading): Imported {
  const quotas = new Distinct<AccountQuota>(reading, "limits");
  let others = 0;
  for (const page of pages) {
    const region = reading.name(reading.field(page, "name"), "a region");
    if (region === undefined) continue;
    for (const row of reading.records(reading.field(page, "quotas"))) {
      const code = reading.name(reading.field(row, "metric"), "a metric");
      const scope = code === undefined ? undefined : scopeOf(code);
      if (code === undefined || scope === undefined) {
        others += 1;
        continue;
      }
      const limit = reading.decimal(reading.field(row, "limit"), "limit");
      const used = reading.has(row, "usage") ? reading.decimal(reading.field(row, "usage"), "used") : 0;
      if (limit === undefined || used === undefined) continue;
      const quota = {
        provider: "gcp",
        region,
        code,
        ...scope,
        limit: Math.floor(limit),
        used: Math.ceil(used),
      } as const;
      quotas.add(`${region} ${code}`, quota, row);
    }
  }
  if (others > 0) reading.note(`${others} quotas that are not of machines were left out`);
  return { contents: { quotas: quotas.values() }, confidence: "vendor-doc" };
}
