/**
 * What must be packed on a target: per workload its replicas, or per availability zone its share of them,
 * with the nodes that may hold them. `relaxed` is the same without the zone split, where that matters.
 */
import type { Workload } from "../../model/fleet.js";
import { mayStayOut } from "../../model/fleet-parts.js";
import type { Conflict } from "../../model/outcome.js";
import { standBeside } from "../constraints/beside.js";
import type { Placing } from "../constraints/beside.js";
import { gather } from "../constraints/gangs.js";
import { sparesOf } from "../constraints/headroom.js";
import type { Candidate } from "../constraints/headroom.js";
import { stayingOut } from "../constraints/stay-out.js";
import { maxPerNodeOf } from "../constraints/per-node.js";
import { workloadResidency } from "../constraints/residency.js";
import type { ResidencyInput } from "../constraints/residency.js";
import { splitOverZones } from "../constraints/zone-spread.js";
import type { ZonesFirst } from "../constraints/zone-risks.js";
import type { SpreadInput, ZoneSplit } from "../constraints/zone-spread.js";
import type { Demand } from "./demand.js";
import { eligibilityOf, inZones } from "./eligibility.js";
import type { EligibilityMask } from "./eligibility.js";
import { noOfferingConflict } from "./exclusions.js";
import type { NodeKind } from "./node-kind.js";

export interface Demands {
  readonly demands: readonly Demand[];
  /** Without zone splits: any plan of the target packs these. Absent where `demands` is exact already. */
  readonly relaxed?: readonly Demand[];
  /** Without zone splits, whether that matters or not. */
  readonly whole: readonly Demand[];
  readonly conflicts: readonly Conflict[];
  /** Why the plans that are tried are none; others may exist. */
  readonly unfound: readonly Conflict[];
  /** Pool -> id of the workload that it keeps room for. */
  readonly spareOf: ReadonlyMap<string, string>;
}

function demandOf(workload: Workload, replicas: number, mask: EligibilityMask): Demand {
  const maxPerNode = maxPerNodeOf(workload);
  return {
    workload,
    replicas,
    mask,
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...stayingOut(workload),
  };
}

interface Share extends Placing {
  /** Replicas that went to zones in turn: the next workload goes on where these stopped. */
  readonly turns: number;
}

/** Why there is none: no split exists, or none that is tried. */
type NoShare = Extract<ZoneSplit, { readonly conflict: Conflict }>;

function shareOf(input: SpreadInput): Share | NoShare {
  const { workload, mask, kinds } = input;
  const whole = demandOf(workload, workload.replicas, mask);
  const split = splitOverZones(input);
  switch (split.status) {
    case "conflict":
    case "unfound":
      return split;
    case "free":
      return { whole, parts: [whole], exact: true, turns: 0 };
    case "split": {
      const parts = split.parts.map(({ availabilityZone, replicas }) =>
        demandOf(workload, replicas, inZones(mask, kinds, [availabilityZone])),
      );
      return { whole, parts, exact: split.forced, turns: workload.replicas };
    }
  }
}

/** Demands of the target's workloads, and every reason why one of them cannot be placed at all. */
export function demandsOf(
  input: ResidencyInput,
  kinds: readonly NodeKind[],
  zonesFirst: ZonesFirst = "all",
): Demands {
  const { target } = input;
  // The law binds a workload before it has its first replica; nodes do not.
  const idle = target.workloads.filter(({ replicas }) => replicas === 0);
  const workloads = target.workloads.filter(({ replicas }) => replicas > 0);
  const masks = eligibilityOf(workloads, kinds);
  const conflicts = idle.flatMap((workload) => workloadResidency(workload, input));
  const placings = new Map<string, Placing>();
  const unfound: Conflict[] = [];
  const candidates: Candidate[] = [];
  let rotation = 0;
  for (const [index, workload] of workloads.entries()) {
    const mask = masks[index] ?? new Uint8Array(kinds.length);
    const residency = workloadResidency(workload, input);
    conflicts.push(...residency);
    if (!mask.includes(1) && !mayStayOut(workload)) {
      if (residency.length === 0) conflicts.push(noOfferingConflict(workload, target, kinds));
      continue;
    }
    if (mask.includes(1)) candidates.push({ workload, mask });
    const share = shareOf({ workload, mask, kinds, rotation, target, zonesFirst });
    if ("conflict" in share) (share.status === "conflict" ? conflicts : unfound).push(share.conflict);
    else {
      placings.set(workload.id, share);
      rotation += share.turns;
    }
  }
  const placed = standBeside({ placings, kinds, workloads: target.workloads });
  const gathered = gather({ placings: placed.placings, kinds, workloads: target.workloads });
  const shares = [...gathered.placings.values()];
  conflicts.push(...placed.conflicts, ...gathered.conflicts);
  const spares = sparesOf(target, kinds, candidates);
  const demands = [...shares.flatMap(({ parts }) => parts), ...spares];
  const whole = [...shares.map((share) => share.whole), ...spares];
  const spareOf = new Map(spares.map(({ pool, of }) => [pool, of]));
  const found = { demands, whole, conflicts, unfound: [...unfound, ...placed.unfound], spareOf };
  return shares.every(({ exact }) => exact) ? found : { ...found, relaxed: whole };
}
