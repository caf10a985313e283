/** The lines of the fidelity table: what one run in the real scheduler came to. */
import { disagreements } from "./model-replay.js";
import type { PlacedTarget } from "./placed-target.js";
import { verdictOf } from "./verdict.js";

export interface Row {
  readonly fleet: string;
  readonly what: string;
  readonly nodes: number;
  readonly pods: number;
  readonly pending: number;
  readonly outOfPlace: number;
  /** Pods of which model and scheduler say different things. */
  readonly disagree: number;
  readonly seconds: number;
  /** What is paid above the cheapest packing found (of a peer's problem: above its bound); absent: not known. */
  readonly premiumPercent?: number;
  /** Present where what is pending is a figure that no plan promises to be 0. */
  readonly notPromised?: true;
  readonly causes: readonly string[];
}

const WIDTHS = [26, 14, 6, 7, 8, 8, 6, 9, 8];
export const HEADINGS = [
  "fleet",
  "what",
  "nodes",
  "pods",
  "premium",
  "pending",
  "out",
  "disagree",
  "seconds",
];

export function line(cells: readonly (string | number)[]): string {
  return cells
    .map((cell, index) => {
      const width = WIDTHS[index] ?? 0;
      return typeof cell === "number" ? String(cell).padStart(width) : cell.padEnd(width);
    })
    .join(" ");
}

export function print({
  fleet,
  what,
  nodes,
  pods,
  premiumPercent,
  pending,
  outOfPlace,
  disagree,
  seconds,
  causes,
}: Row): void {
  const premium = (premiumPercent === undefined ? "" : `${premiumPercent.toFixed(2)} %`).padStart(8);
  console.log(line([fleet, what, nodes, pods, premium, pending, outOfPlace, disagree, seconds]));
  for (const cause of causes) console.log(`    ${cause}`);
}

export function isFaulty({ pending, outOfPlace, disagree, notPromised }: Row): boolean {
  return (notPromised === true ? 0 : pending) + outOfPlace + disagree > 0;
}

export function placedRow(fleet: string, order: number, placed: PlacedTarget, seconds: number): Row {
  const { nodes, pods, pending, outOfPlace } = verdictOf(placed);
  const { premiumPercent } = placed.target;
  const against = disagreements(placed);
  return {
    fleet,
    what: `order ${order}`,
    nodes,
    pods,
    ...(premiumPercent === undefined ? {} : { premiumPercent }),
    pending: pending.reduce((sum, one) => sum + one.pending, 0),
    outOfPlace: outOfPlace.length,
    disagree: against.reduce((sum, one) => sum + one.pods, 0),
    seconds,
    causes: [
      ...pending.map((one) => `${one.pending} of ${one.replicas} of ${one.workload} pending: ${one.cause}`),
      ...outOfPlace,
      ...against.map(({ workload, pods: count, what }) => `${count} of ${workload}: ${what}`),
    ],
  };
}

/** Seconds. */
export function elapsed(since: number): number {
  return Math.round((Date.now() - since) / 100) / 10;
}
