/**
 * GCP Cloud Billing Catalog (`skus`, cloud.google.com/billing/docs/reference/rest/v1/services.skus, 2026): a
 * machine costs its vCPUs at the series' core price and its memory at the series' RAM price. So prices need the
 * machine types, which the catalogue gives. Series that bill their accelerators apart are not priced.
 */
import type { InstanceType } from "../../model/catalogue.js";
import { Distinct } from "./distinct.js";
import { gcpSeries } from "./gcp-family.js";
import type { Imported, ImportRequest } from "./import-request.js";
import { Offerings } from "./offerings.js";
import type { Place, Reading } from "./reading.js";

/** "N2D AMD Instance Core running in Frankfurt", "Spot Preemptible E2 Instance Ram running in Americas". */
const DESCRIPTION =
  /^(?:Spot Preemptible )?([A-Z]\d[A-Z]?)(?: (?:AMD|Arm))? (?:Predefined )?Instance (Core|Ram) running/;
/** C2 and N1 have descriptions of their own. */
const COMPUTE_OPTIMIZED =
  /^(?:Spot Preemptible )?Compute optimized (Core|Ram|Instance Core|Instance Ram) running/i;

interface Component {
  readonly series: string;
  readonly part: "core" | "ram";
}

function componentOf(description: string): Component | undefined {
  const match = DESCRIPTION.exec(description);
  if (match !== null) {
    const [, series = "", part = ""] = match;
    return { series: series.toLowerCase(), part: part === "Core" ? "core" : "ram" };
  }
  const optimized = COMPUTE_OPTIMIZED.exec(description)?.[1];
  if (optimized === undefined) return undefined;
  return { series: "c2", part: optimized.toLowerCase().endsWith("core") ? "core" : "ram" };
}

const USAGE: Readonly<Record<string, "on-demand" | "spot">> = { OnDemand: "on-demand", Preemptible: "spot" };

interface Rate {
  readonly nanos: bigint;
  readonly currency: string;
}

/** The first tier above zero: units and nanos of the currency for a vCPU or a GiB an hour. */
function rateOf(sku: Place, reading: Reading): Rate | undefined {
  const infos = reading.field(sku, "pricingInfo");
  const latest = reading.must(reading.records(infos).at(-1), "a pricingInfo with a price", infos);
  if (latest === undefined) return undefined;
  const expression = reading.field(latest, "pricingExpression");
  const unit = reading.text(reading.field(expression, "usageUnit"));
  if (unit !== undefined && unit !== "h" && unit !== "GiBy.h") {
    reading.expected("a usageUnit of h or GiBy.h", reading.field(expression, "usageUnit"));
    return undefined;
  }
  const rates = reading.field(expression, "tieredRates");
  const rate = reading.must(reading.records(rates).at(-1), "a rate", rates);
  if (rate === undefined) return undefined;
  const price = reading.field(rate, "unitPrice");
  const currency = reading.currency(reading.field(price, "currencyCode"));
  const units = reading.has(price, "units") ? reading.whole(reading.field(price, "units"), "units", 1e6) : 0;
  const nanos = reading.has(price, "nanos")
    ? reading.whole(reading.field(price, "nanos"), "nanos", 999_999_999)
    : 0;
  if (currency === undefined || units === undefined || nanos === undefined) return undefined;
  return { nanos: BigInt(units) * 1_000_000_000n + BigInt(nanos), currency };
}

/** Whole vCPUs and MiB at their rates, rounded half up to a millionth. */
function microPerHour(type: InstanceType, core: Rate, ram: Rate): number {
  const thousandths = BigInt(type.cpuMilli) * core.nanos * 1024n + BigInt(type.memoryMiB) * ram.nanos * 1000n;
  // In nanos x 1000 x 1024 now; a millionth is 1000 nanos.
  const divisor = 1000n * 1024n * 1000n;
  return Number((thousandths + divisor / 2n) / divisor);
}

export function readGcpBillingSkus(
  pages: readonly Place[],
  reading: Reading,
  request: ImportRequest,
): Imported {
  const types = (request.knownTypes ?? []).filter((type) => type.provider === "gcp");
  if (types.length === 0) {
    reading.fault(
      "invalid-spec",
      "",
      "GCP's SKUs price vCPUs and memory: without the machine types no machine has a price",
      "load the catalogue's GCP types, or import gcloud compute machine-types list first",
    );
    return { contents: {}, confidence: "vendor-doc" };
  }
  const rates = new Distinct<Rate>(reading, "prices");
  const regions = new Set<string>();
  const series = new Set<string>();
  const start: Place = { value: undefined, path: "" };
  let others = 0;
  for (const sku of pages.flatMap((page) => reading.records(page))) {
    const description = reading.text(reading.field(sku, "description")) ?? "";
    const usage = reading.optionalText(reading.field(reading.field(sku, "category"), "usageType")) ?? "";
    const component = componentOf(description);
    const purchaseOption = Object.hasOwn(USAGE, usage) ? USAGE[usage] : undefined;
    if (component === undefined || purchaseOption === undefined || /Custom|Sole Tenancy/.test(description)) {
      others += 1;
      continue;
    }
    const rate = rateOf(sku, reading);
    if (rate === undefined) continue;
    series.add(component.series);
    for (const place of reading.items(reading.field(sku, "serviceRegions"))) {
      const region = reading.name(place, "a region");
      if (region === undefined) continue;
      regions.add(region);
      rates.add(`${component.series} ${component.part} ${region} ${purchaseOption}`, rate, sku);
    }
  }
  const offerings = new Offerings(reading);
  const apart = new Set<string>();
  for (const type of types.filter(({ name }) => series.has(gcpSeries(name)))) {
    // Shared cores are billed by fractions, and devices apart.
    if (type.burstable === true || type.accelerator !== undefined) {
      apart.add(type.name);
      continue;
    }
    for (const region of regions) {
      for (const purchaseOption of ["on-demand", "spot"] as const) {
        const core = rates.get(`${gcpSeries(type.name)} core ${region} ${purchaseOption}`);
        const ram = rates.get(`${gcpSeries(type.name)} ram ${region} ${purchaseOption}`);
        if (core === undefined || ram === undefined || core.currency !== ram.currency) continue;
        offerings.add(
          {
            provider: "gcp",
            region,
            instanceType: type.name,
            purchaseOption,
            microPerHour: microPerHour(type, core, ram),
            currency: core.currency,
          },
          start,
        );
      }
    }
  }
  if (others > 0)
    reading.note(`${others} SKUs that are not cores or memory of predefined machines were left out`);
  if (apart.size > 0) {
    const some = [...apart].sort().slice(0, 3).join(", ");
    reading.note(
      `${apart.size} machine types are billed by more than cores and memory and keep their price: ${some}`,
    );
  }
  // The region sells the series; which of its types each zone has is another export's business.
  return { contents: { offerings: offerings.values(reading) }, confidence: "vendor-doc" };
}
