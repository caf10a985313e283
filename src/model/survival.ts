/** What workloads outlive: divided ones the loss of a place, a region, a provider or a risk group, others that of a part. */
import type { SurviveSpec } from "./fleet-spec.js";

/** What is lost at once: one cluster or edge site, all clusters of one region, or of one provider, or a risk group. */
export type PlaceLoss = "place" | "region" | "provider" | "riskGroup";

/** What one workload of a cluster or an edge site must survive the loss of. */
export const LOSS_WORDS: Readonly<Record<SurviveSpec, string>> = {
  node: "node",
  availabilityZone: "availability zone",
  riskGroup: "risk group",
};

export const PLACE_LOSS_WORDS: Readonly<Record<PlaceLoss, string>> = {
  place: "place",
  region: "region",
  provider: "provider",
  riskGroup: "risk group",
};

export interface PlaceSurvival {
  /** Any one of these. An edge site is a region and a provider of its own, a place in no risk group is one. */
  readonly loss: PlaceLoss;
  /** Of `riskGroup`: name of a cluster or edge site -> its group; those in none are left out. */
  readonly groups?: Readonly<Record<string, string>>;
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

/** Risk group -> the availability zones of one cluster that it takes, sorted; groups that take none are left out. */
export type RiskZones = Readonly<Record<string, readonly string[]>>;

/** One member of a risk group: an event of `whatif`. */
export interface SharedLoss {
  readonly kind: "lose";
  readonly what: "cluster" | "site" | "az" | "pool" | "link";
  /** Of an availability zone and of a pool with its cluster: "shop/eu-central-1a", "shop/general"; of a link both ends: "fra-hamburg". */
  readonly name: string;
}

/** A risk group: what fails together. */
export interface SharedRisk {
  readonly name: string;
  /** Sorted by kind and name. */
  readonly losses: readonly SharedLoss[];
  /** That it is down at a moment taken at random, in millionths; absent: not known. */
  readonly downPpm?: number;
  /** Where that is from. */
  readonly source?: string;
}
