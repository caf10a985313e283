/**
 * Carbon of making a machine, spread over its life: its share of its family's server by virtual CPUs, over four
 * years. Method and life: Cloud Carbon Footprint, cloudcarbonfootprint.org/docs/embodied-emissions, 2023.
 */
import type { InstanceType } from "../model/catalogue.js";
import type { Assumption } from "../model/evidence.js";
import type { Catalogue } from "./catalogue.js";

const LIFE_YEARS = 4;
const HOURS_A_YEAR = 8760;
const LIFE_HOURS = LIFE_YEARS * HOURS_A_YEAR;

export interface EmbodiedCarbon {
  readonly milligramsPerHour: number;
  readonly assumptions: readonly Assumption[];
}

/** Undefined where nothing is known of the family's server. */
export function embodiedCarbon(catalogue: Catalogue, type: InstanceType): EmbodiedCarbon | undefined {
  const server = catalogue.embodiedServer(type);
  if (server === undefined) return undefined;
  const milligrams = server.kilograms * 1_000_000;
  const share = type.cpuMilli / (server.vcpus * 1000);
  return {
    milligramsPerHour: Math.round((milligrams * share) / LIFE_HOURS),
    assumptions: [
      {
        subject: `${type.provider} ${type.family} server`,
        statement: `${server.kilograms} kg CO2e for ${server.vcpus} vCPUs, over ${LIFE_YEARS} years of use`,
        ...server.evidence,
      },
    ],
  };
}
