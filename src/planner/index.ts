/** The public doors of the planner (`stowage/planner`): no Pulumi, no network. */
export type { Diagnostic, DiagnosticCode, Severity } from "../model/diagnostic.js";
export type { Conflict, Exclusion, PlanOutcome, Refusal } from "../model/outcome.js";
export type { CheckedFleet } from "../model/fleet.js";
export type * from "../model/fleet-spec.js";
export type * from "../model/plan.js";
export type { Certificate, CertificateReference } from "../model/certificate.js";
export type { TargetReplay } from "../simulate/index.js";
export { MAX_FILE_BYTES } from "../spec/index.js";
export type { ManifestObject } from "../spec/index.js";
export { verifyPlan } from "../verify/index.js";
export type { ConflictMember, NoPlanReason, Relaxation } from "../explain/index.js";
export { explainWhyHere, explainWorkload, workloadHint } from "./explain-workload.js";
export type { WorkloadExplanation } from "./explain-workload.js";
export { fileFailure } from "./failures.js";
export { FleetError } from "./fleet-error.js";
export type { FleetFailure } from "./fleet-error.js";
export { importFleetText } from "./import-fleet.js";
export type { GivenText, ImportedFleet } from "./import-fleet.js";
export { EXPORT_FORMATS, missingSetting } from "../export/index.js";
export type { ExportFormat, ExportSettings, ExportWarning } from "../export/index.js";
export { exportTexts, writeExport } from "./export-plan.js";
export type { ExportedPlan, ExportedText } from "./export-plan.js";
export { importRunningFile, importRunningStream } from "./import-running.js";
export type { ImportRunningOptions, ImportedRunning } from "./import-running.js";
export { compareWithRunning } from "./compare-with-running.js";
export type { ClusterComparison, RunningComparison } from "../plan/index.js";
export type * from "../model/running.js";
export { readRunning, writeRunning } from "./running-file.js";
export { loadFleet, readFleet, readFleetText } from "./load-fleet.js";
export type { LoadOptions, LoadedFleet } from "./load-fleet.js";
export {
  certifyFleetSync,
  checkPlanCertificate,
  freshCertificate,
  readCertificate,
  writeCertificate,
} from "./certificate.js";
export type {
  CertifiedBound,
  CertifiedFleet,
  CheckCertificateInput,
  ReadCertificate,
} from "./certificate.js";
export { checkLock, readLock, writeLock } from "./lock.js";
export { planFleet, planFleetSync, planOrExplain, planOutcome } from "./plan-fleet.js";
export type { PlanOptions } from "./plan-fleet.js";
export type * from "../model/pareto.js";
export { PARETO_AXES } from "../model/pareto.js";
export { paretoFrontSync } from "./pareto.js";
export type { ParetoOptions } from "./pareto.js";
export { readPrevious } from "./previous.js";
export type * from "../model/rollout.js";
export { rolloutSync } from "./rollout.js";
export { rehearse } from "./rehearse.js";
export { writeStarterFleet } from "./starter-fleet.js";
export { openCatalogue } from "./open-catalogue.js";
export type { OpenCatalogueInput, OverrideFile } from "./open-catalogue.js";
export type { CatalogueScope, RegionOfProvider } from "./load-catalogue.js";
export { catalogueAgeWarnings } from "./catalogue-age.js";
export type { AgeOptions } from "./catalogue-age.js";
export { IMPORT_FORMATS, MACHINE_ORDERS } from "../catalogue/index.js";
export type { Catalogue, ImportFormat } from "../catalogue/index.js";
export { CLOUD_PROVIDERS } from "../model/catalogue.js";
export type * from "../model/catalogue.js";
export type * from "../model/catalogue-override.js";
export type * from "../model/catalogue-answer.js";
export { askChips, askMachines, askName, askRegions } from "./catalogue-questions.js";
export type { AnsweredMachines, MachineQuestion, NameQuestion } from "./catalogue-questions.js";
export type { PlaceQuestion } from "./catalogue-places.js";
export { checkOverrides, compareOverrides } from "./compare-overrides.js";
export type { DifferenceQuestion, OverrideCheck, OverrideCheckQuestion } from "./compare-overrides.js";
export { importExports, writeOverride } from "./import-exports.js";
export type { ImportQuestion, ImportedOverride } from "./import-exports.js";
export type { OverrideFiles } from "./override-files.js";
export type * from "../model/price-limits.js";
export type * from "../model/why-here.js";
export type * from "../model/whatif.js";
export type * from "../model/outage.js";
export type * from "../model/trials.js";
export { OUTAGES, outageNamed, parseFactor, parseLoss, parseRisk, parseRiskGroup } from "../whatif/index.js";
export type { EventFault } from "../whatif/index.js";
export { priceLimitsSync, runTrialsSync, singleLossesSync, unknownEvents, whatIfSync } from "./what-if.js";
export { VERSION } from "./version.js";
