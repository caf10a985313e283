/**
 * `az vm list-skus --all -o json` (or the REST list of Microsoft.Compute/skus): sizes with their capabilities,
 * the zones that have them and what this subscription may not use (learn.microsoft.com/rest/api/compute/
 * resource-skus, 2026). Without `--all` the command leaves restricted sizes out.
 */
import type { Accelerator, InstanceType } from "../../model/catalogue.js";
import type { Withdrawal } from "../../model/catalogue-override.js";
import { warnUnknownDevices } from "./aws-instance-types.js";
import { azureFamily } from "./azure-family.js";
import { Distinct } from "./distinct.js";
import type { Imported, ImportRequest } from "./import-request.js";
import type { Place, Reading } from "./reading.js";
import { ZonesOfTypes } from "./zones-of-types.js";

function capabilitiesOf(sku: Place, reading: Reading): ReadonlyMap<string, Place> {
  return new Map(
    reading
      .records(reading.field(sku, "capabilities"))
      .map((row) => [reading.text(reading.field(row, "name")) ?? "", reading.field(row, "value")]),
  );
}

/** The export counts devices without naming them: the catalogue knows which ones a size has. */
function acceleratorOf(
  name: string,
  count: number,
  known: ReadonlyMap<string, InstanceType>,
): Accelerator | "unknown" | undefined {
  return count === 0 ? undefined : (known.get(name)?.accelerator ?? "unknown");
}

interface SkuReader {
  readonly reading: Reading;
  readonly known: ReadonlyMap<string, InstanceType>;
  readonly unknownDevices: string[];
}

function typeOf(
  name: string,
  sku: Place,
  { reading, known, unknownDevices }: SkuReader,
): InstanceType | undefined {
  const capabilities = capabilitiesOf(sku, reading);
  const missing = (key: string): Place => ({ value: undefined, path: `${sku.path}/capabilities/${key}` });
  const place = (key: string): Place => capabilities.get(key) ?? missing(key);
  // Constrained sizes show the guest fewer vCPUs than the machine has.
  const vcpuKey = capabilities.has("vCPUsAvailable") ? "vCPUsAvailable" : "vCPUs";
  const vcpus = reading.whole(place(vcpuKey), "vCPUs", 100_000, 1);
  const gibibytes = reading.decimal(place("MemoryGB"), "GiB of memory", 1e9);
  const gpus = capabilities.has("GPUs") ? (reading.decimal(place("GPUs"), "GPUs") ?? 0) : 0;
  if (vcpus === undefined || gibibytes === undefined) return undefined;
  const memoryMiB = Math.floor(gibibytes * 1024);
  if (memoryMiB === 0) {
    reading.expected("an amount (GiB of memory) of at least 0.001", place("MemoryGB"));
    return undefined;
  }
  const accelerator = acceleratorOf(name, gpus, known);
  if (accelerator === "unknown") {
    unknownDevices.push(name);
    return undefined;
  }
  const arm = place("CpuArchitectureType").value === "Arm64";
  return {
    name,
    provider: "azure",
    family: azureFamily(name),
    architecture: arm ? "arm64" : "amd64",
    cpuMilli: vcpus * 1000,
    memoryMiB,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(/^Standard_B\d/.test(name) ? { burstable: true } : {}),
  };
}

interface Restrictions {
  readonly location?: string;
  /** Reason by zone. */
  readonly zones: ReadonlyMap<string, string>;
}

/** "Location": not at all in the region; "Zone": not in these zones. */
function restrictionsOf(sku: Place, reading: Reading): Restrictions {
  const zones = new Map<string, string>();
  let location: string | undefined;
  const place = reading.field(sku, "restrictions");
  for (const row of place.value === undefined ? [] : reading.records(place)) {
    const kind = reading.text(reading.field(row, "type"));
    const reason = reading.optionalText(reading.field(row, "reasonCode")) ?? "restricted";
    if (kind === "Location") location = reason;
    else if (kind === "Zone") {
      const named = reading.field(reading.field(row, "restrictionInfo"), "zones");
      for (const zone of reading.items(named)) {
        const name = reading.name(zone, "a zone");
        if (name !== undefined) zones.set(name, reason);
      }
    }
  }
  return { ...(location === undefined ? {} : { location }), zones };
}

export function readAzureSkus(pages: readonly Place[], reading: Reading, request: ImportRequest): Imported {
  const known = new Map(
    (request.knownTypes ?? []).filter((type) => type.provider === "azure").map((type) => [type.name, type]),
  );
  const unknownDevices: string[] = [];
  const types = new Distinct<InstanceType>(reading, "descriptions");
  const withdrawn = new Distinct<Withdrawal>(reading, "restrictions");
  const zones = new ZonesOfTypes("azure");
  let others = 0;
  for (const sku of pages.flatMap((page) => reading.records(page))) {
    if (reading.field(sku, "resourceType").value !== "virtualMachines") {
      others += 1;
      continue;
    }
    const instanceType = reading.name(reading.field(sku, "name"), "a size");
    if (instanceType === undefined) continue;
    const type = typeOf(instanceType, sku, { reading, known, unknownDevices });
    if (type !== undefined) types.add(instanceType, type, sku);
    const restrictions = restrictionsOf(sku, reading);
    for (const place of reading.records(reading.field(sku, "locationInfo"))) {
      const region = reading.name(reading.field(place, "location"), "a region")?.toLowerCase();
      if (region === undefined) continue;
      if (restrictions.location !== undefined) {
        const reason = restrictions.location;
        withdrawn.add(
          `${region} ${instanceType}`,
          { provider: "azure", region, instanceType, reason },
          place,
        );
        continue;
      }
      const listed = reading.field(place, "zones");
      for (const zone of listed.value === undefined ? [] : reading.items(listed)) {
        const name = reading.name(zone, "a zone");
        if (name === undefined) continue;
        const reason = restrictions.zones.get(name);
        if (reason === undefined) zones.add(region, instanceType, name);
        else {
          withdrawn.add(
            `${region} ${instanceType} ${name}`,
            { provider: "azure", region, instanceType, availabilityZone: name, reason },
            zone,
          );
        }
      }
    }
  }
  warnUnknownDevices(unknownDevices, reading);
  if (others > 0) reading.note(`${others} SKUs that are no virtual machines were left out`);
  return {
    contents: {
      instanceTypes: types.values(),
      withdrawn: withdrawn.values(),
      availabilityZones: zones.values(),
    },
    confidence: "vendor-doc",
  };
}
