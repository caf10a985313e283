/** The doors of the spec house. */
export { providerOf as clusterProvider } from "./check/clusters.js";
export { checkFleet } from "./check-fleet.js";
export type { CheckFleetInput, CheckedSpec } from "./check-fleet.js";
export { checkOverride } from "./check-override.js";
export type { OverrideKnowledge } from "./check-override.js";
export { parseOverrideText } from "./parse-override.js";
export type { ParsedOverride } from "./parse-override.js";
export type { ManifestFiles } from "./check/manifests.js";
export type { FleetKnowledge } from "./knowledge.js";
export { importManifests } from "./manifests/import-manifests.js";
export { fleetSpecOf } from "./manifests/to-fleet-spec.js";
export type { ManifestObject, ManifestText, ManifestsImport } from "./manifests/imported.js";
export { manifestSourcesOf } from "./manifest-sources.js";
export type { ManifestSource } from "./manifest-sources.js";
export { parseFleetText, parseFleetValue } from "./parse-fleet.js";
export type { ParseOutcome, ParsedFleet } from "./parse-fleet.js";
export { nameHint } from "./suggestion.js";
export { MAX_FILE_BYTES, parseYamlDocuments, tooLarge } from "./yaml-documents.js";
