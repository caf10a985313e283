/** How the accelerators of a pool are cut: the profile must be one of every chip that the pool may buy. */
import type { ClusterSpec, PoolSpec } from "../../model/fleet-spec.js";
import type { Pool, SlicesOfDevice } from "../../model/fleet.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";
import { ARCHITECTURES } from "../knowledge.js";

function acceleratorsOf({ chips = [] }: PoolSpec): string[] {
  const plain: readonly string[] = ARCHITECTURES;
  return chips.filter((chip) => !plain.includes(chip));
}

/** Undefined, and a fault, where the chip cannot be cut so. */
function cutOf(
  chip: string,
  profile: string,
  { platform }: ClusterSpec,
  path: string,
  { faults, knowledge }: CheckContext,
): SlicesOfDevice | undefined {
  const slices = knowledge.chipSlices(chip);
  const slice = slices.find((one) => one.profile === profile);
  if (slice === undefined) {
    const known = slices.map((one) => one.profile);
    faults.error(
      "unknown-name",
      path,
      `no profile of ${chip} is called "${profile}"`,
      known.length === 0
        ? "the catalogue knows no way to cut it: remove deviceSlices"
        : nameHint(profile, known, `profile of ${chip}`),
    );
    return undefined;
  }
  const { most: each, resource } = slice;
  // GKE's device plugin gives slices the device's own name (cloud.google.com, GKE: gpus-multi, 2026).
  return platform === "gke" ? { each } : { each, resource };
}

export function deviceSlicesOf(
  pool: PoolSpec,
  cluster: ClusterSpec,
  at: string,
  context: CheckContext,
): Pick<Pool, "deviceSlices"> {
  if (pool.deviceSlices === undefined) return {};
  const { faults } = context;
  const { profile, sharedBy } = pool.deviceSlices;
  const path = `${at}/deviceSlices`;
  if ((profile === undefined) === (sharedBy === undefined)) {
    faults.error("invalid-spec", path, "exactly one of profile and sharedBy is needed", "give one of them");
    return {};
  }
  const chips = acceleratorsOf(pool);
  if (chips.length === 0 || pool.nodes !== undefined) {
    faults.error(
      "invalid-spec",
      path,
      pool.nodes === undefined
        ? "the pool has no accelerator chip whose devices could be cut"
        : "the pool lists its nodes: what their devices give stands there",
      pool.nodes === undefined
        ? "name one in chips, or remove deviceSlices"
        : "state the slices in extendedResources of the nodes, and remove deviceSlices",
    );
    return {};
  }
  const byChip: [string, SlicesOfDevice][] = chips.flatMap((chip) => {
    const cut =
      profile === undefined
        ? { each: sharedBy ?? 1 }
        : cutOf(chip, profile, cluster, `${path}/profile`, context);
    return cut === undefined ? [] : [[chip, cut]];
  });
  return {
    deviceSlices: {
      ...(profile === undefined ? {} : { profile }),
      byChip: Object.fromEntries(byChip.sort(([left], [right]) => (left < right ? -1 : 1))),
    },
  };
}
