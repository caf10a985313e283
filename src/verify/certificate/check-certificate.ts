/**
 * The checker of certificates: what no plan of the fleet can cost less than, shown by the certificate and by nothing
 * else. It rebuilds from fleet and catalogue rows which nodes there may be, what each can hold and what must stand on
 * them, shares no code with what made the certificate, searches nothing, and adds whole numbers.
 */
import type { Certificate } from "../../model/certificate.js";
import type { CheckedFleet, EdgeSite } from "../../model/fleet.js";
import type { Refusal } from "../../model/outcome.js";
import type { Plan } from "../../model/plan.js";
import { amountOf } from "../../units/resources.js";
import { gapPpm } from "../gap.js";
import { refusalList } from "../refusals.js";
import { entryOf } from "../review.js";
import { certificateShape } from "./certificate-shape.js";
import { checkCluster } from "./cluster-check.js";
import type { OfferRows } from "./offer-rows.js";
import { licenceUnits } from "./offered-nodes.js";

export interface CertificateInput {
  /** Whatever a file holds: its shape is looked at first. */
  readonly certificate: unknown;
  readonly fleet: CheckedFleet;
  readonly rows: OfferRows;
  /** Its fees stand beside what machines cost; an accepted plan of the fleet. */
  readonly plan: Plan;
}

export interface CertificateCheck {
  /** Empty where every proof holds. */
  readonly refusals: readonly Refusal[];
  /** Micro-units an hour, machines and fees: only what was shown. */
  readonly boundMicroPerHour: number;
  /** The plan's cost / bound - 1, in millionths, rounded up. */
  readonly gapPpm: number;
  /** Cluster name -> the same of its machines. */
  readonly clusters: Readonly<Record<string, number>>;
  /** Clusters without a proof: of them only what stands and what pools must have counts. */
  readonly unproved: readonly string[];
}

/** Proofs that are looked at: certificates of fleets with thousands of node kinds have fewer. */
const MOST_PROOFS = 500_000;

function ownedCost({ nodes, licences = [] }: EdgeSite, { licences: all = [] }: CheckedFleet): bigint {
  const has = all.filter(({ name }) => licences.includes(name));
  return nodes.reduce((sum, { count, microPerHour, capacity }) => {
    const vcpu = Math.ceil(amountOf(capacity, "cpuMilli") / 1000);
    const each = has.reduce((price, one) => price + licenceUnits(one, vcpu) * one.microPerHour, microPerHour);
    return sum + BigInt(count) * BigInt(each);
  }, 0n);
}

export function checkCertificate({
  certificate: given,
  fleet,
  rows,
  plan,
}: CertificateInput): CertificateCheck {
  const { refuse, refusals } = refusalList();
  certificateShape(given, [], refuse);
  const nothing = { boundMicroPerHour: 0, gapPpm: Number.MAX_SAFE_INTEGER, clusters: {}, unproved: [] };
  if (refusals().length > 0) return { refusals: refusals(), ...nothing };
  const certificate = given as Certificate;
  for (const [name, stated, expected] of [
    ["specDigest", certificate.specDigest, fleet.specDigest],
    ["catalogueDigest", certificate.catalogueDigest, rows.catalogueDigest],
  ] as const)
    if (stated !== expected) refuse([name], `is ${stated}, and the certificate is checked with ${expected}`);
  let looked = 0;
  const spend = (): boolean => {
    looked += 1;
    if (looked === MOST_PROOFS) refuse([], `has more than ${MOST_PROOFS} proofs to look at`);
    return looked < MOST_PROOFS;
  };
  for (const name of Object.keys(certificate.clusters))
    if (fleet.clusters.every((cluster) => cluster.name !== name))
      refuse(["clusters", name], "is no cluster of the fleet");
  const bounds = fleet.clusters.map((cluster) => {
    const own = entryOf(certificate.clusters, cluster.name);
    const offers = entryOf(rows.clusters, cluster.name) ?? { offerings: [], machines: {}, standing: [] };
    const bound = checkCluster({
      fleet,
      cluster,
      offers,
      certificate: own,
      path: ["clusters", cluster.name],
      refuse,
      spend,
    });
    return [cluster.name, bound] as const;
  });
  const sites = fleet.edgeSites.reduce((sum, site) => sum + ownedCost(site, fleet), 0n);
  const machines = bounds.reduce((sum, [, bound]) => sum + bound, sites);
  const bound = machines + BigInt(plan.cost.clusterFeesMicroPerHour);
  if (BigInt(certificate.boundMicroPerHour) > bound)
    refuse(["boundMicroPerHour"], `is ${certificate.boundMicroPerHour}, and the proofs show ${bound}`);
  // What is left out counts as what it is worth.
  const cost = plan.cost.microPerHour + (plan.cost.penaltiesMicroPerHour ?? 0);
  if (bound > BigInt(cost))
    refuse([], `shows that no plan costs less than ${bound}, and this one costs ${cost}`);
  return {
    refusals: refusals(),
    boundMicroPerHour: Number(bound),
    gapPpm: Number(gapPpm(cost, Number(bound))),
    clusters: Object.fromEntries(bounds.map(([name, own]) => [name, Number(own)])),
    unproved: fleet.clusters
      .map(({ name }) => name)
      .filter((name) => entryOf(certificate.clusters, name) === undefined),
  };
}
