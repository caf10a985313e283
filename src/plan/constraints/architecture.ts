/** An image runs only on the architectures that it was built for. */
import type { ImagePlatform } from "../../model/fleet-spec.js";
import type { NodeKind } from "../formulate/node-kind.js";
import { listed } from "./offering-rule.js";
import type { OfferingRule } from "./offering-rule.js";

function platformOf(kind: NodeKind): ImagePlatform {
  return `linux/${kind.architecture}`;
}

export const architecture: OfferingRule = {
  rule: "architecture",
  allows({ imagePlatforms }) {
    const [amd64, arm64] = [imagePlatforms.includes("linux/amd64"), imagePlatforms.includes("linux/arm64")];
    return ({ architecture: wanted }) => (wanted === "amd64" ? amd64 : arm64);
  },
  detail: (workload, excluded) =>
    `the image is built for ${listed(workload.imagePlatforms)}, the nodes need ${listed(excluded.map(platformOf))}`,
  wayOut: (_workload, excluded) =>
    `build the image for ${listed(excluded.map(platformOf))} and name that in imagePlatforms, or add a chip that it was built for to a pool`,
};
