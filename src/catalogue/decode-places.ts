/** Rows of regions, hubs, chips and commitments as objects. */
import type { Chip, ChipSlice, CommitmentTerm, GridYear, HubCluster, Region } from "../model/catalogue.js";
import type { ChipRow, ChipSliceRow, CommitmentRow, HubRow, RegionRow } from "../model/catalogue-files.js";
import type { SheetEvidence } from "./decode-evidence.js";

export function decodeRegion(row: RegionRow, evidence: SheetEvidence): Region {
  const [provider, name, country, partition, latitude, longitude, availabilityZones, operator, pue, grid] =
    row;
  const gridByYear = (grid ?? []).map(([year, gramsPerKWh, index]): GridYear => ({
    year,
    gramsPerKWh,
    evidence: evidence.at(index),
  }));
  const latest = gridByYear.at(-1);
  return {
    name,
    provider,
    country,
    partition,
    latitude,
    longitude,
    availabilityZones,
    ...(operator === null || operator === undefined ? {} : { operator }),
    ...(pue === null || pue === undefined ? {} : { pueMilli: pue[0], pueEvidence: evidence.at(pue[1]) }),
    ...(latest === undefined
      ? {}
      : { gridGramsPerKWh: latest.gramsPerKWh, gridEvidence: latest.evidence, gridByYear }),
  };
}

export function decodeHub(row: HubRow, evidence: SheetEvidence): HubCluster {
  const [name, hub, side, province, latitude, longitude, pueLimitMilli, pueIndex, racks, grams, area] = row;
  const [, , , , , , , , , , , gridIndex, regions] = row;
  return {
    name,
    hub,
    side,
    province,
    latitude,
    longitude,
    pueLimitMilli,
    pueLimitEvidence: evidence.at(pueIndex),
    minRackUtilisationPercent: racks,
    gridGramsPerKWh: grams,
    gridArea: area,
    gridEvidence: evidence.at(gridIndex),
    regions: regions.map(([provider, region, confidence]) => ({ provider, region, confidence })),
  };
}

function decodeSlice([profile, memoryMiB, most, resource, placements]: ChipSliceRow): ChipSlice {
  const [size = 0, ...starts] = placements ?? [];
  return {
    profile,
    memoryMiB,
    most,
    resource,
    ...(placements === undefined ? {} : { placements: { size, starts } }),
  };
}

export function decodeChip(row: ChipRow, evidence: SheetEvidence): Chip {
  const [name, kind, isa, vendor, country, index, resources, memoryMiB, watts, performance, slices] = row;
  return {
    name,
    kind,
    isa,
    vendor,
    country,
    ...(memoryMiB === null || memoryMiB === undefined ? {} : { memoryMiB }),
    ...(watts === null || watts === undefined ? {} : { watts }),
    ...(performance === null || performance === undefined
      ? {}
      : { performance: { milli: performance[0], baseline: performance[1], statement: performance[2] } }),
    resources,
    slices: (slices ?? []).map(decodeSlice),
    evidence: evidence.at(index),
  };
}

export function decodeCommitment(row: CommitmentRow, evidence: SheetEvidence): CommitmentTerm {
  const [provider, name, kind, years, families, index, statement, payPpm] = row;
  return {
    provider,
    name,
    kind,
    years,
    families,
    ...(payPpm === undefined ? {} : { payPpm }),
    statement,
    evidence: evidence.at(index),
  };
}
