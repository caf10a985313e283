/** Rows of instance types and prices as objects. */
import type { CloudProvider, InstanceType, Offering } from "../model/catalogue.js";
import type { InstanceTypeRow, PricesFile } from "../model/catalogue-files.js";
import { present } from "../units/invariant.js";
import type { SheetEvidence } from "./decode-evidence.js";

/** The members that are there: what is null or cut off in a row is absent in the object. */
function filled<T extends object>(members: { readonly [K in keyof T]: T[K] | null | undefined }): T {
  const entries = Object.entries(members).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as T;
}

export function decodeInstanceType(provider: CloudProvider, row: InstanceTypeRow): InstanceType {
  const [name, family, architecture, cpuMilli, memoryMiB, processor, accelerator, interfaces, ...rest] = row;
  const [networkMbps, volumeMbps, localDiskGiB, burstable] = rest;
  return {
    name,
    provider,
    family,
    architecture,
    cpuMilli,
    memoryMiB,
    ...filled<Omit<InstanceType, "name" | "provider" | "family" | "architecture" | "cpuMilli" | "memoryMiB">>(
      {
        processor,
        accelerator: accelerator && {
          chip: accelerator[0],
          count: accelerator[1],
          resource: accelerator[2],
          ...(accelerator[3] === undefined ? {} : { memoryMiBEach: accelerator[3] }),
        },
        interfaces: interfaces && { count: interfaces[0], addressesEach: interfaces[1] },
        networkMbps,
        volumeMbps,
        localDiskGiB,
        burstable,
      },
    ),
  };
}

export function decodeOfferings(file: PricesFile, evidence: SheetEvidence): Offering[] {
  const { provider, region, currency, zoneSets } = file;
  const listed = evidence.ofColumn("onDemandMicroPerHour");
  const spotEvidence = evidence.ofColumn("spotMicroPerHour");
  return file.rows.flatMap(([instanceType, onDemand, spot, doubt, interruptionBand, zoneSet]): Offering[] => {
    const zones =
      zoneSet === undefined ? {} : { availabilityZones: present(zoneSets?.[zoneSet], "a set of zones") };
    const shared = { instanceType, provider, region, currency, ...zones };
    const bought: Offering = {
      ...shared,
      purchaseOption: "on-demand",
      microPerHour: onDemand,
      evidence: doubt === null || doubt === undefined ? listed : evidence.at(doubt),
    };
    if (spot === null || spot === undefined) return [bought];
    return [
      bought,
      {
        ...shared,
        purchaseOption: "spot",
        microPerHour: spot,
        evidence: spotEvidence,
        ...(interruptionBand === null || interruptionBand === undefined ? {} : { interruptionBand }),
      },
    ];
  });
}
