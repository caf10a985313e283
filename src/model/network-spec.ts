/** Ranges of addresses of a cluster, as people write them: the plan says what its nodes use of each. */
import type { Cidr } from "./fleet-spec.js";
import type { Name } from "./name.js";

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
