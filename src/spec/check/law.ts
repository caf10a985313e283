/** Law and trust: rules of compliance zones' regimes, who runs places, what tenants share, where data is copied to. */
import type { Ability, AbilityFact } from "../../model/catalogue.js";
import { CLOUD_PROVIDERS } from "../../model/catalogue.js";
import type { Evidence } from "../../model/evidence.js";
import type { ComplianceZoneSpec, ManifestsSpec, WorkloadSpec } from "../../model/fleet-spec.js";
import type { Cluster, ComplianceZone, EdgeSite, Workload } from "../../model/fleet.js";
import { KEY_ABILITY, OWN_OPERATOR } from "../../model/law.js";
import type { DataCopy, PlaceLaw, WorkloadLaw, ZoneLaw } from "../../model/law.js";
import type { CopySpec, PlaceLawSpec } from "../../model/law-spec.js";
import { compareText } from "../../units/compare.js";
import { transferRulesOf } from "./transfers.js";
import { providerOf } from "./clusters.js";
import type { CheckContext } from "./context.js";
import { sortedTexts } from "./context.js";

const SAID_IN_SPEC: Evidence = { source: "the fleet spec", asOf: "as given", confidence: "measured" };

/** The stricter of two. */
function stricter(asked: readonly ("node" | "cluster" | undefined)[]): "node" | "cluster" | undefined {
  return asked.includes("cluster") ? "cluster" : asked.includes("node") ? "node" : undefined;
}

function checkSector(
  { regimes = [], sector }: ComplianceZoneSpec,
  path: string,
  { knowledge, faults }: CheckContext,
): void {
  const [regime] = regimes.filter((one) =>
    knowledge.regimeRules(one).some((rule) => rule.sectors !== undefined),
  );
  if (regime === undefined || sector !== undefined) return;
  const known = new Set(knowledge.regimeRules(regime).flatMap(({ sectors = [] }) => sectors));
  faults.error(
    "invalid-spec",
    path,
    `the rules of ${regime} differ by sector, and the compliance zone names none`,
    `sector: one of ${[...known].join(", ")}`,
  );
}

/** Absent where the zone asks for nothing of the kind. */
export function zoneLawOf(
  spec: ComplianceZoneSpec,
  path: string,
  context: CheckContext,
): { readonly law?: ZoneLaw } {
  const { knowledge, faults } = context;
  const { regimes = [], operators, partitions, keyAlgorithms, criticalInfrastructure = false } = spec;
  const { sector, heldAt } = spec;
  checkSector(spec, path, context);
  const rules = [...new Set(regimes)]
    .flatMap((regime) => knowledge.regimeRules(regime))
    .filter(({ criticalOnly }) => criticalOnly !== true || criticalInfrastructure)
    .filter(({ sectors, domesticShare }) => {
      const meant = sectors === undefined || (sector !== undefined && sectors.includes(sector));
      return meant && (heldAt === undefined || domesticShare === undefined || domesticShare.by <= heldAt);
    })
    .sort((left, right) => compareText(left.id, right.id));
  for (const field of ["operators", "partitions", "keyAlgorithms"] as const)
    faults.filled(spec[field], `${path}/${field}`, `name one, or leave ${field} out for any`);
  for (const [index, partition] of (partitions ?? []).entries())
    faults.knows(partition, knowledge.partitions(), `${path}/partitions/${index}`, "partition");
  const transfers = transferRulesOf([...new Set(regimes)], criticalInfrastructure, knowledge);
  const tenantsApart = stricter([spec.tenantsApart, ...rules.map((rule) => rule.tenantsApart)]);
  const law: ZoneLaw = {
    ...(operators === undefined ? {} : { operators: sortedTexts(operators) }),
    ...(partitions === undefined ? {} : { partitions: sortedTexts(partitions) }),
    ...(keyAlgorithms === undefined ? {} : { keyAlgorithms: [...new Set(keyAlgorithms)].sort() }),
    ...(tenantsApart === undefined ? {} : { tenantsApart }),
    ...(transfers.length === 0 ? {} : { transfers }),
    rules,
  };
  return Object.keys(law).length === 1 && rules.length === 0 ? {} : { law };
}

/** What the zone asks of every place of a cloud. */
function askedAbilities({ keyAlgorithms = [], rules }: ZoneLaw): Ability[] {
  const keys = keyAlgorithms.map((algorithm) => KEY_ABILITY[algorithm]);
  return [...new Set([...keys, ...rules.flatMap(({ abilities = [] }) => abilities)])].sort();
}

function unknownAbility(ability: Ability, statement: string): AbilityFact {
  return { ability, answer: "unknown", statement, evidence: SAID_IN_SPEC };
}

