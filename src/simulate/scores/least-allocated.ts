import { CPU, MEMORY, at } from "../scheduler-state.js";
import { MAX_SCORE } from "./score.js";
import type { Score } from "./score.js";

function freePart(requested: number, capacity: number): number {
  return requested > capacity ? 0 : Math.floor(((capacity - requested) * MAX_SCORE) / capacity);
}

/** NodeResourcesFit with the strategy LeastAllocated: the mean free part of CPU and memory, with the pod. */
export const leastAllocated: Score = {
  name: "NodeResourcesFit",
  weight: 1,
  scorer:
    ({ shape }) =>
    ({ scored, capacity }) => {
      let sum = 0;
      let resources = 0;
      for (const resource of [CPU, MEMORY]) {
        const most = at(capacity, resource);
        if (most === 0) continue;
        sum += freePart(at(scored, resource) + at(shape.scored, resource), most);
        resources += 1;
      }
      return resources === 0 ? 0 : Math.floor(sum / resources);
    },
};
