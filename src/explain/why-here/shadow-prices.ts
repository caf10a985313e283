/**
 * What one more replica, one more unit of a resource and one more unit of a limit cost: by planning again, and by the
 * multipliers of the packing's certificate. What the certificate proves with one replica more, its own checker says.
 */
import type { Catalogue } from "../../catalogue/index.js";
import { LIMIT_KEYS, UNITS_PER_MICRO } from "../../model/certificate.js";
import type { Certificate } from "../../model/certificate.js";
import type { CheckedFleet, Workload } from "../../model/fleet.js";
import type { ByName, Purchase } from "../../model/plan.js";
import type { LimitPrice, ReplicaPrice, ShadowPrices } from "../../model/why-here.js";
import { offerRowsOf } from "../../plan/index.js";
import { checkCertificate } from "../../verify/index.js";
import { withReplicas } from "../no-plan/workload-requirements.js";
import { onDivided } from "../no-plan/divided-requirements.js";
import type { Edit, Requirement } from "../no-plan/requirement.js";
import type { AskedWorkload } from "./asked-workload.js";
import type { Comparing, Packed } from "./comparing.js";
import { placeRequirementsOf } from "./holding-requirements.js";
import { multipliersOn, partOf, pricesWhere } from "./multipliers.js";

const MILLIONTHS = 1_000_000;

/** With `by` replicas more at all times; fewer where it is negative. */
function resized(by: number): (workload: Workload) => Workload {
  return (workload) => {
    const { replicas, peak, hourly } = workload;
    return {
      ...withReplicas(workload, replicas + by),
      ...(peak === undefined ? {} : { peak: peak + by }),
      ...(hourly === undefined ? {} : { hourly: hourly.map((some) => some + by) }),
    };
  };
}

function withMore({ divided, edited }: AskedWorkload, by: number): Edit {
  if (divided === undefined) return edited(resized(by));
  return onDivided(divided.key, (one) => ({
    ...one,
    candidates: one.candidates.map(resized(by)),
    replicas: one.replicas + by,
  }));
}

/** Stating nothing, so that its checker says what the proofs show. */
function unstated(certificate: Certificate): Certificate {
  const clusters = Object.entries(certificate.clusters).map(([name, own]): [string, typeof own] => [
    name,
    { ...own, boundMicroPerHour: 0 },
  ]);
  return { ...certificate, boundMicroPerHour: 0, clusters: Object.fromEntries(clusters) };
}

/** Micro-units an hour that are shown of the fleet; undefined where the proofs do not hold for it. */
function shownOf(
  { plan }: Packed,
  certificate: Certificate,
  fleet: CheckedFleet,
  catalogue: Catalogue,
): number | undefined {
  const { refusals, boundMicroPerHour } = checkCertificate({
    certificate: unstated(certificate),
    fleet,
    rows: offerRowsOf(fleet, catalogue),
    // The plan lends its fees alone: what it costs is no limit for a fleet that asks for more.
    plan: { ...plan, cost: { ...plan.cost, microPerHour: Number.MAX_SAFE_INTEGER } },
  });
  return refusals.length === 0 ? boundMicroPerHour : undefined;
}

function replicaPrice(asked: AskedWorkload, comparing: Comparing, catalogue: Catalogue): ReplicaPrice {
  const { packed, fleet } = comparing;
  const { certificate } = packed;
  const { answer } = comparing.with(withMore(asked, 1));
  if (certificate === undefined) return { answer };
  const shown = (by: number): number | undefined =>
    shownOf(packed, certificate, withMore(asked, by)(fleet), catalogue);
  const now = certificate.boundMicroPerHour;
  const [more, fewer] = [shown(1), asked.workload.replicas > 1 ? shown(-1) : undefined];
  return {
    answer,
    certifiedBoundMicroPerHour: now,
    ...(more === undefined ? {} : { boundRisesMicroPerHour: more - now }),
    ...(fewer === undefined ? {} : { boundFallsMicroPerHour: now - fewer }),
  };
}

interface InCluster {
  readonly purchases: readonly Purchase[];
  readonly certificate: NonNullable<Certificate["clusters"][string]>;
}

