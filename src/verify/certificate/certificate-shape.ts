/** The shape of stowage.dev/certificate/v1, asked of plain JSON. */
import { CERTIFICATE_API_VERSION } from "../../model/certificate.js";
import type {
  Certificate,
  CertificateFillingSplit,
  CertificateNodeSplit,
  CertificatePart,
  CertificatePrices,
  ClusterCertificate,
} from "../../model/certificate.js";
import { byName, integer, listOf, oneOf, optional, record, text, textLike } from "../shape/shape.js";
import type { Shape } from "../shape/shape.js";
import { amount, names } from "../shape/value-shapes.js";

/** Splits inside each other: more than any certificate has, and fewer than a reader's stack holds. */
const DEEPEST = 500;

const amounts = listOf(amount);
const digest = textLike(/^sha256:[0-9a-f]{64}$/, '"sha256:" and 64 hexadecimal digits');

/** One shape that may hold itself, to a depth. */
function nested(shapeAt: (inner: Shape) => Shape): Shape {
  const atDepth =
    (depth: number): Shape =>
    (value, path, refuse) => {
      if (depth > DEEPEST) refuse(path, `splits more than ${DEEPEST} times inside itself`);
      else shapeAt(atDepth(depth + 1))(value, path, refuse);
    };
  return atDepth(0);
}

function isSplit(value: unknown): boolean {
  return typeof value === "object" && value !== null && "within" in value;
}

const fillingProof = nested((inner) => {
  const split = record<CertificateFillingSplit>({ class: amount, most: amount, within: inner, above: inner });
  return (value, path, refuse) => {
    (isSplit(value) ? split : amounts)(value, path, refuse);
  };
});

const fillingProofOrKey: Shape = (value, path, refuse) => {
  if (typeof value !== "string") fillingProof(value, path, refuse);
};

const prices = record<CertificatePrices>({
  values: amounts,
  rents: byName(amount),
  splitRents: amounts,
  proofs: byName(fillingProofOrKey),
});

const holding = record<NonNullable<CertificateNodeSplit["holding"]>>({ class: amount, least: integer(1) });

const proof = nested((inner) => {
  const split = record<CertificateNodeSplit>({
    nodes: amount,
    holding: optional(holding),
    most: amount,
    within: inner,
    above: inner,
  });
  return (value, path, refuse) => {
    (isSplit(value) ? split : prices)(value, path, refuse);
  };
});

export const certificateShape: Shape = record<Certificate>({
  apiVersion: oneOf([CERTIFICATE_API_VERSION]),
  version: text,
  specDigest: digest,
  catalogueDigest: digest,
  boundMicroPerHour: amount,
  clusters: byName(
    record<ClusterCertificate>({
      boundMicroPerHour: amount,
      resources: names,
      rents: byName(amount),
      parts: listOf(record<CertificatePart>({ classes: listOf(names), nodeSets: listOf(names), proof })),
    }),
  ),
});
