/**
 * Which setting of our policy a cluster and a mix of tasks have: each is played on sequences drawn from the mix, with
 * random numbers that no measured sequence has, and FGD beside them. Of those that refuse no more tasks without a GPU
 * than FGD does, the one that holds most of the GPUs is taken; where all refuse more, the one that refuses fewest.
 * So nothing depends on a workload's name: a cluster of other nodes, or another mix, rehearses anew.
 */
import { randomFrom } from "../../src/units/random.js";
import { copiesDescent } from "./copies.js";
import type { Setting } from "./copies.js";
import { fragmentationDescent } from "./fgd.js";
import { OnlineReplay, expectedTasks, sequence } from "./online-replay.js";
import type { Policy } from "./online-replay.js";
import { allocatedPercent } from "./placement.js";
import type { Trace } from "./trace.js";

/**
 * Fine: every tenth of a GPU counts. Coarse: nodes are filled one after another unless that loses much, which leaves
 * whole nodes for tasks of many GPUs. With CPU tasks priced: for mixes that run out of CPUs before GPUs.
 */
const SETTINGS: readonly Setting[] = [
  { coming: 2, holes: 6, cpuTask: 0, alike: 100 },
  { coming: 1, holes: 0, cpuTask: 0, alike: 300 },
  { coming: 2, holes: 6, cpuTask: 4000, alike: 100 },
];
const REHEARSALS = 4;
const FIRST_SEED = 9000;

interface Outcome {
  readonly percent: number;
  readonly refusedCpu: number;
}

function rehearsed(trace: Trace, arrivingPercent: number, make: () => Policy): Outcome {
  let [percent, refusedCpu] = [0, 0];
  for (let rehearsal = 0; rehearsal < REHEARSALS; rehearsal += 1) {
    const coming = sequence(trace, arrivingPercent, randomFrom(FIRST_SEED + rehearsal));
    const replay = new OnlineReplay(coming, make());
    for (const task of coming.tasks) replay.arrive(task);
    percent += allocatedPercent(replay.nodes);
    refusedCpu += replay.refusedCpu;
  }
  return { percent, refusedCpu };
}

/** The setting for the trace's nodes and mix of tasks. */
export function rehearsedSetting(trace: Trace, arrivingPercent: number): Setting {
  const expected = expectedTasks(trace.tasks);
  const most = rehearsed(trace, arrivingPercent, () => fragmentationDescent(trace.tasks)).refusedCpu;
  const [first, ...others] = SETTINGS.map((setting) => {
    const outcome = rehearsed(trace, arrivingPercent, () => copiesDescent(expected, setting));
    return { setting, percent: outcome.percent, tooMany: Math.max(0, outcome.refusedCpu - most) };
  });
  if (first === undefined) throw new Error("no setting");
  return others.reduce(
    (best, one) =>
      one.tooMany < best.tooMany || (one.tooMany === best.tooMany && one.percent > best.percent) ? one : best,
    first,
  ).setting;
}
