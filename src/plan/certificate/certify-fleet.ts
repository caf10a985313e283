/**
 * The certificate of a plan's bound. The checker says what it proves: a cluster of which it refuses anything is left
 * out, and its share of the certified bound is what needs no certificate.
 */
import type { Catalogue } from "../../catalogue/index.js";
import { CERTIFICATE_API_VERSION } from "../../model/certificate.js";
import type { Certificate, ClusterCertificate } from "../../model/certificate.js";
import type { CheckedFleet } from "../../model/fleet.js";
import { costWithPenalties } from "../../model/plan-cost.js";
import type { Plan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import { sha256 } from "../../units/sha256.js";
import { checkCertificate } from "../../verify/index.js";
import type { CertificateCheck, OfferRows } from "../../verify/index.js";
import { nodeLimits } from "../pack/pack-target.js";
import type { PackedTarget } from "../pack/planned-target.js";
import { gapPpm } from "../pack/target-packing.js";
import { certifyCluster } from "./certify-cluster.js";
import { offerRowsOf } from "./offer-rows.js";

export interface CertifyInput {
  readonly fleet: CheckedFleet;
  readonly catalogue: Catalogue;
  readonly plan: Plan;
  readonly packed: readonly PackedTarget[];
}

export interface CertifiedPlan {
  /** The plan with its certificate's digest. */
  readonly plan: Plan;
  readonly certificate: Certificate;
}

/** The bytes of a certificate's file, which its digest is of. */
export function certificateText(certificate: Certificate): string {
  return `${canonicalJson(certificate)}\n`;
}

function clusterCertificates(packed: readonly PackedTarget[]): Record<string, ClusterCertificate> {
  return Object.fromEntries(
    packed.flatMap(({ target, kinds, demands, packing }): [string, ClusterCertificate][] => {
      if (target.kind !== "cluster") return [];
      const own = certifyCluster({
        kinds,
        demands: demands.whole,
        nodeLimits: nodeLimits({ target, kinds }),
        bounding: packing.bounding,
        nodes: packing.nodes,
      });
      return [[target.name, { ...own, boundMicroPerHour: 0 }]];
    }),
  );
}

/** With the bounds that the checker gives, and without the clusters that it refuses. */
function judged(certificate: Certificate, input: CertifyInput, rows: OfferRows): Certificate {
  const check = (one: Certificate): CertificateCheck =>
    checkCertificate({ certificate: one, fleet: input.fleet, rows, plan: input.plan });
  const first = check(certificate);
  const accepted = Object.entries(certificate.clusters).filter(
    ([name]) => !first.refusals.some(({ path }) => path.startsWith(`/clusters/${name}/`)),
  );
  const kept: Certificate = {
    ...certificate,
    clusters: Object.fromEntries(
      accepted.map(([name, own]) => [name, { ...own, boundMicroPerHour: first.clusters[name] ?? 0 }]),
    ),
  };
  const { boundMicroPerHour } =
    accepted.length === Object.keys(certificate.clusters).length ? first : check(kept);
  return { ...kept, boundMicroPerHour };
}

export function certifyPlan(input: CertifyInput): CertifiedPlan {
  const { fleet, catalogue, plan, packed } = input;
  const certificate = judged(
    {
      apiVersion: CERTIFICATE_API_VERSION,
      version: plan.version,
      specDigest: fleet.specDigest,
      catalogueDigest: catalogue.digest,
      boundMicroPerHour: 0,
      clusters: clusterCertificates(packed),
    },
    input,
    offerRowsOf(fleet, catalogue),
  );
  const { boundMicroPerHour } = certificate;
  const reference = {
    digest: sha256(certificateText(certificate)),
    boundMicroPerHour,
    gapPpm: gapPpm(costWithPenalties(plan), boundMicroPerHour),
  };
  return { plan: { ...plan, search: { ...plan.search, certificate: reference } }, certificate };
}
