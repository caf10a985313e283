/**
 * The multipliers that a certificate has for the nodes of a plan. Where a proof is split, the half is taken in which the
 * plan stands: by how many nodes it has, and by how many replicas are on the node.
 */
import { nodeKey, zonedNodeKey } from "../../model/certificate.js";
import type {
  CertificateFillingProof,
  CertificatePart,
  CertificatePrices,
  CertificateProof,
  ClusterCertificate,
} from "../../model/certificate.js";
import type { NodeLayout, Purchase } from "../../model/plan.js";

function held({ pods }: NodeLayout, ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + (pods[id] ?? 0), 0);
}

function entry<T>(members: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(members, key) ? members[key] : undefined;
}

/** Nodes of the set, those alone that hold so many of a class where the split says so. */
function counted(
  { nodeSets, classes }: CertificatePart,
  { nodes, holding }: Extract<CertificateProof, { readonly within: unknown }>,
  purchases: readonly Purchase[],
): number {
  const keys = new Set(nodeSets[nodes]);
  const ids = holding === undefined ? [] : (classes[holding.class] ?? []);
  return purchases
    .filter((purchase) => keys.has(nodeKey(purchase)) || keys.has(zonedNodeKey(purchase)))
    .flatMap(({ layouts }) => layouts)
    .filter((layout) => holding === undefined || held(layout, ids) >= holding.least)
    .reduce((sum, layout) => sum + layout.nodes, 0);
}

/** The prices that hold where the plan stands. */
export function pricesWhere(part: CertificatePart, purchases: readonly Purchase[]): CertificatePrices {
  let { proof } = part;
  while ("within" in proof)
    proof = counted(part, proof, purchases) <= proof.most ? proof.within : proof.above;
  return proof;
}

function fillingProof(
  { proofs }: CertificatePrices,
  purchase: Purchase,
): CertificateFillingProof | undefined {
  const named = entry(proofs, zonedNodeKey(purchase)) ?? entry(proofs, nodeKey(purchase));
  const found = typeof named === "string" ? entry(proofs, named) : named;
  return typeof found === "string" ? undefined : found;
}

/** By resource of the certificate; undefined where the node needs no proof of its own. */
export function multipliersOn(
  { classes }: CertificatePart,
  prices: CertificatePrices,
  purchase: Purchase,
  layout: NodeLayout,
): readonly number[] | undefined {
  let proof = fillingProof(prices, purchase);
  while (proof !== undefined && "class" in proof)
    proof = held(layout, classes[proof.class] ?? []) <= proof.most ? proof.within : proof.above;
  return proof;
}

export function partOf({ parts }: ClusterCertificate, id: string): CertificatePart | undefined {
  return parts.find(({ classes }) => classes.some((ids) => ids.includes(id)));
}
