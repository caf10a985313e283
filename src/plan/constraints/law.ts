/**
 * Law and trust: what a compliance zone asks of the places in it beside jurisdictions (who runs them, which partition,
 * which keys, what its regimes say) and of workloads (tenants, where their data is copied to, who may reach them).
 * Each broken rule is a conflict of its own: no machine of the place can help.
 */
import type { ComplianceZone, Flow, Workload } from "../../model/fleet.js";
import type { AbilityFact } from "../../model/catalogue.js";
import { KEY_ABILITY, OWN_OPERATOR } from "../../model/law.js";
import type { DataCopy, PlaceLaw, RegimeRule, ZoneLaw } from "../../model/law.js";
import type { Conflict } from "../../model/outcome.js";
import { cidrContains } from "../../units/cidr.js";
import { jurisdictionContains } from "../../catalogue/index.js";
import type { PlanTarget } from "../formulate/plan-target.js";
import { targetPath, targetWords } from "../formulate/plan-target.js";
import { listed } from "./offering-rule.js";

interface Broken {
  readonly message: string;
  readonly waysOut: readonly string[];
}

interface Judged {
  readonly zone: ComplianceZone;
  readonly law: ZoneLaw;
  readonly target: PlanTarget;
  readonly place: PlaceLaw;
}

const NOTHING_SAID: PlaceLaw = { operator: OWN_OPERATOR, abilities: {} };

export function placeLawOf(target: PlanTarget): PlaceLaw | undefined {
  return target.kind === "cluster" ? target.cluster.law : target.edgeSite.law;
}

export function ruleWords({ id, statement, evidence }: RegimeRule): string {
  return `${id}: ${statement} (${evidence.source}, ${evidence.asOf}, ${evidence.confidence})`;
}

function leave({ target, zone }: Judged): string {
  return `take ${targetWords(target)} out of compliance zone "${zone.name}"`;
}

function operatorBroken(judged: Judged): Broken[] {
  const { law, zone, target, place } = judged;
  if (law.operators === undefined || law.operators.includes(place.operator)) return [];
  return [
    {
      message: `${targetWords(target)} is run by ${place.operator}, and compliance zone "${zone.name}" allows ${listed(law.operators)}`,
      waysOut: [leave(judged), `add ${place.operator} to the operators of compliance zone "${zone.name}"`],
    },
  ];
}

function partitionBroken(judged: Judged): Broken[] {
  const { law, zone, target } = judged;
  if (law.partitions === undefined || target.kind !== "cluster" || target.platform === "kubernetes")
    return [];
  const { partition } = target.region;
  if (law.partitions.includes(partition)) return [];
  return [
    {
      message: `${targetWords(target)} stands in partition ${partition}, and compliance zone "${zone.name}" allows ${listed(law.partitions)}`,
      waysOut: [`move ${targetWords(target)} into a region of ${listed(law.partitions)}`, leave(judged)],
    },
  ];
}

function factWords({ statement, evidence }: AbilityFact): string {
  return `${statement} (${evidence.source}, ${evidence.asOf}, ${evidence.confidence})`;
}

function keysBroken(judged: Judged): Broken[] {
  const { law, zone, target, place } = judged;
  return (law.keyAlgorithms ?? []).flatMap((algorithm): Broken[] => {
    const fact = place.abilities[KEY_ABILITY[algorithm]];
    if (fact?.answer === "yes" || fact?.answer === "partly") return [];
    const why = fact === undefined ? "nobody has said that it has" : factWords(fact);
    return [
      {
        message: `compliance zone "${zone.name}" asks for customer-managed keys of ${algorithm}, and ${targetWords(target)} in ${target.country} has none to rely on: ${why}`,
        waysOut: [
          `move ${targetWords(target)} to where such keys are sold, or to a place of your own that has them (keyAlgorithms)`,
          leave(judged),
          `remove ${algorithm} from the keyAlgorithms of compliance zone "${zone.name}"`,
        ],
      },
    ];
  });
}

function ruleBroken(judged: Judged, rule: RegimeRule): Broken[] {
  const { target, place, zone } = judged;
  const broken = (what: string, ...waysOut: readonly string[]): Broken => ({
    message: `${targetWords(target)} ${what}, against ${ruleWords(rule)}`,
    waysOut: [
      ...waysOut,
      leave(judged),
      `remove ${rule.regime} from the regimes of compliance zone "${zone.name}", if it does not hold`,
    ],
  });
  const { placesIn, operatorsOf, abilities = [] } = rule;
  return [
    ...(placesIn === undefined || placesIn.includes(target.country)
      ? []
      : [
          broken(
            `stands in ${target.country}`,
            `move ${targetWords(target)} into a region in ${listed(placesIn)}`,
          ),
        ]),
    ...(operatorsOf === undefined ||
    place.operatorCountry === undefined ||
    operatorsOf.includes(place.operatorCountry)
      ? []
      : [
          broken(
            `is run by ${place.operator} from ${place.operatorCountry}`,
            `have it run from ${listed(operatorsOf)}`,
          ),
        ]),
    ...abilities.flatMap((ability) => {
      const fact = place.abilities[ability];
      return fact?.answer === "no" ? [broken(`has no ${ability}: ${factWords(fact)}`)] : [];
    }),
  ];
}

