/**
 * What is lost of a hole on one GPU in the end, on average, when tasks of one GPU come at random: with w(r) for a hole
 * of r thousandths, s(m) the share of tasks that want m, and KEEP how many tasks a hole is offered before the end,
 *
 *   w(r) = (r + KEEP * sum over m <= r of s(m) w(r - m)) / (1 + KEEP * sum over m <= r of s(m))
 *
 * the mean of a process that ends after a geometrically distributed number of offers: a hole of 190 that few tasks fit is
 * lost nearly whole, one of 530 is filled by the frequent task of 470 and loses 60.
 */
import type { Expected } from "./online-replay.js";

const KEEP = 30;
export const WHOLE = 1000;

/** By thousandths that are free, 0 to 1000. */
export function lossOfHoles(expected: readonly Expected[]): Float64Array {
  const wanting = expected.filter(({ task }) => task.gpus > 0);
  const all = wanting.reduce((sum, { share }) => sum + share, 0);
  const shares = new Float64Array(WHOLE + 1);
  for (const { task, share } of wanting)
    if (task.gpus === 1) shares[task.milliGpu] = (shares[task.milliGpu] ?? 0) + share / all;
  const loss = new Float64Array(WHOLE + 1);
  for (let room = 0; room <= WHOLE; room += 1) {
    let [sum, weight] = [room, 1];
    for (let wanted = 1; wanted <= room; wanted += 1) {
      const offers = KEEP * (shares[wanted] ?? 0);
      sum += offers * (loss[room - wanted] ?? 0);
      weight += offers;
    }
    loss[room] = sum / weight;
  }
  return loss;
}
