/** What a fleet spec says of an edge site beside its nodes: going on alone, its rack, its uplink. */

/** The site goes on when its uplink is cut. */
export interface AutonomySpec {
  /**
   * Where its control plane runs. Without one nothing is started or moved, though pods that run go on. Default:
   * "local" of k3s, rke2 and microk8s, "remote" of kubeedge.
   */
  readonly controlPlane?: "local" | "remote";
  /** The site's workload that keeps images, as "namespace/name". */
  readonly registryCache: string;
  /** The site's workload that keeps secrets and certificates. */
  readonly secrets: string;
  /** Workload ("namespace/name") -> fewest replicas that must run at the site. */
  readonly replicas?: Readonly<Record<string, Replicas>>;
}

/**
 * @minimum 1
 * @maximum 10000000
 * @asType integer
 */
export type Replicas = number;

/** What all nodes of the site have together; each node shape says its part. */
export interface RackSpec {
  /**
   * Height units, or places on a rail.
   * @minimum 1
   * @maximum 100000
   * @asType integer
   */
  readonly slots?: number;
  /**
   * Power that its nodes may draw at most, in watts.
   * @minimum 1
   * @maximum 100000000
   * @asType integer
   */
  readonly watts?: number;
}

export interface UplinkSpec {
  /**
   * What it carries, in kilobits a second.
   * @minimum 1
   * @maximum 10000000000
   * @asType integer
   */
  readonly kbps: number;
}

export interface SiteEdgeSpec {
  readonly autonomy?: AutonomySpec;
  readonly rack?: RackSpec;
  readonly uplink?: UplinkSpec;
}

/** Of a node shape. */
export interface RackShareSpec {
  /**
   * Slots of a rack that one node takes.
   * @minimum 1
   * @maximum 1000
   * @asType integer
   * @default 1
   */
  readonly slots?: number;
  /**
   * Power that one node draws at most, in watts.
   * @minimum 1
   * @maximum 1000000
   * @asType integer
   */
  readonly watts?: number;
}
