/** Ranges of addresses of a cluster, as people write them: the plan says what its nodes use of each. */
import type { Name } from "./name.js";

/**
 * IPv4 or IPv6 addresses: "10.0.0.0/8", "2001:db8::/32".
 * @pattern ^([0-9]{1,3}(\.[0-9]{1,3}){3}/(3[0-2]|[12]?[0-9])|([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}/(12[0-8]|1[01][0-9]|[1-9]?[0-9]))$
 */
export type Cidr = string;

/** A subnet or a range of pods. A node takes its addresses from one range of nodes, and its pods' from one of pods. */
export interface AddressRangeSpec {
  /** IPv4. */
  readonly cidr: Cidr;
  /** The availability zone whose nodes use it. Default: all of the cluster's. */
  readonly availabilityZone?: string;
  /**
   * Pools whose nodes use it. Default: all.
   * @minItems 1
   */
  readonly pools?: readonly Name[];
  /**
   * Addresses of it that something else takes: load balancers, endpoints, the control plane, other clusters.
   * @minimum 0
   * @maximum 4294967296
   * @asType integer
   * @default 0
   */
  readonly usedElsewhere?: number;
}

export interface ServiceRangeSpec {
  /** IPv4. */
  readonly cidr: Cidr;
  /**
   * Services with an address of it that the cluster will have.
   * @minimum 0
   * @maximum 4294967296
   * @asType integer
   * @default 0
   */
  readonly count?: number;
}

export interface NetworkSpec {
  /**
   * Where nodes get addresses, and their pods too where the address mode gives them addresses of the nodes' network.
   * @minItems 1
   * @maxItems 100
   */
  readonly nodes?: readonly AddressRangeSpec[];
  /**
   * Where pods get addresses, where the address mode has ranges of their own for them.
   * @minItems 1
   * @maxItems 100
   */
  readonly pods?: readonly AddressRangeSpec[];
  readonly services?: ServiceRangeSpec;
  /**
   * Clusters whose network this one's is connected to, in both directions: no range that is routed there may overlap.
   * @minItems 1
   */
  readonly peers?: readonly Name[];
}
