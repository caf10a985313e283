/** Licences of nodes: what each is for, who names it, and whether a node can have it. */
import { licenceLabel } from "../../model/kubernetes.js";
import type { NodeSelectorTerm } from "../../model/kubernetes.js";
import type { LicenceNames, LicenceSpec } from "../../model/fleet-spec.js";
import type { Cluster, EdgeSite, Licence, Workload } from "../../model/fleet.js";
import { HOURS_PER_MONTH } from "../../units/money.js";
import { pointerTo } from "../json-pointer.js";
import { sortedByName, sortedTexts } from "./context.js";
import type { CheckContext } from "./context.js";
import { withSelector } from "./scheduling.js";

const MICRO = 1_000_000;

/** Nodes are offered with every union of the sets that workloads need: 16 at most. */
export const MOST_NEEDED = 4;

function licenceOf(spec: LicenceSpec, origin: string, { faults }: CheckContext): Licence {
  const { name, per = "node", vcpusEach, leastPerNode, pricePerMonth = 0, count } = spec;
  for (const [field, value] of Object.entries({ vcpusEach, leastPerNode }))
    if (per === "node" && value !== undefined)
      faults.error(
        "invalid-spec",
        `${origin}/${field}`,
        `licence "${name}" is one a node, so ${field} has no meaning`,
        `write per: vcpu, or remove ${field}`,
      );
  return {
    name,
    per,
    vcpusEach: vcpusEach ?? 1,
    leastPerNode: leastPerNode ?? 1,
    microPerHour: Math.round((pricePerMonth * MICRO) / HOURS_PER_MONTH),
    ...(count === undefined ? {} : { count }),
    origin,
  };
}

/** Sorted by name; absent without any. */
export function licencesOf(context: CheckContext): { readonly licences?: readonly Licence[] } {
  const { licences: specs = [] } = context.spec;
  context.faults.distinct(
    specs.map(({ name }, index) => [name, `/licences/${index}/name`]),
    "licence",
  );
  const licences = specs.map((spec, index) => licenceOf(spec, `/licences/${index}`, context));
  return licences.length === 0 ? {} : { licences: sortedByName(licences) };
}

/** Those that an entry names, sorted; absent where it names none. `path`: of the entry. */
export function licenceNames(
  { licences }: { readonly licences?: LicenceNames },
  path: string,
  { faults, spec }: CheckContext,
): { readonly licences?: readonly string[] } {
  if (licences === undefined) return {};
  const known = (spec.licences ?? []).map(({ name }) => name);
  for (const [index, name] of licences.entries())
    faults.knows(name, known, path + pointerTo("licences", index), "licence");
  return { licences: sortedTexts(licences) };
}

/** Node terms that ask for the labels of licences too. */
export function withLicenceTerms(
  terms: readonly NodeSelectorTerm[],
  licences: readonly string[] = [],
): readonly NodeSelectorTerm[] {
  return withSelector(Object.fromEntries(licences.map((name) => [licenceLabel(name), "true"])), terms);
}

function checkCluster(
  { name, pools }: Cluster,
  workloads: readonly Workload[],
  { faults }: CheckContext,
): void {
  const needed = new Map(
    workloads.flatMap(({ licences = [], origin }) => licences.map((one) => [one, origin])),
  );
  const [, , , , fifth] = [...needed.values()];
  if (fifth !== undefined)
    faults.error(
      "not-supported",
      `${fifth}/licences`,
      `workloads of cluster "${name}" need ${needed.size} licences, and ${MOST_NEEDED} are the most that are planned for one cluster`,
      "give pools licences that all of their nodes have, and keep the workloads there by a node selector",
    );
  if (pools.some(({ nodes }) => nodes.length === 0)) return;
  for (const [licence, origin] of needed)
    if (!pools.some(({ licences = [] }) => licences.includes(licence)))
      faults.error(
        "bound-disagreement",
        `${origin}/licences`,
        `no node of cluster "${name}" has licence "${licence}": its pools list their nodes, and none names it`,
        `give the pool whose nodes have it licences: [${licence}]`,
      );
}

/** What nodes that exist have is the spec's to say; nodes that are bought get what they need. */
export function checkLicences(
  clusters: readonly Cluster[],
  sites: readonly EdgeSite[],
  workloads: readonly Workload[],
  context: CheckContext,
): void {
  // Most name none, and workloads that may go to many places are many.
  const naming = workloads.filter(({ licences }) => licences !== undefined);
  const on = (kind: Workload["target"]["kind"], name: string): Workload[] =>
    naming.filter(({ target }) => target.kind === kind && target.name === name);
  for (const cluster of clusters) checkCluster(cluster, on("cluster", cluster.name), context);
  for (const { name, licences: has = [] } of sites)
    for (const { licences = [], origin } of on("edgeSite", name))
      for (const licence of licences.filter((one) => !has.includes(one)))
        context.faults.error(
          "bound-disagreement",
          `${origin}/licences`,
          `no node of edge site "${name}" has licence "${licence}"`,
          `give the site licences: [${licence}]`,
        );
}
