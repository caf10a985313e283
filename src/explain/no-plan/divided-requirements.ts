/** Workloads that are divided among places: their own rules in every place, those about places, and themselves. */
import type { CheckedFleet, DividedWorkload, Workload } from "../../model/fleet.js";
import { PLACE_LOSS_WORDS } from "../../model/survival.js";
import { omitted } from "../../units/omitted.js";
import { removing } from "./requirement.js";
import type { Edit, Requirement } from "./requirement.js";
import { rulesOf } from "./workload-requirements.js";

type EditDivided = (one: DividedWorkload) => DividedWorkload | undefined;

export function onDivided(key: string, edit: EditDivided): Edit {
  return (fleet) => {
    const { divided = [], ...rest } = fleet;
    const left = divided.flatMap((one) => (one.key === key ? (edit(one) ?? []) : one));
    return left.length === 0 ? rest : { ...rest, divided: left };
  };
}

export function inEveryPlace(edit: (workload: Workload) => Workload): EditDivided {
  return (one) => ({ ...one, candidates: one.candidates.map(edit) });
}

function placeRules(one: DividedWorkload): Requirement[] {
  const { key, origin, minPlaces, maxPlaces, maxPerPlace, survive } = one;
  const rule = (words: string, wayOut: string, without: EditDivided): Requirement => ({
    label: "division",
    subject: key,
    path: origin,
    words: `workload "${key}" ${words}`,
    without: onDivided(key, without),
    easing: removing("workload", key, wayOut),
  });
  return [
    ...(survive === undefined
      ? []
      : [
          rule(
            `has ${survive.replicas} replicas left after the loss of any one ${PLACE_LOSS_WORDS[survive.loss]}`,
            "do without its standby for losses of places",
            (some) => omitted(some, "survive"),
          ),
        ]),
    ...(minPlaces <= 1
      ? []
      : [
          rule(`stands in ${minPlaces} places at least`, "do without its least number of places", (one) => ({
            ...one,
            minPlaces: 1,
          })),
        ]),
    ...(maxPlaces === undefined
      ? []
      : [
          rule(`stands in ${maxPlaces} places at most`, "let it stand in more places", (one) =>
            omitted(one, "maxPlaces"),
          ),
        ]),
    ...(maxPerPlace === undefined
      ? []
      : [
          rule(
            `has ${maxPerPlace} replicas in one place at most`,
            "do without its largest share in one place",
            (one) => omitted(one, "maxPerPlace"),
          ),
        ]),
  ];
}

/** No part of it is asked about: with fewer replicas its places would have other limits. */
function presence({ key, origin, replicas, candidates }: DividedWorkload): Requirement {
  return {
    label: "replicas",
    subject: key,
    path: origin,
    words: `workload "${key}" runs ${replicas} replica(s), divided among ${candidates.length} places`,
    without: onDivided(key, () => undefined),
    easing: removing("workload", key, "leave it out"),
  };
}

export function dividedRequirements({ divided = [] }: CheckedFleet): Requirement[] {
  const own = divided.flatMap((one) => {
    const [first] = one.candidates;
    const edits = first === undefined ? [] : rulesOf(first, (edit) => onDivided(one.key, inEveryPlace(edit)));
    return [...edits, ...placeRules(one)];
  });
  return [...own, ...divided.map(presence)];
}