function inCluster({ target }: Workload, { plan, certificate }: Packed): InCluster | undefined {
  const own = target.kind === "cluster" ? certificate?.clusters[target.name] : undefined;
  const purchases = Object.values(plan.clusters[target.name]?.purchases ?? {});
  return own === undefined ? undefined : { purchases, certificate: own };
}

/** Of all replicas together, in millionths of a micro-unit an hour; resources of no price are left out. */
function resourcePrices({ id }: Workload, { purchases, certificate }: InCluster): ByName<number> {
  const part = partOf(certificate, id);
  if (part === undefined) return {};
  const prices = pricesWhere(part, purchases);
  const sums = certificate.resources.map(() => 0);
  for (const purchase of purchases)
    for (const layout of purchase.layouts) {
      const replicas = layout.nodes * (layout.pods[id] ?? 0);
      const each = replicas === 0 ? [] : (multipliersOn(part, prices, purchase, layout) ?? []);
      for (const [index, one] of each.entries()) sums[index] = (sums[index] ?? 0) + replicas * one;
    }
  return Object.fromEntries(
    certificate.resources.flatMap((resource, index) => {
      const price = Math.round(((sums[index] ?? 0) * MILLIONTHS) / UNITS_PER_MICRO);
      return price === 0 ? [] : [[resource, price]];
    }),
  );
}

/** The certificate's name of the limit, where it has one. */
function limitKey({ label, subject, path }: Requirement): string | undefined {
  if (label === "pool-limit") return LIMIT_KEYS.maxNodes(subject.slice(subject.indexOf("/") + 1));
  if (label !== "quota") return undefined;
  return LIMIT_KEYS.quota(path.endsWith("/vcpu") ? "vcpu" : "nodes");
}

/** Micro-units an hour of one unit of a limit, rounded up. */
function rentOf(key: string | undefined, id: string, cluster: InCluster | undefined): number {
  if (key === undefined || cluster === undefined) return 0;
  const part = partOf(cluster.certificate, id);
  const own = part === undefined ? 0 : (pricesWhere(part, cluster.purchases).rents[key] ?? 0);
  return Math.ceil((own + (cluster.certificate.rents[key] ?? 0)) / UNITS_PER_MICRO);
}

function limitPrices(
  { fleet, workload }: AskedWorkload,
  comparing: Comparing,
  pools: readonly string[],
  cluster: InCluster | undefined,
): LimitPrice[] {
  return placeRequirementsOf(fleet, workload, pools).flatMap((requirement): LimitPrice[] => {
    const { easing, words, path } = requirement;
    if (easing.kind !== "limit") return [];
    const used = easing.used(comparing.packed.plan);
    const rent = rentOf(limitKey(requirement), workload.id, cluster);
    if (used < easing.limit && rent === 0) return [];
    const { answer } = comparing.with(easing.at(easing.limit + 1));
    const { limit } = easing;
    return [{ words, path, limit, used, answer, ...(rent === 0 ? {} : { rentMicroPerHour: rent }) }];
  });
}

function withoutCertificate({ workload, divided }: AskedWorkload, { certificate }: Packed): string {
  if (divided !== undefined) return "no certificate covers a division among places";
  if (workload.target.kind === "edgeSite") return "an edge site's nodes are fixed: nothing is bought there";
  return certificate === undefined
    ? "none was made"
    : "what chooses its nodes here is none of the rules that certificates cover";
}

export function shadowPrices(
  asked: AskedWorkload,
  comparing: Comparing,
  catalogue: Catalogue,
  pools: readonly string[],
): ShadowPrices {
  const { workload } = asked;
  const cluster = inCluster(workload, comparing.packed);
  return {
    replica: replicaPrice(asked, comparing, catalogue),
    resources: cluster === undefined ? {} : resourcePrices(workload, cluster),
    limits: limitPrices(asked, comparing, pools, cluster),
    ...(cluster === undefined ? { withoutCertificate: withoutCertificate(asked, comparing.packed) } : {}),
  };
}
