/** Machines with one and two devices of which pods take shares, and the cheapest of them by trying everything. */
import type { Catalogue } from "../../src/catalogue/index.js";
import type { Workload } from "../../src/model/fleet.js";
import { workload } from "./fleets.js";
import { tinyCatalogue } from "./tiny-catalogue.js";

/** Micro-USD an hour of a machine with one device, and with two. */
export const [ONE, TWO] = [400_000, 700_000];

/** The tiny catalogue, and a machine with two devices. */
export const sharedCatalogue: Catalogue = {
  ...tinyCatalogue,
  instanceType: (provider, name) => {
    if (name !== "g.xlarge") return tinyCatalogue.instanceType(provider, name);
    const one = tinyCatalogue.instanceType("aws", "g.large");
    return one === undefined
      ? undefined
      : { ...one, name, accelerator: { chip: "nvidia-l4", count: 2, resource: "nvidia.com/gpu" } };
  },
  offerings: (provider, region) =>
    tinyCatalogue
      .offerings(provider, region)
      .flatMap((offering) =>
        offering.instanceType === "g.large" && offering.purchaseOption === "on-demand"
          ? [offering, { ...offering, instanceType: "g.xlarge", microPerHour: TWO }]
          : [offering],
      ),
};

export interface Asked {
  readonly gpus: number;
  readonly memory?: number;
  readonly compute?: number;
}

export function asking({ gpus, memory, compute }: Asked, more: Partial<Workload> = {}): Workload {
  const requests = {
    cpuMilli: 100,
    memoryMiB: 128,
    pods: 1,
    "nvidia.com/gpu": gpus,
    ...(memory === undefined ? {} : { "nvidia.com/gpumem-percentage": memory }),
    ...(compute === undefined ? {} : { "nvidia.com/gpucores": compute }),
  };
  return workload({ requests, ...more });
}

/** The cheapest nodes by putting pod after pod onto every set of devices that has room, written from the rules. */
export function cheapestShared(workloads: readonly Workload[], perDevice: number): number {
  const pods = workloads.flatMap(({ requests, replicas }) => {
    const [gpus = 0, memory = 0, compute = 0] = [
      requests["nvidia.com/gpu"],
      requests["nvidia.com/gpumem-percentage"],
      requests["nvidia.com/gpucores"],
    ];
    const whole = memory === 0 && compute === 0;
    const takes = whole ? [100, 100, perDevice] : [memory === 0 ? 100 : memory, compute, 1];
    return Array.from({ length: replicas }, () => ({ gpus, takes }));
  });
  let best = Infinity;
  const nodes: number[][][] = [];
  const put = (at: number, spent: number): void => {
    if (spent >= best) return;
    const pod = pods[at];
    if (pod === undefined) {
      best = spent;
      return;
    }
    const onto = (devices: number[][], from: number, wanted: number, cost: number): void => {
      if (wanted === 0) {
        put(at + 1, cost);
        return;
      }
      for (let index = from; index < devices.length; index += 1) {
        const device = devices[index]!;
        if (pod.takes.some((amount, row) => amount > device[row]!)) continue;
        pod.takes.forEach((amount, row) => (device[row]! -= amount));
        onto(devices, index + 1, wanted - 1, cost);
        pod.takes.forEach((amount, row) => (device[row]! += amount));
      }
    };
    for (const devices of [...nodes]) onto(devices, 0, pod.gpus, spent);
    for (const [count, price] of [
      [1, ONE],
      [2, TWO],
    ] as const) {
      const fresh = Array.from({ length: count }, () => [100, 100, perDevice]);
      nodes.push(fresh);
      onto(fresh, 0, pod.gpus, spent + price);
      nodes.pop();
    }
  };
  put(0, 0);
  return best;
}
