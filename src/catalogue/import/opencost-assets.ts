/**
 * OpenCost's `/assets` answer (opencost.io/docs/integrations/api, 2026): what each node cost over a window. The
 * hour's price of a type is the total cost of its nodes by their hours, discounts included: what was paid, not
 * what is listed.
 */
import type { OverrideOffering } from "../../model/catalogue-override.js";
import type { Imported, ImportRequest } from "./import-request.js";
import { Offerings } from "./offerings.js";
import { providerNamed, providerOfType } from "./provider-names.js";
import type { Place, Reading } from "./reading.js";

/** OpenCost writes labels with and without their prefix, dots and slashes as underscores. */
function labelled(asset: Place, label: string, reading: Reading): string | undefined {
  const labels = reading.field(asset, "labels");
  const plain = label.replace(/[./-]/g, "_");
  for (const key of [label, plain, `label_${plain}`]) {
    const value = reading.optionalText(reading.field(labels, key));
    if (value !== undefined) return value;
  }
  return undefined;
}

interface Paid {
  readonly offer: Pick<OverrideOffering, "provider" | "region" | "instanceType" | "purchaseOption">;
  readonly minutes: number;
  readonly cost: number;
  readonly place: Place;
}

export function readOpencostAssets(
  pages: readonly Place[],
  reading: Reading,
  request: ImportRequest,
): Imported {
  const totals = new Map<string, Paid>();
  let others = 0;
  for (const page of pages) {
    const data = reading.field(page, "data");
    const sets = Array.isArray(data.value) ? reading.records(data) : [data];
    for (const [, asset] of sets.flatMap((set) => reading.entries(set, "assets by key"))) {
      if (reading.field(asset, "type").value !== "Node") {
        others += 1;
        continue;
      }
      const type = reading.name(reading.field(asset, "nodeType"), "a node type");
      const minutes = reading.decimal(reading.field(asset, "minutes"), "minutes");
      const cost = reading.decimal(reading.field(asset, "totalCost"), "cost");
      const properties = reading.field(asset, "properties");
      const named = reading.optionalText(reading.field(properties, "provider"));
      const region = labelled(asset, "topology.kubernetes.io/region", reading) ?? request.region;
      if (type === undefined || minutes === undefined || cost === undefined) continue;
      const provider = providerNamed(named) ?? request.provider ?? providerOfType(type);
      if (provider === undefined || region === undefined) {
        const what = provider === undefined ? "provider" : "region";
        reading.fault(
          "unknown-name",
          asset.path,
          `the ${what} of the node type ${type} is not in the export`,
          `say the ${what}`,
        );
        continue;
      }
      if (minutes === 0) continue;
      const purchaseOption = reading.field(asset, "preemptible").value === 1 ? "spot" : "on-demand";
      const key = `${provider} ${region} ${type} ${purchaseOption}`;
      const before = totals.get(key);
      totals.set(key, {
        offer: { provider, region, instanceType: type, purchaseOption },
        minutes: (before?.minutes ?? 0) + minutes,
        cost: (before?.cost ?? 0) + cost,
        place: before?.place ?? asset,
      });
    }
  }
  const offerings = new Offerings(reading);
  for (const { offer, minutes, cost, place } of totals.values()) {
    const microPerHour = reading.micro({ value: (cost * 60) / minutes, path: `${place.path}/totalCost` });
    const currency = request.currency ?? "USD";
    if (microPerHour !== undefined) offerings.add({ ...offer, microPerHour, currency }, place);
  }
  if (others > 0) reading.note(`${others} assets that are no nodes were left out`);
  return { contents: { offerings: offerings.values(reading) }, confidence: "measured" };
}
