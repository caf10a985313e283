/**
 * `aws ec2 describe-instance-type-offerings --location-type availability-zone`: which zone sells which type
 * (docs.aws.amazon.com/AWSEC2, InstanceTypeOffering, 2026).
 */
import type { Imported } from "./import-request.js";
import type { Place, Reading } from "./reading.js";
import { ZonesOfTypes } from "./zones-of-types.js";

/** "eu-central-1a" -> "eu-central-1"; local zones ("us-west-2-lax-1a") are no zones of the region. */
const ZONE = /^([a-z]{2,4}(?:-[a-z]+)+-\d+)[a-z]$/;

export function readAwsInstanceTypeOfferings(pages: readonly Place[], reading: Reading): Imported {
  const zones = new ZonesOfTypes("aws");
  let elsewhere = 0;
  for (const row of pages.flatMap((page) => reading.records(reading.field(page, "InstanceTypeOfferings")))) {
    const kind = reading.optionalText(reading.field(row, "LocationType"));
    if (kind !== "availability-zone") {
      const place = reading.field(row, "LocationType");
      reading.fault(
        "not-supported",
        place.path,
        `expected offerings by availability-zone, found ${kind ?? "no LocationType"}`,
        "export them with --location-type availability-zone",
      );
      break;
    }
    const instanceType = reading.name(reading.field(row, "InstanceType"), "an instance type");
    const zone = reading.name(reading.field(row, "Location"), "an availability zone");
    if (instanceType === undefined || zone === undefined) continue;
    const region = ZONE.exec(zone)?.[1];
    if (region === undefined || /-(?:wl|wlz)/.test(zone)) elsewhere += 1;
    else zones.add(region, instanceType, zone);
  }
  if (elsewhere > 0) reading.note(`${elsewhere} offerings of local and Wavelength zones were left out`);
  return { contents: { availabilityZones: zones.values() }, confidence: "vendor-doc" };
}
