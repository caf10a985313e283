/**
 * What a sandboxed runtime adds to every pod, as a RuntimeClass's `overhead.podFixed` would: the scheduler adds
 * it to the pod's requests. Names are those of RuntimeClasses as their projects install them. A cluster's own
 * RuntimeClass goes before these; a runtime that is not listed has no figure, and none is guessed.
 */
import type { Evidence } from "../model/evidence.js";
import type { ResourceVector } from "../units/resources.js";

export type RuntimeIsolation = "none" | "sandbox" | "vm" | "tee";

export interface RuntimeOverhead {
  /** RuntimeClass, such as "kata-qemu". */
  readonly runtimeClass: string;
  readonly isolation: RuntimeIsolation;
  /** Added to each pod's requests: `cpuMilli`, `memoryMiB`. */
  readonly podFixed: ResourceVector;
  /** What the figure leaves out. */
  readonly statement: string;
  readonly evidence: Evidence;
}

/** The chart's table as read on that day; before Kata 4, QEMU asked for 160 MiB, and could be killed for it on Arm. */
const KATA: Evidence = {
  source: "kata-containers/kata-containers@0041891 kata-deploy Helm chart, templates/runtimeclasses.yaml",
  asOf: "2026-11-22",
  confidence: "vendor-code",
};

interface KataRow {
  readonly runtimeClass: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly isolation?: "tee";
  readonly statement?: string;
}

function kata({ runtimeClass, cpuMilli, memoryMiB, isolation, statement }: KataRow): RuntimeOverhead {
  return {
    runtimeClass,
    isolation: isolation ?? "vm",
    podFixed: { cpuMilli, memoryMiB },
    statement:
      statement ??
      "what Kata's own RuntimeClass asks for; memory that the guest keeps beside it is not counted",
    evidence: KATA,
  };
}

function confidential(runtimeClass: string, memoryMiB: number): RuntimeOverhead {
  return kata({
    runtimeClass,
    cpuMilli: 1000,
    memoryMiB,
    isolation: "tee",
    statement:
      "a confidential virtual machine cannot share or overcommit its memory; the processor's own loss by encryption is not counted",
  });
}

const ROWS: readonly RuntimeOverhead[] = [
  {
    runtimeClass: "gvisor",
    isolation: "sandbox",
    podFixed: { cpuMilli: 250, memoryMiB: 140 },
    statement:
      "gVisor publishes no fixed overhead and its RuntimeClass sets none: the larger of what public clusters set (50m and 64Mi, 250m and 140Mi); system calls and I/O cost more besides, by workload",
    evidence: {
      source: "RuntimeClass gvisor of public clusters; gvisor.dev/docs/architecture_guide/resources",
      asOf: "2026-11-22",
      confidence: "estimate",
    },
  },
  kata({ runtimeClass: "kata-qemu", cpuMilli: 250, memoryMiB: 320 }),
  kata({ runtimeClass: "kata-qemu-runtime-rs", cpuMilli: 250, memoryMiB: 320 }),
  kata({ runtimeClass: "kata-clh", cpuMilli: 250, memoryMiB: 130 }),
  kata({ runtimeClass: "kata-clh-runtime-rs", cpuMilli: 250, memoryMiB: 130 }),
  kata({ runtimeClass: "kata-dragonball", cpuMilli: 250, memoryMiB: 130 }),
  kata({
    runtimeClass: "kata-fc",
    cpuMilli: 250,
    memoryMiB: 130,
    statement:
      "Firecracker under Kata: its own threads take at most 5 MiB (firecracker-microvm/firecracker SPECIFICATION.md), the rest is the guest's kernel and agent",
  }),
  kata({ runtimeClass: "kata-stratovirt", cpuMilli: 250, memoryMiB: 130 }),
  kata({ runtimeClass: "kata-remote", cpuMilli: 250, memoryMiB: 120 }),
  kata({ runtimeClass: "kata-qemu-nvidia-gpu", cpuMilli: 1000, memoryMiB: 10_240 }),
  confidential("kata-qemu-tdx", 2048),
  confidential("kata-qemu-snp", 2048),
  confidential("kata-qemu-se", 1024),
  confidential("kata-qemu-nvidia-gpu-tdx", 10_240),
  confidential("kata-qemu-nvidia-gpu-snp", 10_240),
  {
    runtimeClass: "wasmtime",
    isolation: "sandbox",
    podFixed: {},
    statement:
      "containerd's WebAssembly shims run the module in the pod's own cgroup: what they use is the pod's request, and nothing comes on top",
    evidence: {
      source: "containerd/runwasi: the shim's process is in the cgroup of the pod",
      asOf: "2026-11-22",
      confidence: "assumption",
    },
  },
];

/** Undefined: no figure is known for the runtime. */
export function runtimeOverhead(runtimeClass: string): RuntimeOverhead | undefined {
  return ROWS.find((row) => row.runtimeClass === runtimeClass);
}

/** All that are known, sorted by name. */
export function knownRuntimeClasses(): readonly string[] {
  return ROWS.map(({ runtimeClass }) => runtimeClass).sort();
}
