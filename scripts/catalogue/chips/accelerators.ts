/** Accelerators of other vendors: AMD, Intel, clouds' own, Chinese makers, FPGAs. */
import type { ChipEntry, EvidenceRow } from "../tables.js";
import { AWS, GOOGLE } from "./evidence.js";

const AMD: EvidenceRow = {
  source: "amd-data-sheets",
  confidence: "assumption",
  note: "not read again at its source",
};
const HAMI: EvidenceRow = { source: "hami", confidence: "secondary" };
const PLUGIN: EvidenceRow = { source: "device-plugins", confidence: "secondary" };

const BASELINE = "nvidia-a100";
/** Dense half precision of the baseline, TFLOPS. */
const BASELINE_TFLOPS = 312;

function against(tflops: number): Pick<ChipEntry, "performance"> {
  return {
    performance: [
      Math.round((tflops * 1000) / BASELINE_TFLOPS),
      BASELINE,
      "dense half-precision throughput as the vendor states it; real work is often bound by memory",
    ],
  };
}

type Details = Pick<ChipEntry, "memoryMiB" | "watts" | "performance" | "slices">;

interface Maker {
  readonly kind: ChipEntry["kind"];
  readonly vendor: string;
  readonly country: string;
  readonly resources: readonly string[];
  readonly evidence: EvidenceRow;
}

function chip(name: string, maker: Maker, details: Details = {}): ChipEntry {
  return { name, isa: "none", ...maker, ...details };
}

const RADEON: Maker = {
  kind: "gpu",
  vendor: "AMD",
  country: "US",
  resources: ["amd.com/gpu"],
  evidence: AMD,
};
const NEURON: Maker = {
  kind: "npu",
  vendor: "AWS",
  country: "US",
  resources: ["aws.amazon.com/neuron", "aws.amazon.com/neuroncore"],
  evidence: AWS,
};
const TPU: Maker = {
  kind: "tpu",
  vendor: "Google",
  country: "US",
  resources: ["google.com/tpu"],
  evidence: GOOGLE,
};
const GAUDI: Maker = {
  kind: "npu",
  vendor: "Intel",
  country: "US",
  resources: ["habana.ai/gaudi"],
  evidence: PLUGIN,
};

const GiB = 1024;

function ascend(model: string, resources: readonly string[], details: Details): ChipEntry {
  return chip(
    `ascend-${model}`,
    { kind: "npu", vendor: "Huawei", country: "CN", resources, evidence: HAMI },
    details,
  );
}

/** vNPU templates: their memory is the template's own figure; `most` is by its AI cores. */
function templates(
  resource: string,
  ...rows: readonly (readonly [profile: string, memoryMiB: number, most: number])[]
): NonNullable<ChipEntry["slices"]> {
  return rows.map(([profile, memoryMiB, most]) => [profile, memoryMiB, most, resource]);
}

const FIVES = [
  ["vir05_1c_16g", 16_384, 4],
  ["vir10_3c_32g", 32_768, 2],
] as const;

function chinese(vendor: string, resources: readonly string[], kind: ChipEntry["kind"] = "gpu"): Maker {
  return { kind, vendor, country: "CN", resources, evidence: HAMI };
}

