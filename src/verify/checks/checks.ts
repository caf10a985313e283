/** Every check, in the order in which refusals are listed: the plan alone, then the fleet, the catalogue, the previous plan. */
import type { Check } from "../review.js";
import { checkAccountQuotas } from "./account-quotas.js";
import { checkBeside } from "./beside.js";
import { checkBound } from "./bound.js";
import { checkBoundHomes } from "./bound-homes.js";
import { checkBusiness } from "./business.js";
import { checkCarbon } from "./carbon.js";
import { checkCatalogueMachines } from "./catalogue-machines.js";
import { checkCataloguePrices } from "./catalogue-prices.js";
import { checkCatalogueRegions } from "./catalogue-regions.js";
import { checkCompliance } from "./compliance.js";
import { checkCost } from "./cost.js";
import { checkDivisions } from "./divisions.js";
import { checkDomestic } from "./domestic.js";
import { checkEdge } from "./edge.js";
import { checkEdgeSites } from "./edge-sites.js";
import { checkDeviceShares } from "./device-shares.js";
import { checkDeviceSlices } from "./device-slices.js";
import { checkFleetBusiness } from "./fleet-business.js";
import { checkFleetDeviceShares } from "./fleet-device-shares.js";
import { checkFleetDeviceSlices } from "./fleet-device-slices.js";
import { checkFleetAccountQuotas } from "./fleet-account-quotas.js";
import { checkFleetDivisions } from "./fleet-divisions.js";
import { checkFleetEdge } from "./fleet-edge.js";
import { checkFleetEligibility } from "./fleet-eligibility.js";
import { checkFleetFlows } from "./fleet-flows.js";
import { checkFleetHeadroom } from "./fleet-headroom.js";
import { checkFleetIdentity } from "./fleet-identity.js";
import { checkFleetLaw } from "./fleet-law.js";
import { checkFleetLatency } from "./fleet-latency.js";
import { checkFleetLicences } from "./fleet-licences.js";
import { checkFleetLimits } from "./fleet-limits.js";
import { checkFleetLoadBalancers } from "./fleet-load-balancers.js";
import { checkFleetMovePrices } from "./fleet-move-prices.js";
import { checkFleetMoves } from "./fleet-moves.js";
import { checkFleetNetwork } from "./fleet-network.js";
import { checkFleetNodes } from "./fleet-nodes.js";
import { checkFleetObjectives } from "./fleet-objectives.js";
import { checkFleetPlaces } from "./fleet-places.js";
import { checkFleetPools } from "./fleet-pools.js";
import { checkFleetPriorities } from "./fleet-priorities.js";
import { checkFleetQuotas } from "./fleet-quotas.js";
import { checkFleetReplacements } from "./fleet-replacements.js";
import { checkFleetReserved } from "./fleet-reserved.js";
import { checkFleetStranded } from "./fleet-stranded.js";
import { checkFleetSystemLoad } from "./fleet-system-load.js";
import { checkFleetTargets } from "./fleet-targets.js";
import { checkFleetTraffic } from "./fleet-traffic.js";
import { checkFleetTransfers } from "./fleet-transfers.js";
import { checkFleetVolumes } from "./fleet-volumes.js";
import { checkFleetWeights } from "./fleet-weights.js";
import { checkFleetWorkloads } from "./fleet-workloads.js";
import { checkGangs } from "./gangs.js";
import { checkHeadroom } from "./headroom.js";
import { checkCommitments } from "./commitments.js";
import { checkHours } from "./hours.js";
import { checkInstanceTypes } from "./instance-types.js";
import { checkLaw } from "./law.js";
import { checkLatency } from "./latency.js";
import { checkLayouts } from "./layouts.js";
import { checkLeftOut } from "./left-out.js";
import { checkLicences } from "./licences.js";
import { checkLoadBalancers } from "./load-balancers.js";
import { checkMovePrices } from "./move-prices.js";
import { checkMoves } from "./moves.js";
import { checkNames } from "./names.js";
import { checkNetwork } from "./network.js";
import { checkNodeCapacity } from "./node-capacity.js";
import { checkNodeLabels } from "./node-labels.js";
import { checkObjectives } from "./objectives.js";
import { checkPeak } from "./peak.js";
import { checkPerNodeCaps } from "./per-node-caps.js";
import { checkPerformance } from "./performance.js";
import { checkPlaceLosses } from "./place-losses.js";
import { checkPlacements } from "./placements.js";
import { checkPodRequests } from "./pod-requests.js";
import { checkPodsPerNode } from "./pods-per-node.js";
import { checkPools } from "./pools.js";
import { checkPriorities } from "./priorities.js";
import { checkPreviousMovePrices } from "./previous-move-prices.js";
import { checkPreviousMoves } from "./previous-moves.js";
import { checkPriceShares } from "./price-shares.js";
import { checkReplacements } from "./replacements.js";
import { checkRollingUpdates } from "./rolling-updates.js";
import { checkSelectedPods } from "./selected-pods.js";
import { checkSharedNodes } from "./shared-nodes.js";
import { checkSpotShare } from "./spot-share.js";
import { checkFleetRiskZones } from "./fleet-risk-zones.js";
import { checkRiskSurvival } from "./risk-survival.js";
import { checkSurvival } from "./survival.js";
import { checkTraffic } from "./traffic.js";
import { checkTransfers } from "./transfers.js";
import { checkUtilisation } from "./utilisation.js";
import { checkWeighed } from "./weighed.js";
import { checkZoneSpread } from "./zone-spread.js";

