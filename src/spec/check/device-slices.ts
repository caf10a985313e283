/**
 * How the accelerators of a pool are cut: each profile must be one of every chip that the pool may buy, and several
 * must have places beside each other on one device.
 */
import type { ChipSlice } from "../../model/catalogue.js";
import type { ClusterSpec, DeviceSlicesSpec, PoolSpec } from "../../model/fleet-spec.js";
import type { Pool, SlicesOfDevice } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";
import { pointerTo } from "../json-pointer.js";
import { ARCHITECTURES } from "../knowledge.js";
import { nameHint } from "../suggestion.js";
import type { CheckContext } from "./context.js";
import { haveRoomTogether } from "./slice-places.js";

/** cloud.google.com, GKE: gpus-multi; learn.microsoft.com/azure/aks/gpu-multi-instance (both 2026). */
const CUT_ALIKE: ReadonlySet<string> = new Set(["gke", "aks"]);

function acceleratorsOf({ chips = [] }: PoolSpec): string[] {
  const plain: readonly string[] = ARCHITECTURES;
  return chips.filter((chip) => !plain.includes(chip));
}

interface Wanted {
  readonly profile: string;
  /** Absent: as many as a device can hold. */
  readonly each?: number;
  /** Where the profile stands in the spec. */
  readonly path: string;
}

/** Undefined, and a fault, where the chip has no such profile or fewer places for it. */
function sliceOf(
  chip: string,
  { profile, each, path }: Wanted,
  { faults, knowledge }: CheckContext,
): ChipSlice | undefined {
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
  if (each !== undefined && each > slice.most) {
    faults.error(
      "invalid-spec",
      path,
      `${each} of ${profile} are more than the ${slice.most} that one ${chip} can hold`,
      `ask for at most ${slice.most}`,
    );
    return undefined;
  }
  return slice;
}

/** Undefined, and a fault, where the profiles have no places beside each other. */
function cutOf(
  chip: string,
  wanted: readonly Wanted[],
  { platform }: ClusterSpec,
  at: string,
  context: CheckContext,
): SlicesOfDevice[] | undefined {
  const found = wanted.flatMap((one) => {
    const slice = sliceOf(chip, one, context);
    return slice === undefined ? [] : [{ slice, each: one.each ?? slice.most }];
  });
  if (found.length < wanted.length) return undefined;
  if (found.length > 1 && !haveRoomTogether(found)) {
    const unknown = found.find(({ slice }) => slice.placements === undefined);
    context.faults.error(
      "invalid-spec",
      at,
      unknown === undefined
        ? `these profiles have no places beside each other on one ${chip}`
        : `the catalogue does not know where ${unknown.slice.profile} may lie on a ${chip} beside others`,
      "ask for fewer, or give a pool of its own to some of them",
    );
    return undefined;
  }
  return found.map(({ slice: { profile, resource }, each }) =>
    // GKE's device plugin gives slices the device's own name (cloud.google.com, GKE: gpus-multi, 2026).
    platform === "gke" ? { profile, each } : { profile, each, resource },
  );
}

/** What is wrong with how the pool is cut before any chip is looked at. */
function isRefused(
  pool: PoolSpec,
  { platform }: ClusterSpec,
  path: string,
  { faults }: CheckContext,
): boolean {
  const { profile, profiles, sharedBy } = pool.deviceSlices ?? {};
  if ([profile, profiles, sharedBy].filter((way) => way !== undefined).length !== 1) {
    faults.error(
      "invalid-spec",
      path,
      "exactly one of profile, profiles and sharedBy is needed",
      "give one of them",
    );
    return true;
  }
  if (profiles !== undefined && CUT_ALIKE.has(platform)) {
    faults.error(
      "not-supported",
      `${path}/profiles`,
      `${platform} cuts every device of a node pool by one profile, into as many as it holds`,
      "give each profile a pool of its own, with profile in place of profiles",
    );
    return true;
  }
  if (profiles !== undefined && Object.keys(profiles).length === 0) {
    faults.error(
      "invalid-spec",
      `${path}/profiles`,
      "no profile is named",
      "name one, or remove deviceSlices",
    );
    return true;
  }
  if (acceleratorsOf(pool).length > 0 && pool.nodes === undefined) return false;
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
  return true;
}

function wantedOf({ profile, profiles = {} }: DeviceSlicesSpec, path: string): Wanted[] {
  if (profile !== undefined) return [{ profile, path: `${path}/profile` }];
  return Object.entries(profiles)
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, each]) => ({ profile: name, each, path: `${path}/profiles${pointerTo(name)}` }));
}

export function deviceSlicesOf(
  pool: PoolSpec,
  cluster: ClusterSpec,
  at: string,
  context: CheckContext,
): Pick<Pool, "deviceSlices"> {
  const { deviceSlices } = pool;
  const path = `${at}/deviceSlices`;
  if (deviceSlices === undefined || isRefused(pool, cluster, path, context)) return {};
  const { sharedBy } = deviceSlices;
  const wanted = wantedOf(deviceSlices, path);
  const byChip = acceleratorsOf(pool).flatMap((chip): [string, SlicesOfDevice[]][] => {
    const cut = sharedBy === undefined ? cutOf(chip, wanted, cluster, path, context) : [{ each: sharedBy }];
    return cut === undefined ? [] : [[chip, cut]];
  });
  return {
    deviceSlices: { byChip: Object.fromEntries(byChip.sort(([left], [right]) => compareText(left, right))) },
  };
}
