/** Parts of a fleet that fail together, as people write them in the fleet spec. */
import type { Name } from "./name.js";

/** Such as a power feed, a trench with fibre or a row of racks: at least one member is named. */
export interface RiskGroupSpec {
  readonly name: Name;
  readonly clusters?: readonly Name[];
  readonly edgeSites?: readonly Name[];
  /** "eu-central-1a" for every cluster that has it, "shop/eu-central-1a" for one. */
  readonly availabilityZones?: readonly string[];
  /** Node pools, as "cluster/pool". */
  readonly pools?: readonly string[];
  /** Links by their two ends, as "fra-hamburg". */
  readonly links?: readonly string[];
  /**
   * Part of the time that it is down, for drawn failures. Default: what is assumed of an availability zone.
   * @minimum 0
   * @maximum 1
   */
  readonly downShare?: number;
  /** Where `downShare` is from. */
  readonly source?: string;
}
