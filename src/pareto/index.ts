/** The door of the pareto house. */
export { paretoFront } from "./front.js";
export type { ParetoInput, ParetoOutcome } from "./input.js";
