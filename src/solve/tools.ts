import type { LinearSolver } from "./linear-program.js";

/** What a stage came to. */
export interface PackingProgress {
  readonly stage: "greedy" | "alike" | "generation" | "rounding" | "whole" | "counts" | "neighbourhood";
  /** Of the stage's packing; of the fractional optimum in column generation. */
  readonly cost: number;
  /** The cheapest packing so far, and the largest lower bound. */
  readonly best: number;
  readonly bound: number;
  readonly workUnits: number;
  /** Fillings known. */
  readonly columns: number;
}

/** What the kernel may use besides itself. */
export interface PackingTools {
  /** In place of the own LP solver. */
  readonly lp?: LinearSolver;
  /** Told after every stage; for benches and the curious. */
  readonly watch?: (progress: PackingProgress) => void;
}