/** Keys of a place that no cloud runs; what else it can do is its owner's to show. */
function ownKeys({ keyAlgorithms: asked = [] }: ZoneLaw, own: PlaceLawSpec): AbilityFact[] {
  return asked.map((algorithm): AbilityFact => {
    const ability = KEY_ABILITY[algorithm];
    if (own.keyAlgorithms === undefined)
      return unknownAbility(ability, "the spec does not say which keys it has (keyAlgorithms)");
    const has = own.keyAlgorithms.includes(algorithm);
    return {
      ability,
      answer: has ? "yes" : "no",
      statement: `the spec says that it has keys of ${own.keyAlgorithms.join(", ")}`,
      evidence: SAID_IN_SPEC,
    };
  });
}

function cloudAbilities(zone: ZoneLaw, cluster: Cluster, { knowledge }: CheckContext): AbilityFact[] {
  const partition = knowledge.region(cluster.provider, cluster.region)?.partition ?? "";
  const keys = new Set<string>(Object.values(KEY_ABILITY));
  return askedAbilities(zone).map((ability) => {
    // Keys are the cloud's, the rest the platform's.
    const subject = keys.has(ability) ? cluster.provider : cluster.platform;
    const fact = knowledge.ability({ subject, ability, partition, region: cluster.region });
    return fact ?? unknownAbility(ability, `the catalogue says nothing of ${subject}`);
  });
}

function placeLaw(
  operator: string,
  country: string | undefined,
  facts: readonly AbilityFact[],
  { knowledge }: CheckContext,
): PlaceLaw {
  const from = country ?? knowledge.operatorCountry(operator);
  return {
    operator,
    ...(from === undefined ? {} : { operatorCountry: from }),
    abilities: Object.fromEntries(facts.map((fact) => [fact.ability, fact])),
  };
}

function lawOfZone(zones: readonly ComplianceZone[], name: string | undefined): ZoneLaw | undefined {
  return zones.find((zone) => zone.name === name)?.law;
}

/** Whether a cloud runs the cluster, as far as the spec says. */
export function isOfCloud({ platform }: Pick<Cluster, "platform">): boolean {
  return platform !== "kubernetes";
}

export function withClusterLaw(
  cluster: Cluster,
  spec: PlaceLawSpec,
  zones: readonly ComplianceZone[],
  context: CheckContext,
): Cluster {
  const zone = lawOfZone(zones, cluster.complianceZone);
  if (zone === undefined) return cluster;
  const ofCloud = isOfCloud(cluster);
  const region = context.knowledge.region(cluster.provider, cluster.region);
  const runs = ofCloud ? (region?.operator ?? cluster.provider) : OWN_OPERATOR;
  const facts = ofCloud ? cloudAbilities(zone, cluster, context) : ownKeys(zone, spec);
  return {
    ...cluster,
    law: placeLaw(spec.operator?.name ?? runs, spec.operator?.country, facts, context),
  };
}

export function withSiteLaw(
  site: EdgeSite,
  spec: PlaceLawSpec,
  zones: readonly ComplianceZone[],
  context: CheckContext,
): EdgeSite {
  const zone = lawOfZone(zones, site.complianceZone);
  if (zone === undefined) return site;
  const { name = OWN_OPERATOR, country } = spec.operator ?? {};
  return { ...site, law: placeLaw(name, country, ownKeys(zone, spec), context) };
}

/** Keys that the catalogue knows of are not the spec's to say. */
export function checkPlaceLaw(
  spec: PlaceLawSpec,
  ofCloud: boolean,
  path: string,
  { faults }: CheckContext,
): void {
  faults.filled(spec.keyAlgorithms, `${path}/keyAlgorithms`, "name one, or leave keyAlgorithms out");
  if (ofCloud && spec.keyAlgorithms !== undefined)
    faults.error(
      "invalid-spec",
      `${path}/keyAlgorithms`,
      "what keys a cloud has is in the catalogue, and the spec says it too",
      "remove it: it is for places of your own (platform kubernetes, edge sites)",
    );
}

const PLACES = ["cluster", "edgeSite", "region", "country"] as const;

function countryOfRegion(
  region: string,
  path: string,
  { knowledge, faults }: CheckContext,
): string | undefined {
  const countries = CLOUD_PROVIDERS.flatMap((provider) => knowledge.region(provider, region)?.country ?? []);
  const [first, ...others] = [...new Set(countries)];
  if (first === undefined)
    faults.knows(
      region,
      CLOUD_PROVIDERS.flatMap((provider) => knowledge.regionNames(provider)),
      path,
      "region",
    );
  else if (others.length > 0)
    faults.error(
      "ambiguous-target",
      path,
      `regions called "${region}" stand in ${[first, ...others].join(" and ")}`,
      "name the country in place of the region",
    );
  return first;
}

