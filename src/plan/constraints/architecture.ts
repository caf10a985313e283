/** An image runs only on the architectures that it was built for. */
import type { Architecture } from "../../model/catalogue.js";
import type { ImagePlatform } from "../../model/fleet-spec.js";
import type { NodeKind } from "../node-kind.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

const PLATFORMS: Readonly<Record<Architecture, ImagePlatform>> = {
  amd64: "linux/amd64",
  arm64: "linux/arm64",
};

function platformOf({ architecture }: NodeKind): ImagePlatform {
  return PLATFORMS[architecture];
}

export const architecture: OfferingRule = {
  rule: "architecture",
  allows({ imagePlatforms }) {
    const platforms = new Set<ImagePlatform>(imagePlatforms);
    return (kind) => platforms.has(platformOf(kind));
  },
  detail: (workload, excluded) =>
    `the image is built for ${listed(workload.imagePlatforms)}, the nodes need ${listed(excluded.map(platformOf))}`,
  wayOut: (_workload, excluded) =>
    `build the image for ${listed(excluded.map(platformOf))} and name that in imagePlatforms, or add a chip that it was built for to a pool`,
};
