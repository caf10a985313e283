import { CPU, MEMORY, at } from "../node-table.js";
import { MAX_SCORE } from "./score.js";
import type { Score } from "./score.js";

function freePart(requested: number, capacity: number): number {
  return requested > capacity ? 0 : Math.floor(((capacity - requested) * MAX_SCORE) / capacity);
}

/** NodeResourcesFit with the strategy LeastAllocated: the mean free part of CPU and memory, with the pod. */
export const leastAllocated: Score = {
  name: "NodeResourcesFit",
  weight: 1,
  scorer: ({ pod, nodes: { resources, capacity, scored } }) => {
    const [cpu, memory] = [at(pod.scored, CPU), at(pod.scored, MEMORY)];
    const row = resources.length;
    return (node) => {
      const [cpus, memories] = [capacity[node * row + CPU] ?? 0, capacity[node * row + MEMORY] ?? 0];
      const cpuPart = cpus === 0 ? 0 : freePart((scored[2 * node + CPU] ?? 0) + cpu, cpus);
      const memoryPart = memories === 0 ? 0 : freePart((scored[2 * node + MEMORY] ?? 0) + memory, memories);
      const counted = (cpus === 0 ? 0 : 1) + (memories === 0 ? 0 : 1);
      return counted === 0 ? 0 : Math.floor((cpuPart + memoryPart) / counted);
    };
  },
};
