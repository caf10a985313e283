/**
 * Residency: a cluster or site stands in a country that its compliance zone's jurisdictions take in; a
 * workload runs inside the compliance zone and the regions that it is bound to, where its data may be.
 * Each broken rule is a conflict of its own: no offering of the place can help.
 */
import { jurisdictionContains } from "../../catalogue/index.js";
import type { Catalogue } from "../../catalogue/index.js";
import type { ComplianceZone, Flow, Workload } from "../../model/fleet.js";
import type { Conflict, ConflictLabel } from "../../model/outcome.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { targetPath, targetWords } from "../formulate/plan-target.js";
import { targetLaw, workloadLaw } from "./law.js";
import { listed } from "./offering-rule.js";

export interface ResidencyInput {
  readonly target: PlanTarget;
  readonly targets: readonly PlanTarget[];
  readonly complianceZones: readonly ComplianceZone[];
  readonly catalogue: Catalogue;
  /** Declared traffic of the fleet; absent without any. */
  readonly flows?: readonly Flow[];
  /** Offerings of the target: all of them are excluded. */
  readonly offerings: number;
}

function allows(zone: ComplianceZone, country: string): boolean {
  return zone.jurisdictions.some((jurisdiction) => jurisdictionContains(jurisdiction, country));
}

function zoneWords(zone: ComplianceZone): string {
  return `compliance zone "${zone.name}" (jurisdictions ${listed(zone.jurisdictions)})`;
}

/** The region of a cluster, or the name of a site: what a workload's `regions` may name. */
function regionName(target: PlanTarget): string {
  return target.kind === "cluster" ? target.cluster.region : target.name;
}

function placeWords(target: PlanTarget): string {
  return target.kind === "cluster" ? `${target.cluster.region} (${target.country})` : target.country;
}

/** "us-east-1 (US)"; any provider's region of that name. */
function regionWords(catalogue: Catalogue, targets: readonly PlanTarget[], region: string): string {
  const country = countryOf(catalogue, targets, region);
  return country === undefined ? region : `${region} (${country})`;
}

function countryOf(catalogue: Catalogue, targets: readonly PlanTarget[], name: string): string | undefined {
  const region = catalogue.regions().find((one) => one.name === name);
  return region?.country ?? targets.find((target) => regionName(target) === name)?.country;
}

interface Broken {
  readonly label: ConflictLabel;
  readonly message: string;
  readonly waysOut: readonly string[];
}

/** Clusters and sites inside the compliance zone, for ways out: "shop-eu (eu-central-1)". */
function membersOf(zone: ComplianceZone, targets: readonly PlanTarget[]): string[] {
  return targets
    .filter((target) => target.complianceZone?.name === zone.name && allows(zone, target.country))
    .map((target) => `${targetWords(target)} in ${placeWords(target)}`);
}

/** The cluster or site itself, outside its own zone's jurisdictions or against its other rules. */
export function targetResidency({ target, offerings }: ResidencyInput): Conflict[] {
  return [...outsideOfZone(target, offerings), ...targetLaw(target, offerings)];
}

function outsideOfZone(target: PlanTarget, offerings: number): Conflict[] {
  const zone = target.complianceZone;
  if (zone === undefined || allows(zone, target.country)) return [];
  return [
    {
      label: "residency",
      subject: target.name,
      path: targetPath(target),
      message: `${targetWords(target)} stands in ${placeWords(target)}, outside of ${zoneWords(zone)}`,
      offeringsConsidered: offerings,
      exclusions:
        offerings === 0
          ? []
          : [
              {
                rules: ["residency"],
                offerings,
                detail: `${target.country} is in none of ${listed(zone.jurisdictions)}`,
              },
            ],
      waysOut: [
        `move ${targetWords(target)} into a region inside ${listed(zone.jurisdictions)}`,
        `take ${targetWords(target)} out of compliance zone "${zone.name}"`,
        `add ${target.country} to the jurisdictions of compliance zone "${zone.name}", if its rules allow that`,
      ],
    },
  ];
}