export const ACCELERATORS: readonly ChipEntry[] = [
  chip("amd-mi25", RADEON, { memoryMiB: 16 * GiB, watts: 300 }),
  chip("amd-v520", RADEON, { memoryMiB: 8 * GiB }),
  chip("amd-v620", RADEON, { memoryMiB: 32 * GiB, watts: 300 }),
  chip("amd-v710", RADEON, { memoryMiB: 28 * GiB, watts: 158 }),
  chip("amd-mi300x", RADEON, {
    memoryMiB: 192 * GiB,
    watts: 750,
    ...against(1307),
    // Names of the plugin's "mixed" strategy; with "single" all are amd.com/gpu.
    slices: [
      ["spx_nps1", 192 * GiB, 1, "amd.com/spx_nps1"],
      ["cpx_nps4", 24 * GiB, 8, "amd.com/cpx_nps4"],
    ],
  }),
  chip("intel-gaudi2", GAUDI, { memoryMiB: 96 * GiB, watts: 600 }),
  chip("intel-gaudi3", GAUDI, { memoryMiB: 128 * GiB, watts: 900 }),
  chip("aws-inferentia1", NEURON, { memoryMiB: 8 * GiB }),
  chip("aws-inferentia2", NEURON, { memoryMiB: 32 * GiB, ...against(190) }),
  chip("aws-trainium1", NEURON, { memoryMiB: 32 * GiB, ...against(190) }),
  chip("aws-trainium2", NEURON, { memoryMiB: 96 * GiB, ...against(667) }),
  chip("google-tpu-v3", TPU, { memoryMiB: 32 * GiB, ...against(123) }),
  chip("google-tpu-v5e", TPU, { memoryMiB: 16 * GiB, ...against(197) }),
  chip("google-tpu-v5p", TPU, { memoryMiB: 95 * GiB, ...against(459) }),
  chip("google-tpu-v6e", TPU, { memoryMiB: 32 * GiB, ...against(918) }),
  chip("google-tpu-v7x", TPU, { memoryMiB: 192 * GiB, ...against(2307) }),
  chip(
    "qualcomm-ai100",
    { kind: "npu", vendor: "Qualcomm", country: "US", resources: ["qualcomm.com/qaic"], evidence: PLUGIN },
    { watts: 75 },
  ),
  ascend("310p", ["huawei.com/Ascend310P"], {
    memoryMiB: 24 * GiB,
    watts: 72,
    slices: templates("huawei.com/Ascend310P", ["vir01", 3072, 8], ["vir02", 6144, 4], ["vir04", 12_288, 2]),
  }),
  ascend("910a", ["huawei.com/Ascend910", "huawei.com/Ascend910A"], {
    memoryMiB: 32 * GiB,
    watts: 310,
    slices: templates(
      "huawei.com/Ascend910A",
      ["vir02", 2184, 15],
      ["vir04", 4369, 7],
      ["vir08", 8738, 3],
      ["vir16", 17_476, 1],
    ),
  }),
  ascend("910b2", ["huawei.com/Ascend910", "huawei.com/Ascend910B2"], {
    memoryMiB: 64 * GiB,
    slices: templates(
      "huawei.com/Ascend910B2",
      ["vir03_1c_8g", 8192, 8],
      ["vir06_1c_16g", 16_384, 4],
      ["vir12_3c_32g", 32_768, 2],
    ),
  }),
  ascend("910b3", ["huawei.com/Ascend910", "huawei.com/Ascend910B3"], {
    memoryMiB: 64 * GiB,
    slices: templates("huawei.com/Ascend910B3", ...FIVES),
  }),
  ascend("910b4", ["huawei.com/Ascend910", "huawei.com/Ascend910B4"], {
    memoryMiB: 32 * GiB,
    slices: templates("huawei.com/Ascend910B4", ["vir05_1c_8g", 8192, 4], ["vir10_3c_16g", 16_384, 2]),
  }),
  ascend("910c", ["huawei.com/Ascend910", "huawei.com/Ascend910C"], {
    memoryMiB: 64 * GiB,
    slices: templates("huawei.com/Ascend910C", ...FIVES),
  }),
  chip("cambricon-mlu370-x4", chinese("Cambricon", ["cambricon.com/mlu", "cambricon.com/vmlu"], "npu"), {
    memoryMiB: 24 * GiB,
    watts: 150,
  }),
  chip("cambricon-mlu370-x8", chinese("Cambricon", ["cambricon.com/mlu", "cambricon.com/vmlu"], "npu"), {
    memoryMiB: 48 * GiB,
    watts: 250,
  }),
  chip("cambricon-mlu590", chinese("Cambricon", ["cambricon.com/mlu", "cambricon.com/vmlu"], "npu")),
  chip("hygon-dcu-z100", chinese("Hygon", ["hygon.com/dcu", "hygon.com/dcunum"])),
  chip("hygon-dcu-k100", chinese("Hygon", ["hygon.com/dcu", "hygon.com/dcunum"]), { memoryMiB: 64 * GiB }),
  chip("metax-c500", chinese("MetaX", ["metax-tech.com/gpu", "metax-tech.com/sgpu"]), {
    memoryMiB: 64 * GiB,
  }),
  chip("enflame-s60", chinese("Enflame", ["enflame.com/gcu"], "npu"), { memoryMiB: 48 * GiB }),
  chip("mthreads-s4000", chinese("Moore Threads", ["mthreads.com/vgpu"]), { memoryMiB: 48 * GiB }),
  chip("kunlunxin-p800", chinese("Kunlunxin", ["kunlunxin.com/xpu"], "npu")),
  chip("iluvatar-bi-v150", chinese("Iluvatar CoreX", ["iluvatar.ai/gpu", "iluvatar.ai/BI-V150-vgpu"])),
  chip("iluvatar-mr-v100", chinese("Iluvatar CoreX", ["iluvatar.ai/gpu", "iluvatar.ai/MR-V100-vgpu"])),
  chip(
    "xilinx-u250",
    {
      kind: "fpga",
      vendor: "AMD",
      country: "US",
      resources: ["xilinx.com/fpga"],
      evidence: { ...PLUGIN, note: "the plugin appends the name and date of the card's shell" },
    },
    { memoryMiB: 64 * GiB, watts: 225 },
  ),
  chip("xilinx-vu47p", {
    kind: "fpga",
    vendor: "AMD",
    country: "US",
    resources: ["xilinx.com/fpga"],
    evidence: { ...PLUGIN, note: "the plugin appends the name of the card's shell" },
  }),
];
