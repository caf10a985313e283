/** The doors of the catalogue house. */
export type {
  AbilityQuestion,
  Catalogue,
  CatalogueSource,
  EmbodiedServer,
  ProcessorPower,
} from "./catalogue.js";
export { decodeCatalogue } from "./decode.js";
export { INDEX_FILE, SHARED_FILES, embodiedFile, instanceTypesFile, pricesFile } from "./file-paths.js";
export { dayNumber, outdatedPrices } from "./age.js";
export type { AgeInput, DatedPrices } from "./age.js";
export { withOverrides } from "./overrides/with-overrides.js";
export { SHAPE_FROM_NAME_EVIDENCE, shapeFromName } from "./shape-from-name.js";

export { allocatable, allocatableOf, defaultRootDiskGiB } from "./allocatable/allocatable.js";
export type {
  Allocatable,
  AllocatablePlatform,
  AllocatableRequest,
  ShapeRequest,
} from "./allocatable/allocatable.js";
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
export { saleIsAssumed, sellsIn, zoneSaleAssumptions } from "./sale.js";
export { chipOf, knownChips, matchesChips } from "./chips.js";

export {
  JURISDICTION_EVIDENCE,
  isKnownJurisdiction,
  jurisdictionContains,
  knownJurisdictions,
} from "./jurisdictions.js";
export { ROUND_TRIP_EVIDENCE, distanceKm, roundTripBounds } from "./distance.js";
export type { Place, RoundTripBounds } from "./distance.js";
export { embodiedCarbon } from "./embodied-carbon.js";
export type { EmbodiedCarbon } from "./embodied-carbon.js";
export { operationalCarbon } from "./carbon.js";
export type { CarbonRequest, OperationalCarbon } from "./carbon.js";
