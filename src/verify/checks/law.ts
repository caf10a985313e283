/**
 * Compliance zones' rules about law and trust hold for every cluster and site in them and for every workload there,
 * judged by what the plan itself says: who runs the places, in which partition, with which keys and abilities, which
 * tenants share what, where data is copied to, and from where workloads are reached.
 */
import { KEY_ABILITY } from "../../model/law.js";
import type { DataCopy, PlaceLaw, RegimeRule, ZoneLaw } from "../../model/law.js";
import type { ComplianceZonePlan, WorkloadPlan } from "../../model/plan.js";
import { insideJurisdictions } from "../jurisdictions.js";
import type { Refuse } from "../refusals.js";
import { entryOf, fillingsOf, purchasesOf } from "../review.js";
import type { Check, Review, ReviewedTarget } from "../review.js";

function checkOperator(target: ReviewedTarget, law: ZoneLaw, place: PlaceLaw, refuse: Refuse): void {
  const at = [...target.path, "law", "operator"];
  if (law.operators !== undefined && !law.operators.includes(place.operator))
    refuse(at, `is ${place.operator}, and the compliance zone allows ${law.operators.join(", ")}`);
  for (const { id, operatorsOf } of law.rules) {
    const from = place.operatorCountry;
    if (operatorsOf !== undefined && from !== undefined && !operatorsOf.includes(from))
      refuse(at, `is run from ${from}, and ${id} asks for ${operatorsOf.join(", ")}`);
  }
}

function checkPartition(
  { kind, slice, path }: ReviewedTarget,
  { partitions }: ZoneLaw,
  refuse: Refuse,
): void {
  if (partitions === undefined || kind !== "cluster" || slice.platform === "kubernetes") return;
  if (!partitions.includes(slice.partition))
    refuse([...path, "partition"], `is ${slice.partition}, and the zone allows ${partitions.join(", ")}`);
}

function checkAbilities(target: ReviewedTarget, law: ZoneLaw, { abilities }: PlaceLaw, refuse: Refuse): void {
  const at = [...target.path, "law", "abilities"];
  for (const algorithm of law.keyAlgorithms ?? []) {
    const { answer = "missing" } = entryOf(abilities, KEY_ABILITY[algorithm]) ?? {};
    if (answer !== "yes" && answer !== "partly")
      refuse(
        [...at, KEY_ABILITY[algorithm]],
        `is ${answer}, and the compliance zone asks for keys of ${algorithm}`,
      );
  }
  for (const { id, abilities: asked = [] } of law.rules)
    for (const ability of asked)
      if (entryOf(abilities, ability)?.answer === "no")
        refuse([...at, ability], `is no, and ${id} asks for it`);
}

/** Whether tenants share nodes, or the whole place. */
function checkTenants(target: ReviewedTarget, { tenantsApart }: ZoneLaw, refuse: Refuse): void {
  const tenantsOf = (ids: readonly string[]): string[] => [
    ...new Set(ids.flatMap((id) => target.workloads.get(id)?.law?.tenant ?? [])),
  ];
  if (tenantsApart === "cluster") {
    const all = tenantsOf([...target.workloads.keys()]);
    if (all.length > 1)
      refuse([...target.path, "placements"], `are of tenants ${all.join(", ")}, which share no cluster`);
  }
  if (tenantsApart !== "node") return;
  for (const { layouts, path } of purchasesOf(target).flatMap(fillingsOf))
    for (const [index, { pods }] of layouts.entries()) {
      const tenants = tenantsOf(Object.keys(pods));
      if (tenants.length > 1)
        refuse([...path, index], `holds tenants ${tenants.join(", ")}, which share no node`);
    }
}

/** An address in decimal, and how many leading bits the range fixes. */
function parsedCidr(
  cidr: string,
): { readonly octets: readonly number[]; readonly prefix: number } | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(cidr);
  if (match === null) return undefined;
  const [first = 0, second = 0, third = 0, fourth = 0, prefix = 0] = match.slice(1).map(Number);
  return { octets: [first, second, third, fourth], prefix };
}

