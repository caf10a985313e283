/** An edge site's autonomy, rack and uplink, as checked and as planned. */

/** What must be at a site that goes on when its uplink is cut. */
export interface Autonomy {
  readonly controlPlane: "local" | "remote";
  /** Ids of the site's workloads. */
  readonly registryCache: string;
  readonly secrets: string;
  /** Id of a workload of the site -> fewest replicas that must run. */
  readonly replicas: Readonly<Record<string, number>>;
}

export interface SiteEdge {
  readonly autonomy?: Autonomy;
  readonly rack?: { readonly slots?: number; readonly watts?: number };
  /** What the uplink carries. */
  readonly uplinkKbps?: number;
}

/** The same with what the plan uses of it. */
export interface SiteEdgePlan extends SiteEdge {
  /** Of all nodes; absent where no rack counts them. */
  readonly usedSlots?: number;
  readonly usedWatts?: number;
  /** Of all replicas, at peak; absent without an uplink. */
  readonly usedKbps?: number;
}
