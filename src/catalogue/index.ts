/** The doors of the catalogue house. */
export type { Catalogue, CatalogueSource, ProcessorPower } from "./catalogue.js";
export {
  CATALOGUE_FORMAT,
  INDEX_FILE,
  POWER_FILE,
  REGIONS_FILE,
  SOURCES_FILE,
  decodeCatalogue,
  instanceTypesFile,
  pricesFile,
} from "./decode.js";

export { allocatable, allocatableOf, defaultRootDiskGiB } from "./allocatable/allocatable.js";
export type {
  Allocatable,
  AllocatablePlatform,
  AllocatableRequest,
  ShapeRequest,
} from "./allocatable/allocatable.js";
export { attachableVolumes } from "./attachable-volumes.js";
export type { VolumeLimit } from "./attachable-volumes.js";
export { clusterFee } from "./cluster-fee.js";
export type { ClusterFee } from "./cluster-fee.js";
export { defaultSystemLoad } from "./system-load.js";
export type { DefaultSystemLoad } from "./system-load.js";
export { isPreviousGeneration, unsupportedReason } from "./support.js";

export {
  NO_AVAILABILITY_ZONE,
  availabilityZoneLabel,
  defaultAvailabilityZones,
} from "./availability-zones.js";
export type { AvailabilityZoneChoice } from "./availability-zones.js";
export { saleIsAssumed } from "./sale.js";
export { chipOf, knownChips, matchesChips } from "./chips.js";

export {
  JURISDICTION_EVIDENCE,
  isKnownJurisdiction,
  jurisdictionContains,
  knownJurisdictions,
} from "./jurisdictions.js";
export { ROUND_TRIP_EVIDENCE, distanceKm, roundTripBounds } from "./distance.js";
export type { Place, RoundTripBounds } from "./distance.js";
export { operationalCarbon } from "./carbon.js";
export type { CarbonRequest, OperationalCarbon } from "./carbon.js";
