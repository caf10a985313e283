/**
 * What a catalogue says of all that a fleet's clusters could buy, as values. The checker trusts these answers, as it
 * trusts the fleet, and nothing else; what a pool may buy of it is judged here anew.
 */
import type { InstanceType, Offering } from "../../model/catalogue.js";
import type { NodeShape } from "../../model/fleet.js";
import type { ByName } from "../../model/plan.js";
import type { ResourceVector } from "../../units/resources.js";

/** An instance type as nodes of one cluster. */
export interface SoldMachine {
  readonly instanceType: InstanceType;
  /** By the platform's rule and the cluster's settings; with volumes where a workload of the cluster attaches some. */
  readonly allocatable: ResourceVector;
  /** Sold in effect only to those who have it already. */
  readonly previousGeneration: boolean;
  /** Whether the platform takes it as a node. */
  readonly supported: boolean;
}

/** Nodes of one shape that exist. */
export interface StandingMachine {
  readonly pool: string;
  readonly shape: NodeShape;
  readonly allocatable: ResourceVector;
}

export interface ClusterOffers {
  /** Every offering of the cluster's region. */
  readonly offerings: readonly Offering[];
  /** Of every instance type that is offered or reserved. */
  readonly machines: ByName<SoldMachine>;
  readonly standing: readonly StandingMachine[];
}

export interface OfferRows {
  readonly catalogueDigest: string;
  readonly clusters: ByName<ClusterOffers>;
}