function zoneBroken(workload: Workload, zone: ComplianceZone, input: ResidencyInput): Broken[] {
  const { target, targets } = input;
  if (target.complianceZone?.name === zone.name) return [];
  const stands =
    target.complianceZone === undefined
      ? "is in no compliance zone"
      : `is in "${target.complianceZone.name}"`;
  const members = membersOf(zone, targets);
  return [
    {
      label: "residency",
      message: `workload "${workload.name}" is bound to ${zoneWords(zone)} and runs in ${targetWords(target)}, which ${stands}`,
      waysOut: [
        ...(members.length > 0 ? [`run it in ${listed(members)}`] : []),
        ...(allows(zone, target.country)
          ? [`put ${targetWords(target)} into compliance zone "${zone.name}"`]
          : []),
        `remove complianceZone from workload "${workload.name}"`,
      ],
    },
  ];
}

/** Regions that are asked for, all of them outside the zone that binds the workload. */
function regionsOutsideZone(workload: Workload, zone: ComplianceZone, input: ResidencyInput): Broken[] {
  const { catalogue, targets, target } = input;
  const regions = workload.regions ?? [];
  const inside = regions.filter((name) => {
    const country = countryOf(catalogue, targets, name);
    return country !== undefined && allows(zone, country);
  });
  if (inside.length > 0) return [];
  const members = membersOf(zone, targets);
  return [
    {
      label: "residency",
      message:
        `workload "${workload.name}" is bound to ${zoneWords(zone)} and asks for regions ` +
        listed(regions.map((name) => regionWords(catalogue, targets, name))),
      waysOut: [
        ...(allows(zone, target.country)
          ? [`allow ${regionName(target)}, where ${targetWords(target)} is`]
          : members.length > 0
            ? [`allow the regions of ${listed(members)}`]
            : []),
        `remove regions from workload "${workload.name}": the compliance zone keeps it inside ${listed(zone.jurisdictions)}`,
        `remove workload "${workload.name}" from compliance zone "${zone.name}", if its data may leave`,
      ],
    },
  ];
}

function regionBroken(workload: Workload, zone: ComplianceZone | undefined, input: ResidencyInput): Broken[] {
  const { target, targets, catalogue } = input;
  const { regions } = workload;
  if (regions === undefined || regions.includes(regionName(target))) return [];
  if (zone !== undefined) {
    const outside = regionsOutsideZone(workload, zone, input);
    if (outside.length > 0) return outside;
  }
  const others = targets.filter((other) => regions.includes(regionName(other))).map(targetWords);
  return [
    {
      label: "region",
      message:
        `workload "${workload.name}" asks for regions ${listed(regions.map((name) => regionWords(catalogue, targets, name)))} ` +
        `and is bound to ${targetWords(target)} in ${placeWords(target)}`,
      waysOut: [
        ...(others.length > 0 ? [`bind it to ${listed(others)}`] : []),
        `allow ${regionName(target)} in its regions`,
        `remove regions from workload "${workload.name}"`,
      ],
    },
  ];
}

function dataBroken(workload: Workload, zone: ComplianceZone): Broken[] {
  const dataClass = workload.data?.class;
  if (dataClass === undefined || zone.dataClasses.length === 0 || zone.dataClasses.includes(dataClass))
    return [];
  return [
    {
      label: "residency",
      message: `workload "${workload.name}" holds data of class "${dataClass}", and compliance zone "${zone.name}" allows ${listed(zone.dataClasses)}`,
      waysOut: [
        `add "${dataClass}" to the dataClasses of compliance zone "${zone.name}"`,
        `run workload "${workload.name}" in a compliance zone that allows "${dataClass}"`,
      ],
    },
  ];
}

/** Every rule of residency and law that the workload breaks where it stands. */
export function workloadResidency(workload: Workload, input: ResidencyInput): Conflict[] {
  const { target, complianceZones, offerings, flows = [] } = input;
  const bound = complianceZones.find((zone) => zone.name === workload.complianceZone);
  const zone = bound ?? target.complianceZone;
  const broken = [
    ...(bound === undefined ? [] : zoneBroken(workload, bound, input)),
    ...regionBroken(workload, zone, input),
    ...(zone === undefined ? [] : dataBroken(workload, zone)),
  ];
  const conflicts = broken.map(({ label, message, waysOut }): Conflict => ({
    label,
    subject: workload.id,
    path: workload.origin,
    message,
    offeringsConsidered: offerings,
    exclusions:
      offerings === 0
        ? []
        : [
            {
              rules: [label === "region" ? "region" : "residency"],
              offerings,
              detail: `excludes all of ${targetWords(target)}`,
            },
          ],
    waysOut,
  }));
  return [...conflicts, ...workloadLaw(workload, { target, zone, flows, offerings })];
}
