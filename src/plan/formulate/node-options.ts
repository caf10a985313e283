/** What a cluster's spec says of how its nodes are made, as the allocatable rules ask for it. */
import { isAddressModeOf } from "../../catalogue/index.js";
import type { AllocatablePlatform, AllocatableRequest } from "../../catalogue/index.js";

export interface NodeSettings {
  readonly version?: string;
  readonly podsPerNode?: number;
  readonly addressMode?: string;
}

export function nodeOptions(
  platform: AllocatablePlatform,
  { version, podsPerNode, addressMode }: NodeSettings = {},
): Pick<AllocatableRequest, "version" | "podsPerNode" | "addressMode"> {
  const options = {
    ...(version === undefined ? {} : { version }),
    ...(podsPerNode === undefined ? {} : { podsPerNode }),
  };
  // The spec's check has refused other modes; a lock may say anything, and is refused where it is not the fleet's.
  return addressMode !== undefined && isAddressModeOf(platform, addressMode)
    ? { ...options, addressMode }
    : options;
}
