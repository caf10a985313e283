/** What it takes that a replica moves to another node, as people write it. */
import type { Quantity } from "./requests-spec.js";

/**
 * How long a replica is down while it moves. "none": the new one serves before the old one stops, and has its data by
 * then. "brief": it starts anew where its data is already, copied ahead or on a volume that follows it. "planned": it is
 * down until its data has been copied.
 */
export type MoveDowntime = "none" | "brief" | "planned";

/**
 * What a move of one replica takes against the plan, or what runs, that `--previous` names. Its data is `nodeData` and
 * the sizes of its volumes: block volumes stay in their availability zone, file systems of the network in their cluster
 * or site, and what leaves there is copied. Without it a move is stateless, and weighs what any move does
 * (`objective: { weights: { perMove } }`).
 */
export interface MoveSpec {
  /** Data on the node's own disks, which every move copies. */
  readonly nodeData?: Quantity;
  /**
   * How fast data is copied, in kilobits a second; a link between two places that carries less decides.
   * @minimum 1
   * @maximum 10000000000
   * @asType integer
   */
  readonly kbps?: number;
  /** @default "none" */
  readonly downtime?: MoveDowntime;
  /**
   * Seconds that a replica is down beside the copying, from its stop to its first answer: "brief" and "planned" ask for it.
   * @minimum 0
   * @maximum 604800
   * @asType integer
   */
  readonly downSeconds?: number;
  /**
   * What a minute of one replica that is down costs, in USD.
   * @minimum 0
   * @maximum 1000
   * @default 0
   */
  readonly perDownMinute?: number;
  /**
   * What a gigabyte that leaves an availability zone costs, in USD, in place of the published price.
   * @minimum 0
   * @maximum 1000
   */
  readonly pricePerGb?: number;
}
