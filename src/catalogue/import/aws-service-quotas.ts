/**
 * `aws service-quotas list-service-quotas --service-code ec2`: vCPU limits of running instances by family
 * (docs.aws.amazon.com/servicequotas, ServiceQuota, 2026). The region is in QuotaArn. What is used is not in it.
 */
import type { AccountQuota } from "../../model/catalogue-override.js";
import { Distinct } from "./distinct.js";
import type { Imported, ImportRequest } from "./import-request.js";
import type { Place, Reading } from "./reading.js";

const ON_DEMAND = /^Running On-Demand (.+) instances$/;
const SPOT = /^All (.+) Spot Instance Requests$/;

/** "Standard (A, C, D)" -> a, c, d; "G and VT" -> g, vt; "High Memory" is the family u. */
function familiesOf(words: string): string[] {
  if (words === "High Memory") return ["u"];
  const list = /\((.+)\)/.exec(words)?.[1] ?? words;
  return list
    .split(/,| and /)
    .map((name) => name.trim().toLowerCase())
    .filter((name) => /^[a-z]+\d*$/.test(name))
    .sort();
}

function quotaOf(place: Place, region: string, reading: Reading): AccountQuota | undefined {
  const name = reading.text(reading.field(place, "QuotaName")) ?? "";
  const onDemand = ON_DEMAND.exec(name)?.[1];
  const words = onDemand ?? SPOT.exec(name)?.[1];
  if (words === undefined || words.startsWith("Dedicated")) return undefined;
  const code = reading.name(reading.field(place, "QuotaCode"), "a quota code");
  const limit = reading.decimal(reading.field(place, "Value"), "vCPUs");
  const families = familiesOf(words);
  if (code === undefined || limit === undefined || families.length === 0) return undefined;
  const purchaseOption = onDemand === undefined ? "spot" : "on-demand";
  return { provider: "aws", region, code, unit: "vcpu", limit: Math.floor(limit), purchaseOption, families };
}

export function readAwsServiceQuotas(
  pages: readonly Place[],
  reading: Reading,
  request: ImportRequest,
): Imported {
  const quotas = new Distinct<AccountQuota>(reading, "limits");
  let others = 0;
  for (const place of pages.flatMap((page) => reading.records(reading.field(page, "Quotas")))) {
    const arn = reading.optionalText(reading.field(place, "QuotaArn"));
    const region = arn?.split(":")[3] ?? request.region;
    if (region === undefined || !/^[a-z0-9-]+$/.test(region)) {
      reading.expected("a QuotaArn that names the region", reading.field(place, "QuotaArn"));
      continue;
    }
    const quota = quotaOf(place, region, reading);
    if (quota === undefined) others += 1;
    else quotas.add(`${region} ${quota.code}`, quota, place);
  }
  if (others > 0) reading.note(`${others} quotas that are not vCPUs of running instances were left out`);
  return { contents: { quotas: quotas.values() }, confidence: "vendor-doc" };
}
