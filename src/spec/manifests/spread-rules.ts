/** What a workload's affinities and spread constraints come to: of several rules the tightest holds. */
import type { Workload } from "../../model/fleet.js";
import { compareText } from "../../units/compare.js";

export type SpreadDomain = "node" | "availabilityZone";

export type SpreadRule =
  | { readonly rule: "cap"; readonly over: SpreadDomain; readonly most: number }
  | { readonly rule: "zoneSpread"; readonly maxSkew: number; readonly minDomains?: number }
  /** "namespace/name" of a workload that no node holds beside it. */
  | { readonly rule: "apart"; readonly from: string }
  /** "namespace/name" of a workload that must be wherever it is. */
  | { readonly rule: "beside"; readonly other: string; readonly over: SpreadDomain }
  /** All replicas in one domain. */
  | { readonly rule: "gang"; readonly within: SpreadDomain; readonly name: string }
  | { readonly rule: "soft"; readonly over: SpreadDomain; readonly maxSkew: number };

export type WorkloadSpread = Pick<
  Workload,
  "zoneSpread" | "softSpread" | "maxPerNode" | "maxPerAvailabilityZone" | "apartFrom" | "beside" | "gang"
>;

function least(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((left, right) => Math.min(left, right));
}

function most(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : numbers.reduce((left, right) => Math.max(left, right));
}

function capOver(rules: readonly SpreadRule[], over: SpreadDomain): number | undefined {
  return least(rules.flatMap((one) => (one.rule === "cap" && one.over === over ? [one.most] : [])));
}

function softSpread(rules: readonly SpreadRule[]): WorkloadSpread["softSpread"] {
  const soft = rules.flatMap((one) =>
    one.rule === "soft" ? [{ over: one.over, maxSkew: one.maxSkew }] : [],
  );
  const distinct = new Map(soft.map((one) => [`${one.over} ${one.maxSkew}`, one]));
  return [...distinct.values()].sort(
    (left, right) => compareText(left.over, right.over) || left.maxSkew - right.maxSkew,
  );
}

export function mergedSpread(rules: readonly SpreadRule[]): WorkloadSpread {
  const zones = rules.filter((one) => one.rule === "zoneSpread");
  const maxSkew = least(zones.map((one) => one.maxSkew));
  const minDomains = most(zones.flatMap((one) => one.minDomains ?? []));
  const apartFrom = [...new Set(rules.flatMap((one) => (one.rule === "apart" ? [one.from] : [])))].sort();
  const [beside] = rules.filter((one) => one.rule === "beside");
  const [gang] = rules.filter((one) => one.rule === "gang");
  const maxPerNode = capOver(rules, "node");
  const maxPerAvailabilityZone = capOver(rules, "availabilityZone");
  return {
    ...(maxSkew === undefined
      ? {}
      : { zoneSpread: { maxSkew, ...(minDomains === undefined ? {} : { minDomains }) } }),
    softSpread: softSpread(rules),
    ...(apartFrom.length === 0 ? {} : { apartFrom }),
    ...(beside === undefined ? {} : { beside: { workload: beside.other, over: beside.over } }),
    ...(gang === undefined ? {} : { gang: { within: gang.within, name: gang.name } }),
    ...(maxPerNode === undefined ? {} : { maxPerNode }),
    ...(maxPerAvailabilityZone === undefined ? {} : { maxPerAvailabilityZone }),
  };
}
