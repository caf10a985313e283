/** Why divided workloads find no places. */
import type { DividedWorkload } from "../../model/fleet.js";
import type { Conflict } from "../../model/outcome.js";
import { listed } from "../constraints/offering-rule.js";
import { present } from "../../units/invariant.js";
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
  const { classes, limitOfCap, kindsOfType } = formulation;
  const short =
    outcome.status === "infeasible"
      ? outcome.classes
      : outcome.status === "noneFound"
        ? outcome.unplaced.flatMap((left, index) => (left > 0 ? [index] : []))
        : [];
  const caps = outcome.status === "infeasible" ? outcome.caps : [];
  const limits = caps.flatMap((index) => limitOfCap[index] ?? []);
  const members = short.flatMap((index) => present(classes[index], "class").members);
  const names = [...new Set(members.map(({ workload }) => `"${workload.name}"`))].sort();
  const replicas = short.reduce((sum, index) => sum + present(classes[index], "class").replicas, 0);
  const verdict = proved ? "do not fit into" : "were not brought into";
  const under = limits.length === 0 ? "" : ` (${listed(limits.map(({ words }) => words))})`;
  return {
    label: limits[0]?.label ?? "fixed-nodes",
    subject: members[0]?.workload.id ?? "",
    path: limits[0]?.path ?? members[0]?.workload.origin ?? "",
    message: `${replicas} replica(s) of ${listed(names)} ${verdict} the places that may take them, with all else that stands there${under}`,
    offeringsConsidered: kindsOfType.reduce((sum, kinds) => sum + kinds.length, 0),
    exclusions: [],
    waysOut: [
      ...limits.map(({ words }) => `raise what is limited: ${words}`),
      "let more clusters or edge sites take part (divideAmong)",
      ...(proved ? [] : ["give the search more work units (limits.workUnits)"]),
      "lower the replicas or the requests of the workloads named",
    ],
  };
}

/** Rules about places that the divisions that were tried do not keep. */
export function rulesConflict({ key, origin, minPlaces, maxPlaces }: DividedWorkload): Conflict {
  const most = maxPlaces === undefined ? "" : ` and at most ${maxPlaces}`;
  return {
    label: "division",
    subject: key,
    path: `${origin}/divideAmong`,
    message: `no division of workload "${key}" was found that has at least ${minPlaces} place(s)${most} and keeps its share a place`,
    offeringsConsidered: 0,
    exclusions: [],
    waysOut: ["lower minPlaces, or raise maxPlaces or maxShare", "let more clusters or edge sites take part"],
  };
}
