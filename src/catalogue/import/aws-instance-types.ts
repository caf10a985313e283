/**
 * `aws ec2 describe-instance-types`: vCPUs, memory, ISA, devices, interfaces and local disks of each type
 * (docs.aws.amazon.com/AWSEC2, InstanceTypeInfo, 2026). No prices.
 */
import type { Accelerator, InstanceType } from "../../model/catalogue.js";
import { awsAccelerator } from "./accelerator-chips.js";
import { Distinct } from "./distinct.js";
import type { Imported } from "./import-request.js";
import type { Place, Reading } from "./reading.js";

/** A pebibyte: no machine has as much. */
const MAX_MIB = 2 ** 30;

interface Device {
  readonly manufacturer: string;
  readonly name: string;
  readonly count: number;
  readonly memoryMiB: number;
}

/** The lists of devices, and the field of each that holds them. */
const DEVICE_LISTS = [
  ["GpuInfo", "Gpus", "NVIDIA"],
  ["NeuronInfo", "NeuronDevices", "AWS"],
  ["InferenceAcceleratorInfo", "Accelerators", "AWS"],
  ["FpgaInfo", "Fpgas", "Xilinx"],
] as const;

function devicesOf(type: Place, reading: Reading): Device[] {
  for (const [info, list, manufacturer] of DEVICE_LISTS) {
    if (!reading.has(type, info)) continue;
    const devices = reading.records(reading.field(reading.field(type, info), list)).map((device) => ({
      manufacturer: reading.optionalText(reading.field(device, "Manufacturer")) ?? manufacturer,
      name: reading.text(reading.field(device, "Name")) ?? "",
      count: reading.whole(reading.field(device, "Count"), "devices", 1024) ?? 0,
      memoryMiB: reading.has(device, "MemoryInfo")
        ? (reading.whole(reading.field(reading.field(device, "MemoryInfo"), "SizeInMiB"), "MiB") ?? 0)
        : 0,
    }));
    if (devices.length > 0) return devices;
  }
  return [];
}

/** "unknown": the type has devices that no device plugin is known for, so it cannot be planned. */
function acceleratorOf(type: Place, reading: Reading): Accelerator | "unknown" | undefined {
  const [first, ...others] = devicesOf(type, reading);
  if (first === undefined) return undefined;
  if (others.length > 0) return "unknown";
  return awsAccelerator(first.manufacturer, first.name, first.count, first.memoryMiB) ?? "unknown";
}

function architectureOf(type: Place, reading: Reading): "amd64" | "arm64" | "other-isa" {
  const place = reading.field(reading.field(type, "ProcessorInfo"), "SupportedArchitectures");
  const names = reading.items(place, "a list of architectures").map(({ value }) => value);
  if (names.includes("arm64")) return "arm64";
  if (names.includes("x86_64")) return "amd64";
  // i386 and the architectures of Macs are nothing that Kubernetes nodes run on.
  return "other-isa";
}

/** Interfaces of the default network card, as nodeadm counts them. */
function interfacesOf(type: Place, reading: Reading): InstanceType["interfaces"] {
  const network = reading.field(type, "NetworkInfo");
  if (network.value === undefined) return undefined;
  const cards = reading.field(network, "NetworkCards");
  const card = reading.field(network, "DefaultNetworkCardIndex").value ?? 0;
  const own = Array.isArray(cards.value)
    ? reading.records(cards).find((place) => reading.field(place, "NetworkCardIndex").value === card)
    : undefined;
  const count = reading.whole(
    own === undefined
      ? reading.field(network, "MaximumNetworkInterfaces")
      : reading.field(own, "MaximumNetworkInterfaces"),
    "interfaces",
    1024,
    1,
  );
  const addressesEach = reading.whole(
    reading.field(network, "Ipv4AddressesPerInterface"),
    "addresses",
    65_536,
    1,
  );
  return count === undefined || addressesEach === undefined ? undefined : { count, addressesEach };
}

function localDiskGiB(type: Place, reading: Reading): number | undefined {
  if (!reading.has(type, "InstanceStorageInfo")) return undefined;
  const size = reading.field(reading.field(type, "InstanceStorageInfo"), "TotalSizeInGB");
  const gigabytes = reading.whole(size, "GB", 1e9);
  return gigabytes === undefined ? undefined : Math.floor((gigabytes * 1e9) / 2 ** 30);
}

function typeOf(
  place: Place,
  reading: Reading,
  unknownDevices: string[],
): InstanceType | "other-isa" | undefined {
  const name = reading.name(reading.field(place, "InstanceType"), "an instance type");
  const vcpus = reading.whole(
    reading.field(reading.field(place, "VCpuInfo"), "DefaultVCpus"),
    "vCPUs",
    100_000,
    1,
  );
  const memory = reading.whole(
    reading.field(reading.field(place, "MemoryInfo"), "SizeInMiB"),
    "MiB",
    MAX_MIB,
    1,
  );
  const architecture = architectureOf(place, reading);
  const accelerator = acceleratorOf(place, reading);
  if (name === undefined || vcpus === undefined || memory === undefined) return undefined;
  if (architecture === "other-isa") return architecture;
  if (accelerator === "unknown") {
    unknownDevices.push(name);
    return undefined;
  }
  const interfaces = interfacesOf(place, reading);
  const disk = localDiskGiB(place, reading);
  const burstable = reading.field(place, "BurstablePerformanceSupported").value === true;
  return {
    name,
    provider: "aws",
    family: name.split(".")[0] ?? name,
    architecture,
    cpuMilli: vcpus * 1000,
    memoryMiB: memory,
    ...(accelerator === undefined ? {} : { accelerator }),
    ...(interfaces === undefined ? {} : { interfaces }),
    ...(disk === undefined || disk === 0 ? {} : { localDiskGiB: disk }),
    ...(burstable ? { burstable } : {}),
  };
}

/** Says which types were left out because their devices have no name that Kubernetes knows. */
export function warnUnknownDevices(names: readonly string[], reading: Reading): void {
  if (names.length === 0) return;
  const shown = names.slice(0, 5).join(", ");
  const more = names.length > 5 ? ` and ${names.length - 5} more` : "";
  reading.warn(
    "not-supported",
    "",
    `${shown}${more}: no device plugin is known for their accelerators; they are left out`,
  );
}

export function readAwsInstanceTypes(pages: readonly Place[], reading: Reading): Imported {
  const types = new Distinct<InstanceType>(reading, "descriptions");
  const unknownDevices: string[] = [];
  let otherIsa = 0;
  for (const place of pages.flatMap((page) => reading.records(reading.field(page, "InstanceTypes")))) {
    const type = typeOf(place, reading, unknownDevices);
    if (type === "other-isa") otherIsa += 1;
    else if (type !== undefined) types.add(type.name, type, place);
  }
  if (otherIsa > 0) reading.note(`${otherIsa} types that run neither amd64 nor arm64 Linux were left out`);
  warnUnknownDevices(unknownDevices, reading);
  return { contents: { instanceTypes: types.values() }, confidence: "vendor-doc" };
}
