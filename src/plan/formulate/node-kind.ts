/**
 * A node that a target could have: one pool's machine in one availability zone under one purchase option at
 * one price. An "offering", as conflicts count it, is one node kind.
 */
import type { Architecture, InstanceType, PurchaseOption } from "../../model/catalogue.js";
import type { Assumption, Evidence } from "../../model/evidence.js";
import type { Labels, Taint } from "../../model/kubernetes.js";
import type { Reservation } from "../../model/fleet.js";
import type { DeviceSharesPlan, DeviceSlicesPlan } from "../../model/plan.js";
import { canonicalJson } from "../../units/canonical.js";
import type { ResourceVector } from "../../units/resources.js";

export interface NodeKind {
  readonly pool: string;
  readonly instanceType: string;
  /** The catalogue's row; absent for nodes that the user describes. */
  readonly machine?: InstanceType;
  readonly architecture: Architecture;
  readonly chip: string;
  readonly availabilityZone: string;
  readonly purchaseOption: PurchaseOption;
  /** Price of one node, its licences included. */
  readonly microPerHour: number;
  readonly priceEvidence: Evidence;
  /** Virtual CPUs that one node counts against a quota. */
  readonly vcpu: number;
  readonly allocatable: ResourceVector;
  /** What system load takes on this node, its pods and host ports included. */
  readonly systemLoad: ResourceVector;
  /** Allocatable less system load, and 1 for each host port that a workload of the target asks for. */
  readonly free: ResourceVector;
  readonly labels: Labels;
  readonly taints: readonly Taint[];
  /** Name of a licence -> how many a node needs, in order of names; absent without any. */
  readonly licences?: Readonly<Record<string, number>>;
  /** What they cost of the price; absent without any. */
  readonly licencesMicroPerHour?: number;
  /** Of a reserved node: what it is of. */
  readonly reservation?: Reservation;
  /** How its accelerators are cut; absent: not at all. */
  readonly deviceSlices?: DeviceSlicesPlan;
  /** How pods share its accelerators; absent: they do not. */
  readonly deviceShares?: DeviceSharesPlan;
  /** How many exist, used and paid for or not; absent: bought as needed. */
  readonly stock?: number;
  /** What the allocatable rule assumes. */
  readonly assumptions: readonly Assumption[];
}

/** Total order of node kinds: the same nodes in the same order, however the spec lists its pools. */
export function nodeKindOrder(kind: NodeKind): string {
  const machine = [kind.pool, kind.instanceType, kind.availabilityZone, kind.purchaseOption].join("\u0000");
  const licences = kind.licences === undefined ? "" : Object.keys(kind.licences).join(" ");
  const name = licences === "" ? machine : `${machine}\u0000${licences}`;
  return kind.stock === undefined
    ? name
    : [name, kind.microPerHour, kind.stock, canonicalJson(kind.allocatable)].join("\u0000");
}
