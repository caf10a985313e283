/**
 * Buy or do not buy a commitment. The n-th node of a type runs in h of H hours, at price p on demand; promised it costs
 * p r in every hour. So it is promised where h / H > r, and saves p (h - r H) over the hours. A peak of which no hour is
 * known promises nothing.
 */
import type { Catalogue } from "../catalogue/index.js";
import type { CommitmentOffer, CommitmentPlan } from "../model/commitment-plan.js";
import type { CommitmentTerm } from "../model/catalogue.js";
import type { CheckedFleet } from "../model/fleet.js";
import type { ClusterPlan, Purchase } from "../model/plan.js";
import { compareText } from "../units/compare.js";
import { HOURS_PER_MONTH } from "../units/money.js";

interface Used {
  readonly cluster: ClusterPlan;
  readonly purchase: Purchase;
}

function nodesAt({ cluster, purchase }: Used, hour: number): number {
  const state = (cluster.hours ?? []).findIndex(({ hours }) => hours.includes(hour));
  return purchase.hours?.[state]?.count ?? purchase.count;
}

/** Whole millionths are exact in BigInt, whatever the price. */
function offerOf(
  term: CommitmentTerm,
  payPpm: number,
  price: number,
  nodes: readonly number[],
): CommitmentOffer {
  const hours = nodes.length;
  const most = nodes.reduce((left, right) => Math.max(left, right), 0);
  let commit = 0;
  let saved = 0n;
  for (let node = 1; node <= most; node += 1) {
    const used = nodes.filter((count) => count >= node).length;
    const millionths = used * 1_000_000 - payPpm * hours;
    if (millionths <= 0) break;
    commit = node;
    saved += BigInt(millionths) * BigInt(price);
  }
  const { name, years, evidence } = term;
  const month = (saved * BigInt(HOURS_PER_MONTH)) / (BigInt(hours) * 1_000_000n);
  return { name, years, payPpm, commit, savedMicroPerMonth: Number(month), evidence };
}

/** Of lists, commitments of use hold for no accelerators; a rate that names families says itself what it is for. */
function holdsFor(
  { kind, families }: CommitmentTerm,
  family: string,
  { chip, architecture }: Purchase,
): boolean {
  if (families.length > 0) return families.includes(family);
  return kind !== "committed-use" || chip === architecture;
}

function adviceOf(
  all: readonly Used[],
  hours: number,
  catalogue: Catalogue,
  years: readonly number[],
): CommitmentPlan[] {
  const [first] = all;
  if (first === undefined) return [];
  const { cluster, purchase } = first;
  const { instanceType, microPerHour } = purchase;
  const nodes = Array.from({ length: hours }, (_, hour) =>
    all.reduce((sum, one) => sum + nodesAt(one, hour), 0),
  );
  const family = catalogue.instanceType(cluster.provider, instanceType)?.family ?? "";
  const offers = catalogue
    .commitmentTerms(cluster.provider)
    .filter((term) => years.includes(term.years) && holdsFor(term, family, purchase))
    .flatMap((term) => (term.payPpm === undefined ? [] : [offerOf(term, term.payPpm, microPerHour, nodes)]))
    .sort((left, right) => compareText(left.name, right.name));
  return [{ provider: cluster.provider, region: cluster.region, instanceType, microPerHour, nodes, offers }];
}

/** Absent where the fleet does not ask; `hours`: of its profiles, 0 without any. */
export function commitmentPlans(
  { commitmentYears }: CheckedFleet,
  clusters: readonly ClusterPlan[],
  hours: number,
  catalogue: Catalogue,
): { readonly commitments?: readonly CommitmentPlan[] } {
  if (commitmentYears === undefined) return {};
  const types = new Map<string, Used[]>();
  for (const cluster of clusters)
    for (const purchase of Object.values(cluster.purchases)) {
      if (purchase.purchaseOption !== "on-demand") continue;
      const key = [cluster.provider, cluster.region, purchase.instanceType].join(" ");
      types.set(key, [...(types.get(key) ?? []), { cluster, purchase }]);
    }
  const sorted = [...types].sort(([left], [right]) => compareText(left, right));
  return {
    commitments: sorted.flatMap(([, all]) => adviceOf(all, Math.max(1, hours), catalogue, commitmentYears)),
  };
}
