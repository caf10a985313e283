/**
 * What the plan says that its moves cost, of the plan alone: each leg comes from its figures, ends where its workload is,
 * and is billed by what lies between; all of them add up to the sum, which no limit is below.
 */
import type { MoveBasis, MoveLeg, PricedMoves } from "../../model/move.js";
import type { Path, Refuse } from "../refusals.js";
import { entryOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";

function placeOf({ targets }: Review, name: string): ReviewedTarget | undefined {
  return targets.find((target) => target.name === name);
}

export function expectedBasis(leg: MoveLeg, to: ReviewedTarget, review: Review): MoveBasis {
  const from = placeOf(review, leg.from.place);
  if (from === undefined) return "unknown";
  if (from === to && to.kind === "edgeSite") return "none";
  if (from.kind !== "cluster" || to.kind !== "cluster" || from.slice.provider !== to.slice.provider)
    return "internet";
  if (from.slice.region !== to.slice.region) return "region";
  return leg.from.availabilityZone === leg.toZone ? "none" : "zone";
}

function up(amount: bigint, parts: bigint): bigint {
  return amount % parts === 0n ? amount / parts : amount / parts + 1n;
}

/** Micro-units of one leg: gigabytes of 10^9 bytes, minutes of 60 seconds, of each replica rounded up. */
function expectedMicro({ pods, dataMiB, microPerGb = 0, downSeconds }: MoveLeg, perMinute: number): bigint {
  const data = up(BigInt(dataMiB) * 1024n * 1024n * BigInt(microPerGb), 10n ** 9n);
  return BigInt(pods) * (data + up(BigInt(downSeconds) * BigInt(perMinute), 60n));
}

interface Priced {
  readonly target: ReviewedTarget;
  readonly moves: PricedMoves;
  readonly path: Path;
}

function checkLegs({ target, moves, path }: Priced, review: Review, refuse: Refuse): void {
  for (const [index, leg] of moves.legs.entries()) {
    const at = [...path, "legs", index];
    const basis = expectedBasis(leg, target, review);
    if (leg.basis !== basis)
      refuse([...at, "basis"], `is ${leg.basis}, and such a move is billed as ${basis}`);
    if (leg.microPerGb !== undefined && (basis === "none" || leg.dataMiB === 0))
      refuse([...at, "microPerGb"], "is there, and nothing is billed");
    if (leg.downSeconds > 0 && moves.downtime === "none")
      refuse([...at, "downSeconds"], `is ${leg.downSeconds}, and no move takes the workload down`);
    if (moves.downtime === "planned" && leg.downSeconds < (leg.copySeconds ?? 0))
      refuse([...at, "downSeconds"], `is ${leg.downSeconds}, and copying takes ${leg.copySeconds ?? 0} s`);
    const micro = expectedMicro(leg, moves.microPerDownMinute);
    if (BigInt(leg.micro) !== micro)
      refuse([...at, "micro"], `is ${leg.micro}, and its data and minutes cost ${micro}`);
  }
}

export const checkMovePrices: Check = (review, refuse) => {
  const { moves } = review.plan;
  if (moves === undefined) return;
  const { priced = {}, priceMicro, priceLimitMicro = Infinity } = moves;
  let sum = 0n;
  for (const [id, own] of Object.entries(priced)) {
    const path = ["moves", "priced", id];
    const workload = entryOf(review.plan.workloads, id);
    const target = workload === undefined ? undefined : placeOf(review, workload.target.name);
    if (target === undefined) {
      refuse(path, "is no workload of the plan");
      continue;
    }
    checkLegs({ target, moves: own, path }, review, refuse);
    for (const { micro } of own.legs) sum += BigInt(micro);
  }
  if (sum !== BigInt(priceMicro ?? 0))
    refuse(["moves", "priceMicro"], `is ${priceMicro ?? "missing"}, and the moves cost ${sum}`);
  if ((priceMicro ?? 0) > priceLimitMicro)
    refuse(["moves", "priceMicro"], `is ${priceMicro ?? 0}, and moves may cost at most ${priceLimitMicro}`);
};
