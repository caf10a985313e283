/**
 * The certificate (stowage.dev/certificate/v1): why no plan of a spec costs less than a bound, as plain JSON that is
 * checked with whole numbers alone, without a search and without an LP (`src/verify/certificate`).
 *
 * It is about a relaxation of the spec that is stated here and that the checker rebuilds from fleet and catalogue. Of
 * each cluster: every workload's replicas (and a pool's room for more of its largest one) stand on nodes that may hold
 * them; nodes are those that exist and whatever the pools may buy; of a node's resources no more is requested than
 * is free; no node holds two workloads that keep apart; nodes pay for the licences that their workloads need; pools,
 * quotas, reservations and the share of spot are kept. Spread over availability zones, workloads that must stand beside others, the number of instance types,
 * the number of licences and peaks are left out: that only makes plans cheaper.
 *
 * Money is in units of 2^-20 micro-units of the plan's currency an hour, all numbers are whole and not negative.
 */
import type { PurchaseOption } from "./catalogue.js";
import { canonicalJson } from "../units/canonical.js";
import type { ResourceVector } from "../units/resources.js";

export const CERTIFICATE_API_VERSION = "stowage.dev/certificate/v1";

/** Units of a certificate's money in one micro-unit. */
export const UNITS_PER_MICRO = 2 ** 20;

export interface Certificate {
  readonly apiVersion: "stowage.dev/certificate/v1";
  /** Version of the package that made it. */
  readonly version: string;
  readonly specDigest: string;
  readonly catalogueDigest: string;
  /** What is proved: no plan of the spec costs less micro-units an hour. Machines and cluster fees. */
  readonly boundMicroPerHour: number;
  /** Clusters that buy nodes; of others the nodes that exist are what they cost. */
  readonly clusters: Readonly<Record<string, ClusterCertificate>>;
}

export interface ClusterCertificate {
  /** Machines of the cluster, those that exist included. */
  readonly boundMicroPerHour: number;
  /** What multipliers are of, in their order. Resources that are not named have none. */
  readonly resources: readonly string[];
  /**
   * Limit key -> rent that all nodes of the cluster bear, whatever part they are of; the rule about a pool's share of
   * spot has its rent here alone.
   */
  readonly rents: Readonly<Record<string, number>>;
  /** Parts that share neither a node kind nor a limit with a rent of their own: their bounds add up. */
  readonly parts: readonly CertificatePart[];
}

export interface CertificatePart {
  /** Ids of workloads with the same requests; "headroom/POOL" is the room that a pool keeps. */
  readonly classes: readonly (readonly string[])[];
  /** Sets of node kinds that splits count, by key. */
  readonly nodeSets: readonly (readonly string[])[];
  readonly proof: CertificateProof;
}

export type CertificateProof = CertificatePrices | CertificateNodeSplit;

/**
 * Prices such that no filling of any node is worth more than the node costs with its rents. Then every plan costs at
 * least: replicas x values - limits x rents + what the splits above add.
 */
export interface CertificatePrices {
  /** Of a replica, by class. */
  readonly values: readonly number[];
  /** Limit key -> rent of one unit of it. */
  readonly rents: Readonly<Record<string, number>>;
  /** By split above, the outermost first. */
  readonly splitRents: readonly number[];
  /** Node key -> proof, or the key of the node kind whose proof holds for this one too. */
  readonly proofs: Readonly<Record<string, CertificateFillingProof | string>>;
}

/** Either at most `most` nodes of a set, or at least `most` + 1: each half has a proof of its own. */
export interface CertificateNodeSplit {
  /** Index of a node set of the part. */
  readonly nodes: number;
  /** Count only nodes with at least so many replicas of a class. */
  readonly holding?: { readonly class: number; readonly least: number };
  readonly most: number;
  readonly within: CertificateProof;
  readonly above: CertificateProof;
}

/** Multipliers by resource, or a split on how many replicas of one class the node holds. */
export type CertificateFillingProof = readonly number[] | CertificateFillingSplit;

export interface CertificateFillingSplit {
  readonly class: number;
  readonly most: number;
  readonly within: CertificateFillingProof;
  readonly above: CertificateFillingProof;
}

export interface NodeKeyParts {
  readonly pool: string;
  readonly instanceType: string;
  readonly purchaseOption: PurchaseOption;
  readonly availabilityZone: string;
  readonly microPerHour: number;
  readonly allocatable: ResourceVector;
  /** Names of its licences, sorted; absent without any. */
  readonly licences?: Readonly<Record<string, number>>;
}

/** A node kind that is bought, in all availability zones; of one that exists, with all that tells it apart. */
export function nodeKey(node: NodeKeyParts): string {
  const { pool, instanceType, purchaseOption, availabilityZone, microPerHour, allocatable } = node;
  const { licences = {} } = node;
  const name = [pool, instanceType, purchaseOption, ...Object.keys(licences)].join("/");
  return purchaseOption === "owned"
    ? [name, availabilityZone, microPerHour, canonicalJson(allocatable)].join("/")
    : name;
}

/** The same in one availability zone, where the zone makes a difference: it goes before the key without. */
export function zonedNodeKey(node: NodeKeyParts): string {
  return node.purchaseOption === "owned" ? nodeKey(node) : `${nodeKey(node)}/${node.availabilityZone}`;
}

/** Keys of limits on nodes. */
export const LIMIT_KEYS = {
  quota: (field: "nodes" | "vcpu"): string => `quota/${field}`,
  maxNodes: (pool: string): string => `maxNodes/${pool}`,
  /** `availabilityZone`: of a reservation that has one. */
  reserved: (pool: string, instanceType: string, availabilityZone?: string): string =>
    [`reserved/${pool}/${instanceType}`, ...(availabilityZone === undefined ? [] : [availabilityZone])].join(
      "/",
    ),
  stock: (node: string): string => `stock/${node}`,
  spotShare: (pool: string): string => `spotShare/${pool}`,
} as const;

/** The id under which a pool's room for more replicas is a demand. */
export function spareId(pool: string): string {
  return `headroom/${pool}`;
}

/** What a plan says of its certificate. */
export interface CertificateReference {
  /** sha256 of the certificate's text. */
  readonly digest: string;
  /** What it proves, in micro-units an hour. */
  readonly boundMicroPerHour: number;
  /** cost / bound - 1 in millionths, rounded up. */
  readonly gapPpm: number;
}
