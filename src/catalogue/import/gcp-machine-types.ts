/**
 * `gcloud compute machine-types list --format json`: types by zone with vCPUs, memory and accelerators
 * (cloud.google.com/compute/docs/reference/rest/v1/machineTypes, 2026). `zone` is a name or a URL that ends in it.
 */
import type { Accelerator, InstanceType } from "../../model/catalogue.js";
import { gcpAccelerator } from "./accelerator-chips.js";
import { warnUnknownDevices } from "./aws-instance-types.js";
import { Distinct } from "./distinct.js";
import { gcpFamily, isArmSeries } from "./gcp-family.js";
import type { Imported, ImportRequest } from "./import-request.js";
import type { Place, Reading } from "./reading.js";
import { ZonesOfTypes } from "./zones-of-types.js";

function acceleratorOf(
  place: Place,
  known: InstanceType | undefined,
  reading: Reading,
): Accelerator | "unknown" | undefined {
  const list = reading.field(place, "accelerators");
  // Types such as tpu7x list no accelerators: the catalogue knows them by name.
  if (list.value === undefined) return known?.accelerator;
  const [first, ...others] = reading.records(list);
  if (first === undefined) return known?.accelerator;
  const type = reading.text(reading.field(first, "guestAcceleratorType")) ?? "";
  const count = reading.whole(reading.field(first, "guestAcceleratorCount"), "devices", 1024) ?? 0;
  const named = others.length === 0 ? gcpAccelerator(type, count) : undefined;
  return known?.accelerator ?? named ?? "unknown";
}

function architectureOf(name: string, place: Place, reading: Reading): "amd64" | "arm64" {
  const stated = reading.optionalText(reading.field(place, "architecture"));
  return (stated ?? (isArmSeries(name) ? "ARM64" : "X86_64")) === "ARM64" ? "arm64" : "amd64";
}

export function readGcpMachineTypes(
  pages: readonly Place[],
  reading: Reading,
  request: ImportRequest,
): Imported {
  const known = new Map(
    (request.knownTypes ?? []).filter((type) => type.provider === "gcp").map((type) => [type.name, type]),
  );
  const types = new Distinct<InstanceType>(reading, "descriptions");
  const zones = new ZonesOfTypes("gcp");
  const unknownDevices = new Set<string>();
  let deprecated = 0;
  for (const place of pages.flatMap((page) => reading.records(page))) {
    if (reading.has(place, "deprecated")) {
      deprecated += 1;
      continue;
    }
    const name = reading.name(reading.field(place, "name"), "a machine type");
    const zoneField = reading.field(place, "zone");
    const zone = reading.text(zoneField)?.split("/").at(-1) ?? "";
    const region = /^([a-z]+-[a-z]+\d+)-[a-z]$/.exec(zone)?.[1];
    const vcpus = reading.whole(reading.field(place, "guestCpus"), "vCPUs", 100_000, 1);
    const memoryMiB = reading.whole(reading.field(place, "memoryMb"), "MiB", 2 ** 30, 1);
    if (region === undefined) reading.expected("a zone, such as europe-west3-a", zoneField);
    if (name === undefined || vcpus === undefined || memoryMiB === undefined || region === undefined)
      continue;
    const accelerator = acceleratorOf(place, known.get(name), reading);
    if (accelerator === "unknown") {
      unknownDevices.add(name);
      continue;
    }
    const shared = reading.field(place, "isSharedCpu").value === true;
    const type: InstanceType = {
      name,
      provider: "gcp",
      family: gcpFamily(name),
      architecture: architectureOf(name, place, reading),
      cpuMilli: vcpus * 1000,
      memoryMiB,
      ...(accelerator === undefined ? {} : { accelerator }),
      ...(shared ? { burstable: true } : {}),
    };
    types.add(name, type, place);
    zones.add(region, name, zone);
  }
  warnUnknownDevices([...unknownDevices].sort(), reading);
  if (deprecated > 0) reading.note(`${deprecated} deprecated machine types were left out`);
  return {
    contents: { instanceTypes: types.values(), availabilityZones: zones.values() },
    confidence: "vendor-doc",
  };
}
