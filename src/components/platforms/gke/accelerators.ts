/**
 * GPUs as GKE's API names them. Accelerator-optimised machine types have theirs built in, and GKE wants them
 * named all the same (cloud.google.com/kubernetes-engine/docs/how-to/gpus, 2026); with them it installs the
 * driver and the device plugin.
 */
import type { Purchase } from "../../../model/plan.js";
import { amountOf } from "../../../units/resources.js";

const TYPE_OF_CHIP: Readonly<Record<string, string>> = {
  "nvidia-l4": "nvidia-l4",
  "nvidia-a100": "nvidia-tesla-a100",
  "nvidia-a100-80gb": "nvidia-a100-80gb",
  "nvidia-h100": "nvidia-h100-80gb",
  "nvidia-h200": "nvidia-h200-141gb",
  "nvidia-b200": "nvidia-b200",
  "nvidia-gb200": "nvidia-gb200",
  "nvidia-gb300": "nvidia-gb300",
  "nvidia-rtx-pro-server-6000": "nvidia-rtx-pro-6000",
};

function acceleratorType({ chip, instanceType }: Purchase): string | undefined {
  return instanceType.startsWith("a3-megagpu-") ? "nvidia-h100-mega-80gb" : TYPE_OF_CHIP[chip];
}

function isPlain({ chip, architecture }: Purchase): boolean {
  return chip === architecture;
}

/** Whether GKE's name of the accelerator is known. */
export function hasKnownAccelerator(purchase: Purchase): boolean {
  return isPlain(purchase) || acceleratorType(purchase) !== undefined;
}

/** Nothing for machines without accelerators. */
/** Partitions by GKE's own names, or turns on the whole device (cloud.google.com, GKE: timesharing-gpus, 2026). */
function sharing({ deviceSlices }: Purchase): object {
  if (deviceSlices === undefined) return {};
  // One kind of slices a pool: the spec's check refuses mixed ones on GKE.
  const [slice] = deviceSlices.slices;
  return slice?.profile === undefined
    ? { gpuSharingConfig: { gpuSharingStrategy: "TIME_SHARING", maxSharedClientsPerGpu: slice?.each } }
    : { gpuPartitionSize: slice.profile };
}

export function guestAccelerators(purchase: Purchase) {
  const type = acceleratorType(purchase);
  if (isPlain(purchase) || type === undefined) return {};
  return {
    guestAccelerators: [
      {
        type,
        count:
          purchase.deviceSlices?.devices ??
          purchase.deviceShares?.devices ??
          amountOf(purchase.allocatable, "nvidia.com/gpu"),
        ...sharing(purchase),
        gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" },
      },
    ],
  };
}
