/** Divided workloads that outlive the loss of a place, a region or a provider. */

/** What is lost at once: one cluster or edge site, all clusters of one region, or of one provider. */
export type PlaceLoss = "place" | "region" | "provider";

export interface PlaceSurvival {
  /** Any one of these. An edge site is a region and a provider of its own. */
  readonly loss: PlaceLoss;
  /** Replicas that are left after any one loss. */
  readonly replicas: number;
}

/** What outliving losses of places takes. */
export interface StandbyPlan {
  /** Replicas beyond those that the fleet asks for. */
  readonly replicas: number;
  /** Cost of the fleet planned without it; absent where no such plan was found. */
  readonly withoutMicroPerHour?: number;
}