export const CHECKS: readonly Check[] = [
  checkNames,
  checkLayouts,
  checkPodRequests,
  checkNodeCapacity,
  checkPlacements,
  checkPerNodeCaps,
  checkBoundHomes,
  checkReplacements,
  checkRollingUpdates,
  checkSharedNodes,
  checkBeside,
  checkDivisions,
  checkPlaceLosses,
  checkLatency,
  checkSelectedPods,
  checkGangs,
  checkPerformance,
  checkZoneSpread,
  checkSurvival,
  checkRiskSurvival,
  checkFleetRiskZones,
  checkNodeLabels,
  checkPools,
  checkSpotShare,
  checkInstanceTypes,
  checkAccountQuotas,
  checkNetwork,
  checkLicences,
  checkLoadBalancers,
  checkDeviceSlices,
  checkDeviceShares,
  checkHeadroom,
  checkPodsPerNode,
  checkEdgeSites,
  checkEdge,
  checkUtilisation,
  checkCost,
  checkBusiness,
  checkPriceShares,
  checkLeftOut,
  checkPriorities,
  checkBound,
  checkCarbon,
  checkMoves,
  checkMovePrices,
  checkObjectives,
  checkWeighed,
  checkPeak,
  checkHours,
  checkCommitments,
  checkCompliance,
  checkLaw,
  checkDomestic,
  checkTransfers,
  checkTraffic,
  checkFleetIdentity,
  checkFleetFlows,
  checkFleetEdge,
  checkFleetLaw,
  checkFleetTransfers,
  checkFleetTraffic,
  checkFleetTargets,
  checkFleetPools,
  checkFleetHeadroom,
  checkFleetLoadBalancers,
  checkFleetReplacements,
  checkFleetReserved,
  checkFleetNodes,
  checkFleetDivisions,
  checkFleetLatency,
  checkFleetWorkloads,
  checkFleetPriorities,
  checkFleetVolumes,
  checkFleetEligibility,
  checkFleetPlaces,
  checkFleetSystemLoad,
  checkFleetQuotas,
  checkFleetAccountQuotas,
  checkFleetNetwork,
  checkFleetLicences,
  checkFleetDeviceSlices,
  checkFleetDeviceShares,
  checkFleetBusiness,
  checkFleetLimits,
  checkFleetMoves,
  checkFleetMovePrices,
  checkFleetObjectives,
  checkFleetWeights,
  checkFleetStranded,
  checkCatalogueRegions,
  checkCatalogueMachines,
  checkCataloguePrices,
  checkPreviousMoves,
  checkPreviousMovePrices,
];
