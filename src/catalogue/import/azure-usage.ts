/**
 * `az vm list-usage --location REGION -o json`: vCPUs used and allowed by family, in all, and as spot
 * (learn.microsoft.com/rest/api/compute/usage, 2026). The region is not in it.
 */
import type { AccountQuota } from "../../model/catalogue-override.js";
import { Distinct } from "./distinct.js";
import type { Imported, ImportRequest } from "./import-request.js";
import type { Place, Reading } from "./reading.js";

type Scope = Pick<AccountQuota, "unit" | "purchaseOption" | "families">;

/** What a usage name counts; undefined for what planning has no use for (availability sets, snapshots). */
function scopeOf(code: string): Scope | undefined {
  if (code === "cores") return { unit: "vcpu" };
  if (code === "lowPriorityCores") return { unit: "vcpu", purchaseOption: "spot" };
  if (code === "virtualMachines") return { unit: "instances" };
  const family = /^standard\s?(.+?)\s?family$/i.exec(code)?.[1];
  if (family === undefined) return undefined;
  return {
    unit: "vcpu",
    purchaseOption: "on-demand",
    families: [family.replace(/[^A-Za-z0-9]/g, "").toLowerCase()],
  };
}

export function readAzureUsage(pages: readonly Place[], reading: Reading, request: ImportRequest): Imported {
  const { region } = request;
  if (region === undefined) {
    reading.fault(
      "invalid-spec",
      "",
      "az vm list-usage does not say which region it is of",
      "say the region that the export was made for",
    );
    return { contents: {}, confidence: "vendor-doc" };
  }
  const quotas = new Distinct<AccountQuota>(reading, "limits");
  let others = 0;
  for (const row of pages.flatMap((page) => reading.records(page))) {
    const code = reading.text(reading.field(reading.field(row, "name"), "value"));
    const scope = code === undefined ? undefined : scopeOf(code);
    if (code === undefined || scope === undefined) {
      others += 1;
      continue;
    }
    const limit = reading.whole(reading.field(row, "limit"), "limit");
    const used = reading.whole(reading.field(row, "currentValue"), "used");
    if (limit === undefined || used === undefined) continue;
    quotas.add(code, { provider: "azure", region, code, limit, used, ...scope }, row);
  }
  if (others > 0) reading.note(`${others} usages that are not of virtual machines were left out`);
  return { contents: { quotas: quotas.values() }, confidence: "vendor-doc" };
}