function tenantsBroken(judged: Judged): Broken[] {
  const { law, zone, target } = judged;
  if (law.tenantsApart !== "cluster") return [];
  const tenants = [...new Set(target.workloads.flatMap((workload) => workload.law?.tenant ?? []))].sort();
  if (tenants.length < 2) return [];
  const rule = law.rules.find(({ tenantsApart }) => tenantsApart === "cluster");
  return [
    {
      message: `${targetWords(target)} runs workloads of tenants ${listed(tenants)}, and compliance zone "${zone.name}" keeps tenants in clusters of their own${rule === undefined ? "" : ` (${ruleWords(rule)})`}`,
      waysOut: ["give each tenant a cluster or edge site of its own", leave(judged)],
    },
  ];
}

function conflictOf(
  { message, waysOut }: Broken,
  subject: string,
  path: string,
  offerings: number,
): Conflict {
  return {
    label: "law",
    subject,
    path,
    message,
    offeringsConsidered: offerings,
    exclusions: [],
    waysOut,
  };
}

/** What the cluster or site breaks by itself. */
export function targetLaw(target: PlanTarget, offerings: number): Conflict[] {
  const { complianceZone: zone } = target;
  if (zone?.law === undefined) return [];
  const judged = { zone, law: zone.law, target, place: placeLawOf(target) ?? NOTHING_SAID };
  const broken = [
    ...operatorBroken(judged),
    ...partitionBroken(judged),
    ...keysBroken(judged),
    ...zone.law.rules.flatMap((rule) => ruleBroken(judged, rule)),
    ...tenantsBroken(judged),
  ];
  return broken.map((one) => conflictOf(one, target.name, targetPath(target), offerings));
}

function copyWords({ kind, at, place, country }: DataCopy): string {
  const where = at === "country" ? country : `${at === "edgeSite" ? "edge site" : at} ${place} (${country})`;
  return `keeps a ${kind} in ${where}`;
}

/** A country alone does not say that it is another place. */
function isElsewhere({ at, place, country }: DataCopy, target: PlanTarget): boolean {
  switch (at) {
    case "cluster":
    case "edgeSite":
      return at !== target.kind || place !== target.name;
    case "region":
      return target.kind !== "cluster" || place !== target.cluster.region;
    case "country":
      return country !== target.country;
  }
}

/** Addresses that no public network routes: RFC 1918, RFC 6598, RFC 4193, loopback and link-local. */
const PRIVATE = [
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["fc00::/7", "fe80::/10", "::1/128"],
];

export function isPrivate(cidr: string): boolean {
  return PRIVATE.some((own) => cidrContains(own, cidr));
}

function copiesBroken(workload: Workload, zone: ComplianceZone): Broken[] {
  return (workload.law?.copies ?? []).flatMap((copy): Broken[] => {
    const inside = zone.jurisdictions.some((jurisdiction) =>
      jurisdictionContains(jurisdiction, copy.country),
    );
    const rules = (zone.law?.rules ?? []).filter(
      ({ copiesIn }) => copiesIn !== undefined && !copiesIn.includes(copy.country),
    );
    const against = [
      ...(inside
        ? []
        : [`the jurisdictions of compliance zone "${zone.name}" (${listed(zone.jurisdictions)})`]),
      ...rules.map(ruleWords),
    ];
    if (against.length === 0) return [];
    return [
      {
        message: `workload "${workload.name}" ${copyWords(copy)}, against ${listed(against)}`,
        waysOut: [
          `keep that ${copy.kind} inside ${listed(rules[0]?.copiesIn ?? zone.jurisdictions)}`,
          `remove it from the data copies of workload "${workload.name}"`,
        ],
      },
    ];
  });
}

function backupBroken(workload: Workload, zone: ComplianceZone, target: PlanTarget): Broken[] {
  const { data, law } = workload;
  const rule = zone.law?.rules.find(({ backupElsewhere }) => backupElsewhere === true);
  if (data === undefined || rule === undefined) return [];
  const backups = (law?.copies ?? []).filter(({ kind }) => kind === "backup");
  if (backups.some((copy) => isElsewhere(copy, target))) return [];
  return [
    {
      message: `workload "${workload.name}" holds data of class "${data.class}" and names no backup in another place than ${targetWords(target)}, against ${ruleWords(rule)}`,
      waysOut: [`name one under data.copies of workload "${workload.name}" (kind: backup)`],
    },
  ];
}

function reachBroken(workload: Workload, zone: ComplianceZone, flows: readonly Flow[]): Broken[] {
  const { data } = workload;
  return (zone.law?.rules ?? []).flatMap((rule): Broken[] => {
    if (data === undefined || rule.closedClasses?.includes(data.class) !== true) return [];
    const open = flows.flatMap(({ toWorkload, fromCidr }) =>
      toWorkload === workload.id && fromCidr !== undefined && !isPrivate(fromCidr) ? [fromCidr] : [],
    );
    if (open.length === 0) return [];
    return [
      {
        message: `workload "${workload.name}" holds data of class "${data.class}" and takes connections from ${listed(open)}, against ${ruleWords(rule)}`,
        waysOut: [
          "put a workload without that data before it, and let it take connections from that one",
          "narrow fromCidr to private addresses",
        ],
      },
    ];
  });
}

export interface WorkloadLawInput {
  readonly target: PlanTarget;
  /** The zone that binds the workload. */
  readonly zone: ComplianceZone | undefined;
  readonly flows: readonly Flow[];
  readonly offerings: number;
}

/** What the workload breaks where it stands. */
export function workloadLaw(
  workload: Workload,
  { target, zone, flows, offerings }: WorkloadLawInput,
): Conflict[] {
  if (zone === undefined) return [];
  const broken = [
    ...copiesBroken(workload, zone),
    ...backupBroken(workload, zone, target),
    ...reachBroken(workload, zone, flows),
  ];
  return broken.map((one) => conflictOf(one, workload.id, workload.origin, offerings));
}
