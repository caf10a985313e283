/**
 * Operational carbon of a machine: power of its virtual CPUs at a load, x power usage effectiveness, x grid.
 * Memory, disks and accelerators are not in the public coefficients, so the figure is low for them.
 * Method: Cloud Carbon Footprint, cloudcarbonfootprint.org/docs/methodology, 2024.
 */
import type { InstanceType, Region } from "../model/catalogue.js";
import type { Assumption } from "../model/evidence.js";
import type { Catalogue } from "./catalogue.js";

export interface CarbonRequest {
  readonly catalogue: Catalogue;
  readonly instanceType: InstanceType;
  readonly region: Region;
  /** Mean load of the processors in millionths; 500000 is the method's own default. */
  readonly utilisationPpm: number;
}

export interface OperationalCarbon {
  readonly milligramsPerHour: number;
  readonly assumptions: readonly Assumption[];
}

/** Undefined where the region's grid is not in the catalogue: the plan then names it as not counted. */
export function operationalCarbon(request: CarbonRequest): OperationalCarbon | undefined {
  const { catalogue, instanceType, region, utilisationPpm } = request;
  const power = catalogue.processorPower(instanceType.provider, instanceType.architecture);
  if (power === undefined || region.gridGramsPerKWh === undefined || region.gridEvidence === undefined) {
    return undefined;
  }
  const range = power.maxMilliwatts - power.minMilliwatts;
  const milliwattsEach = power.minMilliwatts + (range * utilisationPpm) / 1_000_000;
  const milliwatts = (milliwattsEach * instanceType.cpuMilli) / 1000;
  const pueMilli = region.pueMilli ?? 1000;
  // mW x g/kWh = micrograms an hour; x PUE in thousandths, so that the sum is in nanograms.
  const milligramsPerHour = Math.round((milliwatts * region.gridGramsPerKWh * pueMilli) / 1_000_000);
  const assumptions: Assumption[] = [
    {
      subject: `${instanceType.provider} ${instanceType.architecture} power`,
      statement: `${Math.round(milliwattsEach)} mW a vCPU; memory, disks and accelerators are not counted`,
      ...power.evidence,
    },
    {
      subject: `${region.name} grid`,
      statement: `${region.gridGramsPerKWh} g CO2e a kWh`,
      ...region.gridEvidence,
    },
  ];
  if (region.pueEvidence !== undefined) {
    assumptions.push({
      subject: `${region.name} power usage effectiveness`,
      statement: (pueMilli / 1000).toFixed(3),
      ...region.pueEvidence,
    });
  }
  return { milligramsPerHour, assumptions };
}
