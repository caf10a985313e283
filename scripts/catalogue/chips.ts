/** Every chip that pools, workloads and machines may name. */
import { ACCELERATORS } from "./chips/accelerators.js";
import { NVIDIA } from "./chips/nvidia.js";
import { PROCESSORS } from "./chips/processors.js";
import type { ChipEntry } from "./tables.js";

export const CHIPS: readonly ChipEntry[] = [...PROCESSORS, ...NVIDIA, ...ACCELERATORS];
