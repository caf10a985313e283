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
export type { Allocatable, AllocatableRequest, ShapeRequest } from "./allocatable/allocatable.js";
export { ADDRESS_MODES, isAddressModeOf } from "./allocatable/address-modes.js";
export type { AddressMode, AllocatablePlatform } from "./allocatable/address-modes.js";
export { transferRate } from "./network/transfer-rates.js";
export type { TransferQuestion, TransferRate } from "./network/transfer-rates.js";
export { loadBalancerRule } from "./network/load-balancer-rules.js";
export type { LoadBalancerRule } from "./network/load-balancer-rules.js";
export { platformLimits } from "./network/platform-limits.js";
export { addressRule, gkePodBlock } from "./network/node-addresses.js";
export type { AddressRule, NetworkNode } from "./network/node-addresses.js";
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
export { saleIsAssumed, sellsIn, zoneSaleAssumptions } from "./sale.js";
export { chipOf, knownChips, matchesChips } from "./chips.js";

export {
  JURISDICTION_EVIDENCE,
  isKnownJurisdiction,
  jurisdictionContains,
  knownJurisdictions,
} from "./jurisdictions.js";
export { TRANSFER_RULES } from "./regimes/transfer-rules.js";
export { REGIMES } from "./regimes/regimes.js";
export { knownOperator } from "./operators.js";
export type { KnownOperator } from "./operators.js";
export { ROUND_TRIP_EVIDENCE, distanceKm, roundTripBounds } from "./distance.js";
export type { Place, RoundTripBounds } from "./distance.js";
export { embodiedCarbon } from "./embodied-carbon.js";
export type { EmbodiedCarbon } from "./embodied-carbon.js";
export { operationalCarbon } from "./carbon.js";
export type { CarbonRequest, OperationalCarbon } from "./carbon.js";

export { importCatalogue } from "./import/import-catalogue.js";
export { IMPORT_FORMATS } from "./import/import-request.js";
export type { ImportFormat, ImportRequest, ImportResult } from "./import/import-request.js";
export { PRICE_COLUMNS } from "./import/price-csv.js";
export { quotaCovers, quotaFamilies } from "./quota-scope.js";

export { hypervisorFactors, knownHypervisors } from "./hypervisor-factors.js";
export type { HypervisorFactors } from "./hypervisor-factors.js";
export { knownRuntimeClasses, runtimeOverhead } from "./runtime-overheads.js";
export type { RuntimeIsolation, RuntimeOverhead } from "./runtime-overheads.js";

export { MACHINE_ORDERS, listMachines } from "./query/machine-list.js";
export type { MachineOrder, MachineQuery } from "./query/machine-list.js";
export { nodeSheet } from "./query/node-sheet.js";
export type { NodeQuestion } from "./query/node-sheet.js";
export {
  PLATFORM_OF,
  abilitySheet,
  chipSheet,
  isCloud,
  isPlatform,
  machineSheet,
  platformSheet,
  regionSheet,
} from "./query/sheets.js";
export { catalogueDifference } from "./query/difference.js";
export type { DifferenceInput, Side } from "./query/difference.js";
