/**
 * The Amazon Linux 2023 image of a purchase: plain, or with the accelerator's driver. The device plugin that
 * publishes the accelerator to Kubernetes is the user's to install.
 */
import type { Purchase } from "../../../model/plan.js";

/** Chips whose driver is in an image of EKS' own: the AMI types of EKS' API, 2026-11. */
const DRIVERS: readonly { readonly chips: RegExp; readonly amiType: Readonly<Record<string, string>> }[] = [
  { chips: /^amd64$|^arm64$/, amiType: { amd64: "AL2023_x86_64_STANDARD", arm64: "AL2023_ARM_64_STANDARD" } },
  { chips: /^nvidia-/, amiType: { amd64: "AL2023_x86_64_NVIDIA", arm64: "AL2023_ARM_64_NVIDIA" } },
  { chips: /^aws-(?:inferentia|trainium)/, amiType: { amd64: "AL2023_x86_64_NEURON" } },
];

/** Undefined where no image has the driver. */
export function amiTypeOf({ chip, architecture }: Purchase): string | undefined {
  return DRIVERS.find(({ chips }) => chips.test(chip))?.amiType[architecture];
}
