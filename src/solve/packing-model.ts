/**
 * The problem in flat arrays, reduced to what can matter: types that nothing fits are gone, types that differ
 * in nothing are one, and types that another one beats in everything are gone.
 *
 * Layout: `size[i * rows + r]`, `capacity[k * rows + r]`.
 */
import type { PackingProblem } from "./problem.js";

export interface CapTerm {
  readonly cap: number;
  readonly weight: number;
}

export interface PackingModel {
  readonly rows: number;
  readonly classes: number;
  readonly types: number;
  readonly size: Float64Array;
  readonly demand: Float64Array;
  /** Most items of class i on one node: its own limit and its demand. */
  readonly perNode: Float64Array;
  readonly capacity: Float64Array;
  readonly price: Float64Array;
  /** Per type: the classes that fit at least once, ascending. */
  readonly fitting: readonly Int32Array[];
  /** Per class: the types that it fits, ascending. */
  readonly typesOf: readonly Int32Array[];
  readonly capLimit: Float64Array;
  /** Per type: the caps that count it. */
  readonly capsOf: readonly (readonly CapTerm[])[];
  /** Per type: its index in the problem. */
  readonly origin: Int32Array;
}

interface Candidate {
  readonly index: number;
  readonly price: number;
  readonly capacity: readonly number[];
  readonly caps: readonly CapTerm[];
  readonly fits: Uint8Array;
}

function fitsOnce({ classes, rows }: PackingProblem, capacity: readonly number[], item: number): boolean {
  const size = classes[item]?.size ?? [];
  for (let row = 0; row < rows; row += 1) if ((size[row] ?? 0) > (capacity[row] ?? 0)) return false;
  return true;
}

function capTerms({ caps, nodeTypes }: PackingProblem): CapTerm[][] {
  const terms = nodeTypes.map((): CapTerm[] => []);
  for (const [cap, { terms: counted }] of caps.entries())
    for (const { nodeType, weight } of counted) terms[nodeType]?.push({ cap, weight });
  return terms;
}

function candidates(problem: PackingProblem): Candidate[] {
  const caps = capTerms(problem);
  return problem.nodeTypes.flatMap(({ capacity, price, eligible }, index) => {
    const fits = Uint8Array.from(problem.classes, ({ demand }, item) =>
      demand > 0 && eligible[item] === true && fitsOnce(problem, capacity, item) ? 1 : 0,
    );
    return fits.includes(1) ? [{ index, price, capacity, caps: caps[index] ?? [], fits }] : [];
  });
}

function counts(caps: readonly CapTerm[], other: CapTerm): boolean {
  return caps.some(({ cap, weight }) => cap === other.cap && weight >= other.weight);
}

/** Whether every node of `worse` could be a node of `better`, at no more cost and within every cap. */
function beats(better: Candidate, worse: Candidate): boolean {
  if (better.price > worse.price) return false;
  for (const [row, amount] of worse.capacity.entries())
    if ((better.capacity[row] ?? 0) < amount) return false;
  for (const [item, fits] of worse.fits.entries()) if (fits > (better.fits[item] ?? 0)) return false;
  return better.caps.every((term) => counts(worse.caps, term));
}

/** Of candidates that beat each other (equal ones) the first stays. */
function undominated(all: readonly Candidate[]): Candidate[] {
  return all.filter(
    (worse, index) =>
      !all.some(
        (better, other) =>
          other !== index && beats(better, worse) && (other < index || !beats(worse, better)),
      ),
  );
}

export function packingModel(problem: PackingProblem): PackingModel {
  const { rows, classes } = problem;
  const live = undominated(candidates(problem));
  const demand = Float64Array.from(classes, (one) => one.demand);
  const perNode = Float64Array.from(classes, (one) => Math.min(one.demand, one.maxPerNode ?? one.demand));
  return {
    rows,
    classes: classes.length,
    types: live.length,
    size: Float64Array.from(classes.flatMap(({ size }) => size)),
    demand,
    perNode,
    capacity: Float64Array.from(live.flatMap(({ capacity }) => capacity)),
    price: Float64Array.from(live, ({ price }) => price),
    fitting: live.map(({ fits }) =>
      Int32Array.from([...fits.entries()].flatMap(([item, fit]) => (fit === 1 ? [item] : []))),
    ),
    typesOf: classes.map((_class, item) =>
      Int32Array.from(live.flatMap(({ fits }, type) => (fits[item] === 1 ? [type] : []))),
    ),
    capLimit: Float64Array.from(problem.caps, ({ limit }) => limit),
    capsOf: live.map(({ caps }) => caps),
    origin: Int32Array.from(live, ({ index }) => index),
  };
}
