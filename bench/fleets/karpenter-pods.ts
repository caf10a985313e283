/**
 * The pods and types of Karpenter's own scheduling benchmark, its selectors left out ("simple"): five equal parts
 * (generic, spread over zones, spread over nodes with maxSkew 1, together in a zone, apart on nodes), sizes drawn
 * from its lists; types of i virtual CPUs and 2i GiB for i = 1..400 at 0.1 a virtual CPU and 0.1 a GB an hour,
 * less 100m and 10Mi. Source: kubernetes-sigs/karpenter, scheduling_benchmark_test.go and
 * pkg/cloudprovider/fake/instancetype.go, read 2026-09. The draws are our own seeded ones.
 *
 * Zones are treated as one, as in karpenter.ts: so the generic pods and both kinds of zone rules are alike here.
 * Rows: mCPU, MiB, pods. Prices in micro-units an hour.
 */
import type { NodeType, PackingClass, PackingProblem } from "../../src/solve/index.js";
import { randomFrom } from "../../src/units/random.js";

const TYPES = 400;
const MILLI_CPU = [100, 250, 500, 1000, 1500];
const MEBIBYTES = [100, 256, 512, 1024, 2048, 4096];
/** A part of the pods each: most replicas of a class on a node. */
const PARTS: readonly (number | undefined)[] = [undefined, undefined, 1, undefined, 1];
const SEED = 42;
/** Micro-units an hour for one virtual CPU, and for the two GiB beside it (0.1 for 1e9 bytes). */
const PRICE = 100_000 + (2 * 2 ** 30) / 1e4;

function nodeType(size: number, classes: number): NodeType {
  return {
    capacity: [size * 1000 - 100, size * 2048 - 10, size * 10],
    price: Math.round(size * PRICE),
    eligible: Array.from({ length: classes }, () => true),
  };
}

export function karpenterPods(pods: number, limits: PackingProblem["limits"]): PackingProblem {
  const random = randomFrom(SEED);
  const counted = PARTS.flatMap((maxPerNode) => {
    const part = MILLI_CPU.flatMap((milli) =>
      MEBIBYTES.map((size) => ({ milli, size, maxPerNode, demand: 0 })),
    );
    for (let pod = 0; pod < pods / PARTS.length; pod += 1) {
      const drawn = part[random(part.length)];
      if (drawn !== undefined) drawn.demand += 1;
    }
    return part;
  });
  const classes = counted.map(({ milli, size, maxPerNode, demand }): PackingClass => ({
    demand,
    size: [milli, size, 1],
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
  }));
  const nodeTypes = Array.from({ length: TYPES }, (_none, index) => nodeType(index + 1, classes.length));
  return { rows: 3, classes, nodeTypes, caps: [], limits };
}
