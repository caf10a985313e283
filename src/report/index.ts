export { certifiedBoundText } from "./certificate-text.js";
export { renderDiagnostic, renderDiagnostics } from "./diagnostic-text.js";
export {
  monthly,
  percentOfPpm,
  plural,
  reportedResources,
  resourceAmount,
  resourceLabel,
} from "./amounts.js";
export { renderRehearsal, type RehearsedTarget } from "./rehearsal-text.js";
export { renderRollout } from "./rollout-text.js";
export { renderComparison, type Compared } from "./running-text.js";
export { renderSpec } from "./spec-text.js";
export { renderAnswers } from "./catalogue-answer-text.js";
export { overrideContents, overrideLine, renderDifference } from "./difference-text.js";
export { OBJECTS_MARK, renderObjects } from "./objects-text.js";
export { renderOverride } from "./override-text.js";
export { renderChips, renderMachines, renderRegions } from "./machine-list-text.js";
export { pricedMovesText } from "./moves-text.js";
export { renderPareto } from "./pareto-text.js";
export { renderPlan } from "./plan-text.js";
export { renderPriceLimits } from "./price-limits-text.js";
export { printable } from "./printable.js";
export { renderTable, type Column } from "./table.js";
export { renderOutages, renderTrials } from "./trials-text.js";
export { renderWhatIf, renderWhatIfTable } from "./whatif-text.js";
