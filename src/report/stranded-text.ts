/** How much of what a plan leaves free is of no use to what may come. */
import type { Plan } from "../model/plan.js";
import { resourceAmount, resourceLabel, share } from "./amounts.js";

/** Empty where the fleet states no future requests. */
export function strandedLines({ stranded }: Plan): string[] {
  if (stranded === undefined) return [];
  const { freeMilliNodes, strandedMilliNodes, resources } = stranded;
  const nodes = (milli: number): string => (milli / 1000).toFixed(1);
  const parts = Object.entries(resources)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(
      ([name, { free, stranded: lost }]) =>
        `${resourceAmount(name, lost)} of ${resourceAmount(name, free)} ${resourceLabel(name)}`,
    );
  return [
    `  free    capacity of ${nodes(freeMilliNodes)} nodes, of which a future request cannot use ${nodes(strandedMilliNodes)} (${share(strandedMilliNodes, freeMilliNodes)}): ${parts.join(", ")}`,
  ];
}
