/** Why divided workloads find no places. */
import type { DividedWorkload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { limitConflict, shortOf } from "../pack/limit-conflicts.js";
import type { Joint } from "./joint-packing.js";
import type { Place } from "./places.js";

/** The workload may stand in fewer places than it must, most often in none. */
export function shutOutConflict(divided: DividedWorkload, places: readonly Place[]): Conflict {
  const { key, minPlaces, candidates, origin } = divided;
  const open = places.filter(({ masks }) => masks.has(key)).length;
  const why = places.flatMap(({ shutOut }) => shutOut.get(key) ?? []);
  const [first] = why;
  return {
    label: first?.label ?? "no-offering",
    subject: key,
    path: origin,
    message: `workload "${key}" may stand in ${open} of the ${candidates.length} places that it is divided among, and needs ${minPlaces}: ${why.map(({ message }) => message).join("; ")}`,
    offeringsConsidered: why.reduce((sum, one) => sum + one.offeringsConsidered, 0),
    exclusions: why.flatMap(({ exclusions }) => exclusions),
    waysOut: [...new Set(why.flatMap(({ waysOut }) => waysOut))].slice(0, 6),
  };
}

/** All places together do not hold what must stand there; `proved`: whether that is certain. */
export function roomConflict({ formulation, outcome }: Joint, proved: boolean): Conflict {
  const { workUnits } = outcome;
  const { classes, caps } = shortOf(outcome);
  const first = formulation.classes[classes[0] ?? 0]?.members[0]?.workload;
  const room = {
    words: "all the places that may take them",
    name: first === undefined ? "" : `${first.namespace}/${first.name}`,
    path: first?.origin ?? "",
  };
  const conflict = limitConflict({ room, formulation, classes, caps, proved, workUnits });
  const waysOut = [...conflict.waysOut, "let more clusters or edge sites take part (divideAmong)"];
  return { ...conflict, waysOut };
}

/** Rules about places that the divisions that were tried do not keep. */
export function rulesConflict({ key, origin, minPlaces, maxPlaces }: DividedWorkload): Conflict {
  const most = maxPlaces === undefined ? "" : ` and at most ${maxPlaces}`;
  return {
    label: "division",
    subject: key,
    path: origin,
    message: `no division of workload "${key}" was found that has at least ${minPlaces} place(s)${most} and keeps its share a place`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: ["lower minPlaces, or raise maxPlaces or maxShare", "let more clusters or edge sites take part"],
  };
}
