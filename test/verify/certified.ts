/** A planned fleet with the certificate of its bound, and the rows that it is checked with. */
import type { Certificate } from "../../src/model/certificate.js";
import type { CheckedFleet } from "../../src/model/fleet.js";
import type { Plan } from "../../src/model/plan.js";
import { offerRowsOf, planFleetChecked } from "../../src/plan/index.js";
import { checkCertificate } from "../../src/verify/index.js";
import type { CertificateCheck, OfferRows } from "../../src/verify/index.js";
import { tinyCatalogue } from "../plan/tiny-catalogue.js";

export interface CertifiedCase {
  readonly fleet: CheckedFleet;
  readonly plan: Plan;
  readonly certificate: Certificate;
  readonly rows: OfferRows;
}

/** Undefined where the fleet has no plan. */
export function certifiedCase(fleet: CheckedFleet, catalogue = tinyCatalogue): CertifiedCase | undefined {
  const outcome = planFleetChecked({ fleet, catalogue, version: "0.0.0", certify: true });
  if (outcome.status !== "planned" || outcome.certificate === undefined) return undefined;
  const { plan, certificate } = outcome;
  return { fleet, plan, certificate, rows: offerRowsOf(fleet, catalogue) };
}

/** The check of what JSON keeps of the case. */
export function checked(one: CertifiedCase): CertificateCheck {
  return checkCertificate(JSON.parse(JSON.stringify(one)) as CertifiedCase);
}
