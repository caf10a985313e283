/**
 * NVIDIA's GPUs: memory, power, dense half-precision throughput against the A100's, MIG and vGPU profiles. With
 * the device plugin's "mixed" strategy a MIG profile is a resource of its own; with "single" all are nvidia.com/gpu.
 */
import { mebibytes } from "./units.js";
import type { ChipEntry, EvidenceRow } from "../tables.js";

const SHEET: EvidenceRow = {
  source: "nvidia-data-sheets",
  confidence: "assumption",
  note: "not read again at its source",
};
const SHEET_AND_MIG: EvidenceRow = {
  source: "nvidia-mig",
  confidence: "vendor-doc",
  note: "memory, power and throughput from the data sheet",
};

/** Dense FP16 or BF16 of the A100, in TFLOPS; others are told against it. */
const A100_TFLOPS = 312;
const STATEMENT = "dense half-precision throughput of the data sheet; real work is often bound by memory";

type Slices = NonNullable<ChipEntry["slices"]>;

interface Sheet {
  /** GiB, as data sheets mean it. */
  readonly memory: number;
  readonly watts?: number;
  readonly tflops?: number;
  readonly slices?: Slices;
}

function gpu(name: string, { memory, watts, tflops, slices }: Sheet): ChipEntry {
  const split = slices?.some(([, , , resource]) => resource.startsWith("nvidia.com/mig-")) === true;
  return {
    name: `nvidia-${name}`,
    kind: "gpu",
    isa: "none",
    vendor: "NVIDIA",
    country: "US",
    evidence: split ? SHEET_AND_MIG : SHEET,
    resources: ["nvidia.com/gpu"],
    memoryMiB: memory * 1024,
    ...(watts === undefined ? {} : { watts }),
    ...(tflops === undefined
      ? {}
      : { performance: [Math.round((tflops * 1000) / A100_TFLOPS), "nvidia-a100", STATEMENT] as const }),
    ...(slices === undefined ? {} : { slices }),
  };
}

/**
 * Where a profile may lie, as `nvidia-smi mig -lgipp` prints it ("{0,2,4}:2"): memory slices that one takes, and the
 * indices of the first. NVIDIA's MIG User Guide shows A100 and H100; of the four quarters of an A30 its diagram.
 */
type Placed = readonly [name: string, size: number, starts: readonly number[]];

/** A device holds as many of one profile as it has places for them. */
function mig(...profiles: readonly Placed[]): Slices {
  return profiles.map(([name, size, starts]) => [
    name,
    mebibytes(Number(/(\d+)gb$/.exec(name)?.[1])),
    starts.length,
    `nvidia.com/mig-${name}`,
    [size, ...starts],
  ]);
}

/** Seven compute slices and eight of memory: what the A100, H100, H200, B200 and B300 have in common. */
function sevenths(small: number, wide: number, half: number, whole: number): Slices {
  return mig(
    [`1g.${small}gb`, 1, [0, 1, 2, 3, 4, 5, 6]],
    [`1g.${wide}gb`, 2, [0, 2, 4, 6]],
    [`2g.${wide}gb`, 2, [0, 2, 4]],
    [`3g.${half}gb`, 4, [0, 4]],
    [`4g.${half}gb`, 4, [0]],
    [`7g.${whole}gb`, 8, [0]],
  );
}

function quarters(one: number): Slices {
  return mig([`1g.${one}gb`, 1, [0, 1, 2, 3]], [`2g.${2 * one}gb`, 2, [0, 2]], [`4g.${4 * one}gb`, 4, [0]]);
}

/** vGPU profiles for compute ("C"): as many as fit the memory; named by NVIDIA's KubeVirt plugin. */
function vgpu(type: string, memory: number, sizes: readonly number[]): Slices {
  return sizes.map((size) => {
    const profile = `${type}-${size}C`;
    return [
      profile,
      mebibytes(size),
      Math.floor(memory / size),
      `nvidia.com/${profile.replaceAll(" ", "_")}`,
    ];
  });
}

export const NVIDIA: readonly ChipEntry[] = [
  gpu("m60", { memory: 8, watts: 300 }),
  gpu("p4", { memory: 8, watts: 75 }),
  gpu("p100", { memory: 16, watts: 250 }),
  gpu("v100", { memory: 16, watts: 300, tflops: 125 }),
  gpu("t4", { memory: 16, watts: 70, tflops: 65, slices: vgpu("GRID T4", 16, [4, 8, 16]) }),
  gpu("t4g", { memory: 16, watts: 70, tflops: 65 }),
  gpu("a10", { memory: 24, watts: 150, tflops: 125, slices: vgpu("NVIDIA A10", 24, [4, 6, 8, 12, 24]) }),
  gpu("a10g", { memory: 24, watts: 150, tflops: 70 }),
  gpu("a30", {
    memory: 24,
    watts: 165,
    tflops: 165,
    slices: quarters(6),
  }),
  gpu("a100", { memory: 40, watts: 400, tflops: A100_TFLOPS, slices: sevenths(5, 10, 20, 40) }),
  gpu("a100-80gb", { memory: 80, watts: 400, tflops: A100_TFLOPS, slices: sevenths(10, 20, 40, 80) }),
  gpu("l4", { memory: 24, watts: 72, tflops: 121, slices: vgpu("NVIDIA L4", 24, [4, 6, 8, 12, 24]) }),
  gpu("l20", { memory: 48, watts: 275, tflops: 119 }),
  gpu("l40s", {
    memory: 48,
    watts: 350,
    tflops: 362,
    slices: vgpu("NVIDIA L40S", 48, [4, 6, 8, 12, 16, 24, 48]),
  }),
  gpu("h20", { memory: 96, watts: 400, tflops: 148, slices: sevenths(12, 24, 48, 96) }),
  gpu("h100", { memory: 80, watts: 700, tflops: 989, slices: sevenths(10, 20, 40, 80) }),
  gpu("h200", { memory: 141, watts: 700, tflops: 989, slices: sevenths(18, 35, 71, 141) }),
  gpu("b200", { memory: 180, watts: 1000, tflops: 2250, slices: sevenths(23, 45, 90, 180) }),
  gpu("b300", { memory: 269, watts: 1400, slices: sevenths(34, 67, 135, 269) }),
  gpu("gb200", { memory: 186, watts: 1200, tflops: 2500 }),
  gpu("gb300", { memory: 279, watts: 1400 }),
  gpu("rtx-pro-4500", { memory: 32 }),
  gpu("rtx-pro-server-6000", {
    memory: 96,
    watts: 600,
    slices: quarters(24),
  }),
];
