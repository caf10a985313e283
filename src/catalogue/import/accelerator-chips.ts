/** The catalogue's chip names for devices as the clouds' own exports call them. */
import type { Accelerator } from "../../model/catalogue.js";

/** EC2's GpuInfo, NeuronInfo, InferenceAcceleratorInfo and FpgaInfo names, in lower case, to chip and resource. */
const AWS_CHIPS: Readonly<Record<string, readonly [chip: string, resource: string]>> = {
  "nvidia t4": ["nvidia-t4", "nvidia.com/gpu"],
  "nvidia t4g": ["nvidia-t4g", "nvidia.com/gpu"],
  "nvidia a10g": ["nvidia-a10g", "nvidia.com/gpu"],
  "nvidia l4": ["nvidia-l4", "nvidia.com/gpu"],
  "nvidia l40s": ["nvidia-l40s", "nvidia.com/gpu"],
  "nvidia v100": ["nvidia-v100", "nvidia.com/gpu"],
  "nvidia k80": ["nvidia-k80", "nvidia.com/gpu"],
  "nvidia m60": ["nvidia-m60", "nvidia.com/gpu"],
  "nvidia a100": ["nvidia-a100", "nvidia.com/gpu"],
  "nvidia h100": ["nvidia-h100", "nvidia.com/gpu"],
  "nvidia h200": ["nvidia-h200", "nvidia.com/gpu"],
  "nvidia b200": ["nvidia-b200", "nvidia.com/gpu"],
  "nvidia b300": ["nvidia-b300", "nvidia.com/gpu"],
  "amd radeon pro v520": ["amd-v520", "amd.com/gpu"],
  "aws inferentia": ["aws-inferentia1", "aws.amazon.com/neuron"],
  "aws inferentia2": ["aws-inferentia2", "aws.amazon.com/neuron"],
  "aws trainium": ["aws-trainium1", "aws.amazon.com/neuron"],
  "aws trainium2": ["aws-trainium2", "aws.amazon.com/neuron"],
  "habana gaudi hl-205": ["habana-gaudi", "habana.ai/gaudi"],
  "qualcomm ai100": ["qualcomm-ai100", "qualcomm.com/qaic"],
};

/** Undefined: no device plugin's name is known for it. `memoryMiB` is of one device. */
export function awsAccelerator(
  manufacturer: string,
  name: string,
  count: number,
  memoryMiB: number,
): Accelerator | undefined {
  const key = `${manufacturer} ${name}`.toLowerCase();
  const known = Object.hasOwn(AWS_CHIPS, key) ? AWS_CHIPS[key] : undefined;
  if (known === undefined || count < 1) return undefined;
  const [chip, resource] = known;
  // p4de and p4d call their cards alike.
  return { chip: chip === "nvidia-a100" && memoryMiB > 50_000 ? "nvidia-a100-80gb" : chip, count, resource };
}

/** GCP's guestAcceleratorType, such as "nvidia-tesla-t4", "nvidia-l4" or "ct5lp". */
const GCP_CHIPS: Readonly<Record<string, string>> = {
  "nvidia-tesla-t4": "nvidia-t4",
  "nvidia-tesla-v100": "nvidia-v100",
  "nvidia-tesla-p100": "nvidia-p100",
  "nvidia-tesla-p4": "nvidia-p4",
  "nvidia-tesla-a100": "nvidia-a100",
  "nvidia-a100-80gb": "nvidia-a100-80gb",
  "nvidia-l4": "nvidia-l4",
  "nvidia-h100-80gb": "nvidia-h100",
  "nvidia-h100-mega-80gb": "nvidia-h100",
  "nvidia-h200-141gb": "nvidia-h200",
  "nvidia-b200": "nvidia-b200",
  "nvidia-gb200": "nvidia-gb200",
};

export function gcpAccelerator(type: string, count: number): Accelerator | undefined {
  const chip = Object.hasOwn(GCP_CHIPS, type) ? GCP_CHIPS[type] : undefined;
  return chip === undefined || count < 1 ? undefined : { chip, count, resource: "nvidia.com/gpu" };
}
