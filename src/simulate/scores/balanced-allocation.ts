import { CPU, MEMORY, at } from "../node-table.js";
import { MAX_SCORE } from "./score.js";
import type { Score } from "./score.js";

/** 100 where CPU and memory are used to the same part, 50 where one is full and the other unused. */
function balance(cpuPart: number, memoryPart: number): number {
  const deviation = Math.abs(Math.min(1, cpuPart) - Math.min(1, memoryPart)) / 2;
  return Math.floor((1 - deviation) * MAX_SCORE);
}

/** NodeResourcesBalancedAllocation: how far the pod improves the balance of CPU and memory. */
export const balancedAllocation: Score = {
  name: "NodeResourcesBalancedAllocation",
  weight: 1,
  scorer: ({ pod: { own }, nodes: { resources, capacity, requested } }) => {
    const [cpu, memory] = [at(own, CPU), at(own, MEMORY)];
    // The plugin skips pods that request neither.
    if (cpu === 0 && memory === 0) return undefined;
    const row = resources.length;
    return (node) => {
      const first = node * row;
      const [cpus, memories] = [capacity[first + CPU] ?? 0, capacity[first + MEMORY] ?? 0];
      if (cpus === 0 || memories === 0) return (MAX_SCORE * 3) / 4;
      const [usedCpu, usedMemory] = [requested[first + CPU] ?? 0, requested[first + MEMORY] ?? 0];
      const after = balance((usedCpu + cpu) / cpus, (usedMemory + memory) / memories);
      const before = balance(usedCpu / cpus, usedMemory / memories);
      return MAX_SCORE / 2 + Math.trunc((MAX_SCORE / 2 + after - before) / 2);
    };
  },
};