function countryOfPlace(
  at: (typeof PLACES)[number],
  place: string,
  path: string,
  context: CheckContext,
): string | undefined {
  const { spec, faults, knowledge } = context;
  switch (at) {
    case "cluster": {
      const cluster = (spec.clusters ?? []).find(({ name }) => name === place);
      const known = (spec.clusters ?? []).map(({ name }) => name);
      if (cluster === undefined) faults.knows(place, known, path, "cluster");
      // A region that nobody knows is a fault of the cluster's.
      return cluster === undefined
        ? undefined
        : knowledge.region(providerOf(cluster), cluster.region)?.country;
    }
    case "edgeSite": {
      const site = (spec.edgeSites ?? []).find(({ name }) => name === place);
      const known = (spec.edgeSites ?? []).map(({ name }) => name);
      if (site === undefined) faults.knows(place, known, path, "edge site");
      return site?.location.country;
    }
    case "region":
      return countryOfRegion(place, path, context);
    case "country":
      if (knowledge.isJurisdiction(place)) return place;
      faults.knows(place, knowledge.jurisdictions(), path, "country");
      return undefined;
  }
}

function copyOf(copy: CopySpec, path: string, context: CheckContext): DataCopy[] {
  const said = PLACES.flatMap((at) => {
    const place = copy[at];
    return place === undefined ? [] : [{ at, place }];
  });
  const [first, ...others] = said;
  if (first === undefined || others.length > 0) {
    context.faults.error(
      "invalid-spec",
      path,
      `${said.map(({ at }) => at).join(" and ") || "no place"} is given`,
      `give exactly one of ${PLACES.join(", ")}`,
    );
    return [];
  }
  const country = countryOfPlace(first.at, first.place, `${path}/${first.at}`, context);
  return country === undefined ? [] : [{ kind: copy.kind, ...first, country }];
}

function copyKey({ kind, at, place }: DataCopy): string {
  return `${kind} ${at} ${place}`;
}

/** Absent where the entry says nothing of it. */
export function workloadLawOf(
  { tenant, data }: WorkloadSpec | ManifestsSpec,
  path: string,
  context: CheckContext,
): { readonly law?: WorkloadLaw } {
  const copies = (data?.copies ?? [])
    .flatMap((copy, index) => copyOf(copy, `${path}/data/copies/${index}`, context))
    .sort((left, right) => compareText(copyKey(left), copyKey(right)));
  const distinct = copies.filter(
    (copy, index) => index === 0 || copyKey(copy) !== copyKey(copies[index - 1] ?? copy),
  );
  if (tenant === undefined && distinct.length === 0) return {};
  return {
    law: {
      ...(tenant === undefined ? {} : { tenant }),
      ...(distinct.length === 0 ? {} : { copies: distinct }),
    },
  };
}

/** Compliance zone that a workload's place is in. */
function zoneOf(
  { target }: Workload,
  zones: readonly ComplianceZone[],
  { spec }: CheckContext,
): ComplianceZone | undefined {
  const places = target.kind === "cluster" ? spec.clusters : spec.edgeSites;
  const name = (places ?? []).find((place) => place.name === target.name)?.complianceZone;
  return zones.find((zone) => zone.name === name);
}

/**
 * Where tenants share no node, each has nodes of its own (`dedicatedNodes`); a group that is named there already must
 * be one tenant's.
 */
export function withTenantNodes(
  workloads: readonly Workload[],
  zones: readonly ComplianceZone[],
  context: CheckContext,
): Workload[] {
  const tenantOf = new Map<string, string>();
  return workloads.map((workload) => {
    const { law, target, origin } = workload;
    if (law?.tenant === undefined || zoneOf(workload, zones, context)?.law?.tenantsApart !== "node")
      return workload;
    const group = workload.dedicatedNodes ?? law.tenant;
    const key = `${target.kind} ${target.name} ${group}`;
    const before = tenantOf.get(key) ?? law.tenant;
    tenantOf.set(key, before);
    if (before !== law.tenant)
      context.faults.error(
        "bound-disagreement",
        origin,
        `workload "${workload.name}" is tenant "${law.tenant}"'s and shares nodes of group "${group}" with tenant "${before}", and its compliance zone keeps tenants apart`,
        "give the tenants groups of their own, or leave dedicatedNodes out",
      );
    return { ...workload, dedicatedNodes: group };
  });
}

/** Whose other workloads a place takes is known only after division. */
export function checkDividedTenants(
  candidates: readonly Workload[],
  zones: readonly ComplianceZone[],
  context: CheckContext,
): void {
  const held = candidates.find(
    (workload) =>
      workload.law?.tenant !== undefined && zoneOf(workload, zones, context)?.law?.tenantsApart === "cluster",
  );
  if (held !== undefined)
    context.faults.error(
      "not-supported",
      held.origin,
      `workload "${held.name}" is one tenant's and divided among places that keep tenants in clusters of their own`,
      "name the tenant's clusters with `clusters`",
    );
}
