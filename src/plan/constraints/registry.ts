/** All rules that keep a workload off an offering, in the order in which they are asked and reported. */
import { volumeLimit } from "./attachable-volumes.js";
import { architecture } from "./architecture.js";
import { boundVolume } from "./bound-volume.js";
import { accelerator, coreSizes, extendedResource, hostPort } from "./capacity.js";
import { deviceShare } from "./device-shares.js";
import { nodeSelector } from "./node-selector.js";
import type { OfferingRule } from "./offering-rule.js";
import { taint } from "./taint.js";

export const OFFERING_RULES: readonly OfferingRule[] = [
  architecture,
  accelerator,
  nodeSelector,
  taint,
  boundVolume,
  ...coreSizes,
  extendedResource,
  deviceShare,
  hostPort,
  volumeLimit,
];
