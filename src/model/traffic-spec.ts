/** Data that workloads send, as people write it: the plan prices what leaves a zone, a region or a cloud. */
import type { Name } from "./name.js";

export interface TrafficSpec {
  readonly name: Name;
  /** The workload that sends, as "namespace/name". */
  readonly from: string;
  /** The workload that takes it, as "namespace/name". Exactly one of `to` and `toInternet` is given. */
  readonly to?: string;
  /** Whether it goes to users on the internet. */
  readonly toInternet?: boolean;
  /**
   * Gigabytes a month, from all replicas together.
   * @minimum 1
   * @maximum 1000000000
   * @asType integer
   */
  readonly gbPerMonth: number;
  /**
   * What a gigabyte that leaves an availability zone costs, in USD, in place of the published price.
   * @minimum 0
   * @maximum 1000
   */
  readonly pricePerGb?: number;
}
