/**
 * `infracost breakdown --format json` (infracost.io/docs/features/cli_commands, version 0.2): the price of an
 * instance hour is a cost component such as "Instance usage (Linux/UNIX, on-demand, m5.large)". Regions are in
 * no component: the request names one.
 */
import type { Imported, ImportRequest } from "./import-request.js";
import { Offerings } from "./offerings.js";
import { providerOfType } from "./provider-names.js";
import type { Place, Reading } from "./reading.js";

const COMPONENT = /^(?:Instance usage|Linux\/UNIX usage|Virtual machine usage) ?\((.+)\)$/i;
const OPTIONS: Readonly<Record<string, "on-demand" | "spot">> = {
  "on-demand": "on-demand",
  "pay as you go": "on-demand",
  spot: "spot",
  preemptible: "spot",
};

interface Usage {
  readonly instanceType: string;
  readonly purchaseOption: "on-demand" | "spot";
}

function usageOf(name: string): Usage | undefined {
  const words = (COMPONENT.exec(name)?.[1] ?? "").split(",").map((word) => word.trim());
  const instanceType = words.at(-1);
  const option = words.map((word) => word.toLowerCase()).find((word) => Object.hasOwn(OPTIONS, word));
  if (
    instanceType === undefined ||
    option === undefined ||
    words.some((word) => /windows|rhel|suse/i.test(word))
  ) {
    return undefined;
  }
  return { instanceType, purchaseOption: OPTIONS[option] ?? "on-demand" };
}

/** Subresources hold components too: a flat walk, so that nesting costs no stack. */
function* componentsOf(resources: Place, reading: Reading): Generator<Place> {
  const waiting = [resources];
  for (let list = waiting.pop(); list !== undefined; list = waiting.pop()) {
    for (const resource of reading.records(list)) {
      const components = reading.field(resource, "costComponents");
      if (components.value !== undefined && components.value !== null) yield* reading.records(components);
      const nested = reading.field(resource, "subresources");
      if (nested.value !== undefined && nested.value !== null) waiting.push(nested);
    }
  }
}

export function readInfracost(pages: readonly Place[], reading: Reading, request: ImportRequest): Imported {
  const { region } = request;
  if (region === undefined) {
    const hint = "say the region that the estimate was made for";
    reading.fault("invalid-spec", "", "Infracost does not say which region its prices are of", hint);
    return { contents: {}, confidence: "secondary" };
  }
  const offerings = new Offerings(reading);
  let others = 0;
  let asOf: string | undefined;
  for (const page of pages) {
    const currency = reading.currency(reading.field(page, "currency"));
    asOf = reading.optionalText(reading.field(page, "timeGenerated"))?.slice(0, 10) ?? asOf;
    for (const project of reading.records(reading.field(page, "projects"))) {
      const resources = reading.field(reading.field(project, "breakdown"), "resources");
      for (const component of componentsOf(resources, reading)) {
        const usage = usageOf(reading.text(reading.field(component, "name")) ?? "");
        const provider =
          usage === undefined ? undefined : (request.provider ?? providerOfType(usage.instanceType));
        if (usage === undefined || provider === undefined) {
          others += 1;
          continue;
        }
        const microPerHour = reading.micro(reading.field(component, "price"));
        if (microPerHour === undefined || currency === undefined) continue;
        offerings.add({ provider, region, ...usage, microPerHour, currency }, component);
      }
    }
  }
  if (others > 0) reading.note(`${others} cost components that are not hours of a machine were left out`);
  return {
    contents: { offerings: offerings.values(reading) },
    ...(asOf === undefined ? {} : { asOf }),
    confidence: "secondary",
  };
}