/** Ranges for private use (RFC 1918, 6598, 4193), loopback and link-local; whatever cannot be read is public. */
function isPrivateRange(cidr: string): boolean {
  const ipv4 = parsedCidr(cidr);
  if (ipv4 !== undefined) {
    const [first = 0, second = 0] = ipv4.octets;
    const { prefix } = ipv4;
    return (
      ((first === 10 || first === 127) && prefix >= 8) ||
      (first === 172 && second >> 4 === 1 && prefix >= 12) ||
      (first === 100 && second >> 6 === 1 && prefix >= 10) ||
      (((first === 192 && second === 168) || (first === 169 && second === 254)) && prefix >= 16)
    );
  }
  const [address = "", prefixText = "0"] = cidr.toLowerCase().split("/");
  const prefix = Number(prefixText);
  if (address === "::1") return prefix === 128;
  return (
    (/^f[cd][0-9a-f]{2}:/.test(address) && prefix >= 7) ||
    (/^fe[89ab][0-9a-f]:/.test(address) && prefix >= 10)
  );
}

function isOtherPlace(copy: DataCopy, target: ReviewedTarget): boolean {
  if (copy.at === "country") return copy.country !== target.slice.country;
  if (copy.at === "region") return target.kind !== "cluster" || copy.place !== target.slice.region;
  return copy.at !== target.kind || copy.place !== target.name;
}

interface Judged {
  readonly id: string;
  readonly workload: WorkloadPlan;
  readonly target: ReviewedTarget;
  readonly zone: ComplianceZonePlan;
}

function checkRule({ id, workload, target }: Judged, rule: RegimeRule, refuse: Refuse): void {
  const { dataClass, law } = workload;
  const at = ["workloads", id];
  if (dataClass === undefined) return;
  const backups = (law?.copies ?? []).filter(({ kind }) => kind === "backup");
  if (rule.backupElsewhere === true && !backups.some((copy) => isOtherPlace(copy, target)))
    refuse([...at, "law", "copies"], `hold no backup in another place, and ${rule.id} asks for one`);
  if (rule.closedClasses?.includes(dataClass) !== true || target.kind !== "cluster") return;
  for (const [index, { toWorkload, fromCidr }] of (target.slice.flows ?? []).entries())
    if (toWorkload === id && fromCidr !== undefined && !isPrivateRange(fromCidr))
      refuse(
        [...target.path, "flows", index],
        `lets ${fromCidr} reach data of class "${dataClass}", against ${rule.id}`,
      );
}

function checkWorkload(judged: Judged, refuse: Refuse): void {
  const { id, workload, zone } = judged;
  for (const [index, { country, kind }] of (workload.law?.copies ?? []).entries()) {
    const at = ["workloads", id, "law", "copies", index];
    if (!insideJurisdictions(country, zone.jurisdictions))
      refuse(at, `is a ${kind} in ${country}, outside the jurisdictions ${zone.jurisdictions.join(", ")}`);
    for (const { id: rule, copiesIn } of zone.law?.rules ?? [])
      if (copiesIn?.includes(country) === false)
        refuse(at, `is a ${kind} in ${country}, and ${rule} keeps it in ${copiesIn.join(", ")}`);
  }
  for (const rule of zone.law?.rules ?? []) checkRule(judged, rule, refuse);
}

function checkTarget(target: ReviewedTarget, zone: ComplianceZonePlan, refuse: Refuse): void {
  const { law } = zone;
  if (law !== undefined) {
    const place = target.slice.law;
    if (place === undefined)
      refuse([...target.path, "law"], "is missing, and the compliance zone has rules about it");
    else {
      checkOperator(target, law, place, refuse);
      checkAbilities(target, law, place, refuse);
    }
    checkPartition(target, law, refuse);
    for (const { id, placesIn } of law.rules)
      if (placesIn?.includes(target.slice.country) === false)
        refuse(
          [...target.path, "country"],
          `is ${target.slice.country}, and ${id} asks for ${placesIn.join(", ")}`,
        );
    checkTenants(target, law, refuse);
  }
  for (const [id, workload] of target.workloads) checkWorkload({ id, workload, target, zone }, refuse);
}

export const checkLaw: Check = ({ plan, targets }: Review, refuse) => {
  for (const target of targets) {
    const { complianceZone } = target.slice;
    const zone = complianceZone === undefined ? undefined : entryOf(plan.complianceZones, complianceZone);
    if (zone !== undefined) checkTarget(target, zone, refuse);
  }
};
