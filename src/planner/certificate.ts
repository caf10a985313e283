/** The certificate of a plan's bound: made where asked for, kept in a file beside the plan, checked without a search. */
import { CERTIFICATE_API_VERSION } from "../model/certificate.js";
import type { Certificate } from "../model/certificate.js";
import type { Diagnostic } from "../model/diagnostic.js";
import type { DividedWorkload } from "../model/fleet.js";
import type { Refusal } from "../model/outcome.js";
import type { Plan } from "../model/plan.js";
import { certificateText, offerRowsOf, planFleetChecked } from "../plan/index.js";
import { plural } from "../report/index.js";
import { present } from "../units/invariant.js";
import { sha256 } from "../units/sha256.js";
import { checkCertificate } from "../verify/index.js";
import { certificateRefused, invalidSpec, noPlan, staleCertificate } from "./failures.js";
import type { LoadOptions, LoadedFleet } from "./load-fleet.js";
import { parsedJson, readOwnFile, writeOwnFile } from "./own-file.js";
import type { FileKind } from "./own-file.js";
import type { PlanOptions } from "./plan-fleet.js";
import { VERSION } from "./version.js";

/** Certificates have some tens of bytes a node kind, and more where fillings had to be split. */
const CERTIFICATE_FILE: FileKind = {
  apiVersion: CERTIFICATE_API_VERSION,
  words: "a certificate",
  mostBytes: 64 * 1024 * 1024,
};

export interface CertifiedFleet {
  /** Names the certificate by its digest. */
  readonly plan: Plan;
  readonly certificate: Certificate;
}

function uncertified(divided: readonly DividedWorkload[]): Diagnostic {
  return {
    code: "not-supported",
    severity: "error",
    path: divided[0]?.origin ?? "",
    message: `no certificate covers the division of ${plural(divided.length, "workload")} among places: it proves the bound of each place by itself`,
    hint: "plan without --certificate, or name the clusters of the workloads",
  };
}

/**
 * Plans like `planFleetSync`, with a certificate of the bound. Takes longer: the certificate is made after the search.
 *
 * @throws FleetError where there is no plan, or where workloads are divided among places
 */
export function certifyFleetSync(
  { fleet, catalogue }: LoadedFleet,
  { previous }: PlanOptions = {},
): CertifiedFleet {
  if (fleet.divided !== undefined) throw invalidSpec([uncertified(fleet.divided)]);
  const outcome = planFleetChecked({
    fleet,
    catalogue,
    version: VERSION,
    certify: true,
    ...(previous === undefined ? {} : { previous }),
  });
  if (outcome.status !== "planned") throw noPlan(outcome, fleet);
  return { plan: outcome.plan, certificate: present(outcome.certificate, "the certificate asked for") };
}

/**
 * Writes the certificate. An existing file is replaced only if it is one.
 *
 * @throws FleetError where the file is something else or cannot be written; it is then as it was
 */
export function writeCertificate(
  file: string,
  certificate: Certificate,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): void {
  writeOwnFile({ file, baseDirectory, kind: CERTIFICATE_FILE }, certificateText(certificate));
}

/** A certificate as a file holds it: whether it is one is the checker's to say. */
export interface ReadCertificate {
  readonly value: unknown;
  /** sha256 of the file's text. */
  readonly digest: string;
}

/** @throws FleetError where the file cannot be read or is no JSON */
export function readCertificate(
  file: string,
  { baseDirectory = process.cwd() }: LoadOptions = {},
): ReadCertificate {
  const text = readOwnFile({ file, baseDirectory, kind: CERTIFICATE_FILE });
  const value = parsedJson(text);
  if (value === undefined) throw certificateRefused(file, [{ path: "", message: "is not JSON" }]);
  return { value, digest: sha256(text) };
}

/** A certificate that is in no file yet. */
export function freshCertificate(certificate: Certificate): ReadCertificate {
  return { value: certificate, digest: sha256(certificateText(certificate)) };
}

export interface CheckCertificateInput {
  /** Of the certificate, for messages. */
  readonly path: string;
  readonly certificate: ReadCertificate;
  /** Accepted by the verifier. */
  readonly plan: Plan;
  readonly loaded: LoadedFleet;
}

/** What was shown of the plan's bound. */
export interface CertifiedBound {
  readonly boundMicroPerHour: number;
  /** The plan's cost / bound - 1, in millionths, rounded up. */
  readonly gapPpm: number;
  /** Whether the plan names this certificate. */
  readonly isNamed: boolean;
  /** Clusters of which only what stands and what pools must have counts. */
  readonly unproved: readonly string[];
}

/** Why the plan and the certificate do not belong together. */
function disagreements({ plan, certificate: { digest } }: CheckCertificateInput, bound: number): Refusal[] {
  const named = plan.search.certificate;
  if (named === undefined) return [];
  return [
    ...(named.digest === digest
      ? []
      : [
          {
            path: "",
            message: `is not the plan's certificate: that has the digest ${named.digest}, this ${digest}`,
          },
        ]),
    ...(named.boundMicroPerHour <= bound
      ? []
      : [
          {
            path: "",
            message: `shows a bound of ${bound} micro-units an hour, and the plan claims ${named.boundMicroPerHour}`,
          },
        ]),
  ];
}

function digestsOf(value: unknown): { readonly specDigest?: unknown; readonly catalogueDigest?: unknown } {
  return typeof value === "object" && value !== null ? value : {};
}

/**
 * Checks every proof of the certificate against fleet and catalogue, in whole numbers, without the planner's search.
 *
 * @throws FleetError where a proof does not hold, or the certificate is of another spec, catalogue or plan
 */
export function checkPlanCertificate(input: CheckCertificateInput): CertifiedBound {
  const { path, certificate, plan, loaded } = input;
  const { fleet, catalogue } = loaded;
  const { specDigest, catalogueDigest } = digestsOf(certificate.value);
  if (typeof specDigest === "string" && specDigest !== fleet.specDigest)
    throw staleCertificate(path, "the spec or its manifests have changed since it was made");
  if (typeof catalogueDigest === "string" && catalogueDigest !== catalogue.digest)
    throw staleCertificate(path, "the catalogue has changed since: what it proves is of other prices");
  if (plan.catalogueDigest !== catalogue.digest)
    throw staleCertificate(path, "the plan was made with another catalogue: its cost is of other prices");
  const { refusals, boundMicroPerHour, gapPpm, unproved } = checkCertificate({
    certificate: certificate.value,
    fleet,
    rows: offerRowsOf(fleet, catalogue),
    plan,
  });
  const all = [...refusals, ...disagreements(input, boundMicroPerHour)];
  if (all.length > 0) throw certificateRefused(path, all);
  return { boundMicroPerHour, gapPpm, isNamed: plan.search.certificate !== undefined, unproved };
}
